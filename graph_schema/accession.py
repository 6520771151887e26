"""Accessions: which kind a token is, in one fixed spelling.

The kinds are data (`ontologies/prefixes.json`), tried in resolver order: the first pattern that
matches is the kind, and no other is asked. IRIs are in `graph_schema.iri`; whether an accession is
known to a store is told by `graph_store.resolve`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from ontologies.reader import AccessionKind, accession_kinds, prefix_map

PRE_ACCESSION = "pre_accession"

# Signs that are no part of any accession wherever they stand: NBSP, soft hyphen, zero-width signs,
# marks of writing direction, variation selectors, the byte order mark. Other blanks are trimmed only.
_NOISE = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202f\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_VERSION = re.compile(r"^(SAM[A-Z]{1,2}\d+|[SED]RR\d+)\.[1-9]\d?$")
_DOCUMENT = re.compile(r"\.(?:html|json|jsonld|ttl|nt|xml)$")
_URL = re.compile(r"^(?:https?|ftp)://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Accession:
    """An accession in its fixed spelling: kind (`gsa.run`), archive, and our node type, if it has one."""

    value: str
    kind: str
    archive: str
    node_type: str | None


@cache
def _kinds() -> dict[str, AccessionKind]:
    return {f"k{position}": kind for position, kind in enumerate(accession_kinds())}


@cache
def _any_kind() -> re.Pattern[str]:
    """All patterns as one alternation in resolver order; the matching branch is `lastgroup`."""
    branches = (f"(?P<{name}>{_unanchored(kind.pattern)})" for name, kind in _kinds().items())
    return re.compile("|".join(branches), re.ASCII)


def _unanchored(pattern: str) -> str:
    return pattern.removeprefix("^").removesuffix("$")


def kind_of(value: str) -> AccessionKind | None:
    """The registry row of an accession already in its fixed spelling."""
    match = _any_kind().fullmatch(value)
    if match is None or match.lastgroup is None:
        return None
    kind = _kinds()[match.lastgroup]
    return None if kind.longest is not None and len(value) > kind.longest else kind


def letters_of(value: str, kind: AccessionKind) -> str | None:
    """The letters by which a kind tells its members apart (`R` of `SRR1`), if it does."""
    match = re.fullmatch(kind.pattern, value, re.ASCII) if kind.letters else None
    return match.group(kind.letters.group) if match and kind.letters else None


@lru_cache(maxsize=65536)
def _typed(value: str) -> Accession | None:
    kind = kind_of(value)
    if kind is None:
        return None
    archive, node_type, letters = kind.archive, kind.node_type, letters_of(value, kind)
    if kind.letters and letters:
        archive = kind.letters.archives.get(letters, archive)
        node_type = kind.letters.types.get(letters, node_type)
    return Accession(value, kind.kind, archive, node_type)


def detect(token: str) -> Accession | None:
    """The accession that a token is, or None; the token may still be written carelessly.

    >>> detect(" prjca015567 ")
    Accession(value='PRJCA015567', kind='ngdc.bioproject', archive='NGDC', node_type='BioProject')
    >>> detect("sample 1") is None
    True
    """
    return _typed(token) or _typed(normalise(token))


@lru_cache(maxsize=65536)
def normalise(token: str) -> str:
    """The fixed spelling of an accession; a token that is none comes back only trimmed.

    Blanks, NBSP and zero-width signs go, full-width letters and digits become ASCII, a web address or
    a CURIE is cut to the accession it names, letters become capitals except `his`, `sub` and `phs…`,
    and a version `.1` goes from sample and run accessions.
    """
    text = _NOISE.sub("", token).strip().translate(_FULL_WIDTH)
    for candidate in _candidates(text):
        value = _unversioned(_cased(candidate))
        if _typed(value):
            return value
    return token.strip()


def _candidates(text: str) -> list[str]:
    """What of a text may be the accession: itself, or the parts of a web address or CURIE that name it."""
    if _URL.match(text):
        return _url_candidates(text)
    prefix, colon, rest = text.rpartition(":")
    return [rest] if colon and prefix.lower() in _curie_prefixes() else [text]


def _url_candidates(url: str) -> list[str]:
    """The last segment of the path, then the values of the query, in that order."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    segment = unquote(parts.path.rstrip("/").rpartition("/")[2])
    names = [segment, _DOCUMENT.sub("", segment), segment.rpartition(":")[2]]
    return names + [value for _, value in parse_qsl(parts.query)]


@cache
def _curie_prefixes() -> frozenset[str]:
    """Every prefix under which an accession may be written, in small letters."""
    registered = (prefix for kind in accession_kinds() for prefix in (kind.kind, *kind.prefixes))
    mapped = (name for row in prefix_map() for name in (row.prefix, *row.prefix_synonyms))
    return frozenset(name.lower() for name in (*registered, *mapped))


def _cased(text: str) -> str:
    """Capitals, except where an archive writes small letters: `subHRA…`, `CNPhis…`, `phs….v1.p1`."""
    upper = text.upper()
    if upper.startswith("PHS"):
        return upper.lower()
    if upper.startswith("SUB") and not text.startswith("SUB"):
        return "sub" + upper[3:]
    if upper.startswith("CN") and upper[3:6] == "HIS":
        return upper[:3] + "his" + upper[6:]
    return upper


def _unversioned(value: str) -> str:
    return _VERSION.sub(r"\1", value)
