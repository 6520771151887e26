"""Organisations as nodes: known by their ROR identifier, or by a key made of their name."""

import hashlib
import re
from collections.abc import Iterator

from graph_schema.record import Record
from loaders.draft import Reading
from qc.finding import Finding

ROR = re.compile(r"(?:https?://)?ror\.org/(0[a-hj-km-np-tv-z0-9]{6}\d{2})", re.IGNORECASE)
BLANKS = re.compile(r"\s+")


def organization_accession(name: str, url: str = "") -> str:
    """`ror:…` where the address is one of ROR, else `org-` and a hash of the folded name.

    >>> organization_accession("Broad  Institute") == organization_accession("broad institute")
    True
    """
    if found := ROR.search(url):
        return f"ror:{found[1].lower()}"
    folded = BLANKS.sub(" ", name).strip().casefold()
    return "org-" + hashlib.blake2b(folded.encode(), digest_size=8).hexdigest()


def organization(
    reading: Reading,
    location: str,
    name: str,
    *,
    abbreviation: str = "",
    kind: str = "",
    url: str = "",
    scope: str = "public",
) -> Iterator[Record | Finding]:
    """The record of an organisation, the first time an object of this scope names it."""
    accession = organization_accession(name, url)
    draft = reading.shared("Organization", accession, location, scope)
    if draft is None:
        return
    draft.put("name", name)
    for slot, literal in (("abbreviation", abbreviation), ("organization_type", kind)):
        if literal and literal != name:
            draft.put(slot, literal)
    if accession.startswith("ror:"):
        draft.put("ror", f"https://ror.org/{accession.removeprefix('ror:')}")
    elif url:
        draft.attribute("url", url)
    yield from draft.build()
