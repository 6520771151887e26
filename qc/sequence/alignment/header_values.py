"""The values of header fields: which tags a line needs, and what each may hold (SAM specification 1.3, its table).

A rule takes the value and gives nothing, or what is wrong with it: `Wrong`, an error or (where practice is wider than
the text) a warning.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from qc.finding import Severity

REQUIRED: dict[bytes, tuple[bytes, ...]] = {b"HD": (b"VN",), b"SQ": (b"SN", b"LN"), b"RG": (b"ID",), b"PG": (b"ID",)}
"""The tags that the lines of a type must have."""

UTF8 = {(b"SQ", b"DS"), (b"RG", b"DS"), (b"PG", b"DS"), (b"PG", b"CL")}
"""The fields that may hold UTF-8; all others are printable ASCII."""

LONGEST = (1 << 31) - 1
"""The largest LN and POS."""

NAME = rb"[0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*"
"""A reference name (1.2.1): printable, without delimiters, beginning with neither * nor =."""

PLATFORMS = frozenset(
    b"CAPILLARY DNBSEQ ELEMENT HELICOS ILLUMINA IONTORRENT LS454 ONT PACBIO SINGULAR SOLID ULTIMA".split()
)
"""The values of PL."""

FORMER_PLATFORMS = frozenset((b"DNB", b"OTHER"))
"""Values of PL that earlier texts or common programs have."""

_DATE = re.compile(
    rb"\d{4}(?:-?W\d\d(?:-?[1-7])?|-\d{3}|(?:-?(\d\d)(?:-?(\d\d))?)?)"
    rb"(?:([T ])(?:[01]\d|2[0-4])(?::?[0-5]\d(?::?[0-6]\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a value; an error, or a warning where practice is wider than the specification."""

    what: str
    severity: Severity = "error"


Rule = Callable[[bytes], Wrong | None]


def matching(pattern: bytes, what: str, severity: Severity = "error") -> Rule:
    """A rule: the whole value matches `pattern`, else it is not `what`."""
    compiled = re.compile(pattern)

    def rule(value: bytes) -> Wrong | None:
        return None if compiled.fullmatch(value) else Wrong(f"is not {what}", severity)

    return rule


def length(value: bytes) -> Wrong | None:
    """LN: a number from 1 to 2^31 - 1."""
    fits = value.isdigit() and len(value) < 20 and 1 <= int(value) <= LONGEST
    return None if fits else Wrong(f"is not a number from 1 to {LONGEST}")


def platform(value: bytes) -> Wrong | None:
    """PL: one of the platforms; other letter case is a warning, since programs wrote it for years."""
    if value in PLATFORMS:
        return None
    known = value.upper() in PLATFORMS or value in FORMER_PLATFORMS
    return Wrong("is not a platform of the specification", "warning" if known else "error")


def date(value: bytes) -> Wrong | None:
    """DT: an ISO 8601 date, or date and time; a blank instead of T is a warning."""
    found = _DATE.fullmatch(value)
    if found is None:
        return Wrong("is not an ISO 8601 date")
    month, day, between = found.groups()
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return Wrong("is not an ISO 8601 date")
    return Wrong("has a blank where ISO 8601 has T", "warning") if between == b" " else None


def insert_size(value: bytes) -> Wrong | None:
    """PI: a number; decimals are a warning."""
    if re.fullmatch(rb"[-+]?\d+", value):
        return None
    decimal = re.fullmatch(rb"[-+]?\d*\.?\d+([eE][-+]?\d+)?", value)
    return Wrong("is not a whole number", "warning" if decimal else "error")


RULES: dict[tuple[bytes, bytes], Rule] = {
    (b"HD", b"VN"): matching(rb"[0-9]+\.[0-9]+", "a version such as 1.6"),
    (b"HD", b"SO"): matching(rb"unknown|unsorted|queryname|coordinate", "unknown, unsorted, queryname or coordinate"),
    (b"HD", b"GO"): matching(rb"none|query|reference", "none, query or reference"),
    (b"HD", b"SS"): matching(rb"(coordinate|queryname|unsorted)(:[A-Za-z0-9_-]+)+", "sort-order:sub-sort"),
    (b"SQ", b"SN"): matching(NAME, "a reference name"),
    (b"SQ", b"LN"): length,
    (b"SQ", b"AH"): matching(rb"\*|" + NAME + rb"(:\d+-\d+)?", "chr:start-end or *"),
    (b"SQ", b"AN"): matching(NAME + rb"(," + NAME + rb")*", "a list of reference names"),
    (b"SQ", b"M5"): matching(rb"[0-9a-f]{32}", "32 lower-case hexadecimal digits"),
    (b"SQ", b"TP"): matching(rb"linear|circular", "linear or circular"),
    (b"RG", b"BC"): matching(rb"[A-Za-z.*]+([-+_ ][A-Za-z.*]+)*", "bases joined by hyphens", "warning"),
    (b"RG", b"DT"): date,
    (b"RG", b"FO"): matching(rb"\*|[ACMGRSVTWYHKDBN]+", "* or IUPAC bases"),
    (b"RG", b"KS"): matching(rb"\*|[ACMGRSVTWYHKDBNacmgrsvtwyhkdbn]+", "bases"),
    (b"RG", b"PI"): insert_size,
    (b"RG", b"PL"): platform,
}
"""The rules of fields by type of line and tag; fields that are not here hold free text."""


def encoded(kind: bytes, tag: bytes, value: bytes) -> Wrong | None:
    """The characters of a value: printable ASCII; where the specification allows UTF-8, anything decodable."""
    if value.isascii():
        return None if value.decode("ascii").isprintable() else Wrong("holds control characters")
    if (kind, tag) not in UTF8:
        return Wrong("holds bytes that are not ASCII")
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return Wrong("is not UTF-8")
    return None
