"""Publications as nodes: known by DOI, else by PubMed identifier; never with the names of authors."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph_schema.record import Record
from loaders.draft import Draft, Reading
from qc.finding import Finding

DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
PMID = re.compile(r"(?:pmid:?\s*)?([1-9]\d{0,8})", re.IGNORECASE)


class Citation(NamedTuple):
    """What a source says of a publication; empty where it says nothing."""

    identifier: str
    title: str = ""
    journal: str = ""
    year: str = ""
    citation: str = ""


def publication_accession(identifier: str) -> str | None:
    """`doi:10.…` (small letters) or `pmid:…`, or None for anything else.

    >>> publication_accession("https://doi.org/10.1093/GPBJNL/qzaf072"), publication_accession("PMID: 123")
    ('doi:10.1093/gpbjnl/qzaf072', 'pmid:123')
    """
    plain = identifier.strip()
    if found := DOI.fullmatch(plain):
        return f"doi:{found[1].rstrip('.').lower()}"
    found = PMID.fullmatch(plain)
    return f"pmid:{found[1]}" if found else None


def publication(reading: Reading, draft: Draft, citation: Citation) -> Iterator[Record | Finding]:
    """Point a draft at a publication, and give the publication the first time a source names it."""
    accession = publication_accession(citation.identifier)
    if accession is None:
        draft.attribute("publication", citation.identifier or citation.title)
        return
    draft.add("CITED_IN", accession, "Publication")
    node = reading.shared("Publication", accession, draft.location, draft.scope)
    if node is None:
        return
    scheme, _, value = accession.partition(":")
    node.put(scheme if scheme == "doi" else "pmid", value)
    for slot in ("title", "journal", "year", "citation"):
        if literal := getattr(citation, slot):
            node.put(slot, literal)
    yield from node.build()
