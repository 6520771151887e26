"""From the custodian's crosswalk to a table of links: record numbers in, pseudonyms and accessions out.

The crosswalk says which record number (of which issuer) is which individual of GSA-Human. It is read where the key
is and nowhere else; the table that comes out names imaging pseudonyms only, is sorted by them, so that the order of
patients does not come along, and is what `loaders.links` reads. No message repeats a value of the crosswalk.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph_schema.accession import detect
from graph_schema.errors import UnusableInput
from qc.dicom.keys import Keys
from qc.dicom.person import canonical

RECORD_NUMBER = ("record number", "patient id", "medical record number", "identifier")
ISSUER = ("issuer", "issuer of patient id")
SEQUENCED = ("individual in gsa-human", "gsa-human individual", "hri")
METHOD, CONFIDENCE, RELEASE = ("method", "link method"), ("confidence", "link confidence"), ("release", "scope")
HEADER = ("imaging individual", "individual in GSA-Human", "method", "confidence", "release")
DELIMITERS = "\t,;"
METHOD_UNSAID = "curated crosswalk"
METHOD_WORDS = frozenset(
    [
        "accession",
        "accessions",
        "and",
        "birth",
        "by",
        "consent",
        "crosswalk",
        "curated",
        "curation",
        "custodian",
        "date",
        "declared",
        "deterministic",
        "exact",
        "from",
        "hash",
        "hashed",
        "hospital",
        "identifier",
        "identifiers",
        "key",
        "keyed",
        "linkage",
        "linked",
        "manual",
        "manually",
        "match",
        "matched",
        "matching",
        "name",
        "names",
        "number",
        "numbers",
        "of",
        "on",
        "probabilistic",
        "pseudonym",
        "pseudonyms",
        "record",
        "records",
        "register",
        "registry",
        "review",
        "reviewed",
        "sex",
        "study",
        "table",
        "with",
    ]
)
"""Words that tell how a link was found; any other word may be somebody's name."""
BETWEEN_WORDS = re.compile(r"[ ,/-]+")
SHARE = re.compile(r"0|1|0?\.\d{1,4}|1\.0{1,4}")
SEEN_BY = re.compile(r"public|published|open|review|withheld|dataset:(?:HRA|OBIA)\d{4,12}")
HINT = "the columns are: record number, issuer, individual in GSA-Human, method, confidence, release"


@dataclass(frozen=True, slots=True)
class Crossed:
    """What a crosswalk gave: rows of the table of links, and the lines that could not be used."""

    rows: tuple[tuple[str, ...], ...]
    refused: tuple[int, ...]


def cross(path: Path, keys: Keys) -> Crossed:
    """The links of a crosswalk; UnusableInput where it cannot be read or lacks its columns.

    A line without record number is refused, as is one whose individual is no accession of an individual. Where none
    is named, the pseudonym of the sequence graph stands in its place.
    """
    rows: set[tuple[str, ...]] = set()
    refused = []
    for number, cells in _lines(path):
        row = _row(cells, keys)
        if row is None:
            refused.append(number)
        else:
            rows.add(row)
    return Crossed(tuple(sorted(rows)), tuple(refused))


def table(rows: Sequence[Sequence[str]]) -> str:
    """The rows as CSV with their header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return out.getvalue()


def is_method(text: str) -> bool:
    """Whether a text says how a link was found, and nothing else.

    >>> is_method("deterministic match of record number, birth date"), is_method("Zhang San")
    (True, False)
    """
    return set(BETWEEN_WORDS.split(text.lower())) <= METHOD_WORDS


def _row(cells: Mapping[str, str], keys: Keys) -> tuple[str, ...] | None:
    person = canonical(_cell(cells, RECORD_NUMBER), _cell(cells, ISSUER))
    literal = _cell(cells, SEQUENCED)
    found = detect(literal) if literal else None
    if not person or (literal and (found is None or found.node_type != "Individual")):
        return None
    sequenced = found.value if found else keys.sequence_individual(person)
    said = (
        method if is_method(method := _cell(cells, METHOD)) else METHOD_UNSAID,
        _fitting(cells, CONFIDENCE, SHARE, "1" if not _cell(cells, CONFIDENCE) else ""),
        _fitting(cells, RELEASE, SEEN_BY, ""),
    )
    return (keys.individual(person), sequenced, *said)


def _fitting(cells: Mapping[str, str], names: Sequence[str], form: re.Pattern[str], otherwise: str) -> str:
    """A cell that has the form of what it is for; a number of somebody in the wrong column never goes along."""
    literal = _cell(cells, names)
    return literal if form.fullmatch(literal) else otherwise


def _cell(cells: Mapping[str, str], names: Sequence[str]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and cells by folded header of each line that has any."""
    text = _text(path)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(DELIMITERS, key=first.count))
    headers = [" ".join(cell.replace("_", " ").split()).lower() for cell in next(reader, [])]
    if not set(headers) & set(RECORD_NUMBER):
        raise UnusableInput("the crosswalk has no column of record numbers", code="CROSSWALK_UNUSABLE", hint=HINT)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, dict(zip(headers, (cell.strip() for cell in cells), strict=False))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnusableInput(
            f"the crosswalk cannot be read: {error.strerror}", code="CROSSWALK_UNUSABLE", hint="check its path"
        ) from error
    except UnicodeDecodeError as error:
        raise UnusableInput(
            "the crosswalk is no UTF-8 text", code="CROSSWALK_UNUSABLE", hint="save it as UTF-8"
        ) from error
