"""Taxa as nodes: the identifier of the NCBI taxonomy with the name that a source gives it."""

from collections.abc import Iterator

from graph_schema.record import Record
from loaders.draft import Draft, Reading
from qc.finding import Finding


def taxon(
    reading: Reading, draft: Draft, identifier: str, name: str = "", common_name: str = ""
) -> Iterator[Record | Finding]:
    """Point a draft at its taxon, and give the taxon the first time a source names it.

    The record is derived: a taxonomy dump knows the names better.
    """
    identifier = identifier.strip()
    if not identifier.isdecimal() or identifier == "0":
        draft.attribute("taxonomy id", identifier)
        return
    accession = f"NCBITaxon:{int(identifier)}"
    draft.add("IN_TAXON", accession, "Taxon")
    node = reading.shared("Taxon", accession, draft.location, draft.scope)
    if node is None:
        return
    for slot, literal in (("scientific_name", name), ("common_name", common_name)):
        if literal:
            node.put(slot, literal)
    yield from node.build()
