"""The custodian's table of individuals: imaging pseudonyms and the accessions of the same people in GSA-Human.

Nothing else ties an imaged individual to a sequenced one, and only `gsagraph keys link` makes such a table, from a
crosswalk that stays with the custodian. A value that is neither a pseudonym nor an accession is refused, and the
finding does not repeat it. A link is public only where its row says so; any other is a node of its own between the
two, in the scope that the row names, else `withheld`. Who may not see that node sees no link, for every path goes
through it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from graph_schema.accession import detect
from graph_schema.errors import UnusableInput
from graph_schema.names import fold
from graph_schema.record import Record
from loaders import text
from loaders.caution import held
from loaders.delimited import Table, header_of
from loaders.draft import Draft, Reading
from loaders.individual import IMAGING_PSEUDONYM, SEQUENCE_PSEUDONYM
from loaders.source import Source
from loaders.workbook import Row, fold_header
from qc.dicom.crosswalk import is_method
from qc.finding import Finding
from qc.report import identifier

FORMAT = "links"
IMAGED = ("imaging individual", "imaging pseudonym")
SEQUENCED = ("individual in gsa-human", "gsa-human individual", "hri", "sequence individual")
METHOD, CONFIDENCE, RELEASE = ("method", "link method"), ("confidence", "link confidence"), ("release", "scope")
CUSTODIAN, CLOSED = "custodian", "withheld"
PUBLIC = frozenset({"public", "published", "open"})
SCOPES = re.compile(r"review|withheld|dataset:(?:HRA|OBIA)\d{4,12}")
COLLECTION_CODE = re.compile(r"OBIA\d{4,}-[A-Za-z]{0,8}\d{1,6}")
"""An individual of a collection's own workbook; no medical record number is as short."""
TITLE = "One individual under two accessions"


def matches(source: Source) -> bool:
    """A table with a column of imaging pseudonyms and one of individuals in GSA-Human."""
    if source.kind != "text":
        return False
    headers = {fold_header(header) for header in header_of(source)}
    return bool(headers & set(IMAGED)) and bool(headers & set(SEQUENCED))


def read(source: Source) -> Iterator[Record | Finding]:
    """A link for each row whose two values are what they should be."""
    if not matches(source):
        raise UnusableInput(
            "this is no table of links",
            code="FORMAT_MISMATCH",
            hint="the columns are: imaging individual, individual in GSA-Human, method, confidence, release",
        )
    reading, withheld = Reading(source, FORMAT), 0
    for row in Table(source).rows():
        pair = _pair(row)
        if pair is None:
            message = "the row holds a value that is neither a pseudonym nor an accession; it is not repeated here"
            hint = "make the table with `gsagraph keys link`; record numbers never leave the custodian"
            yield source.finding("RAW_IDENTIFIER_REFUSED", "error", row.location, message, hint, "Individual")
        else:
            withheld += not is_public(row)
            yield from _link(reading, row, *pair)
    if withheld:
        message = f"{withheld} links are not public: only viewers of their scope see them"
        yield source.finding("LINK_WITHHELD", "info", "release", message)


def is_public(row: Row) -> bool:
    """Whether a row says that its link is public; silence says no."""
    return fold(row.get(*RELEASE).strip()) in PUBLIC


def _pair(row: Row) -> tuple[str, str] | None:
    """The two accessions of a row, or None where one of them is none."""
    imaged, sequenced = row.get(*IMAGED).strip(), row.get(*SEQUENCED).strip()
    if not (IMAGING_PSEUDONYM.fullmatch(imaged) or COLLECTION_CODE.fullmatch(imaged)):
        return None
    found = detect(sequenced)
    if found and found.node_type == "Individual":
        return imaged, found.value
    return (imaged, sequenced) if SEQUENCE_PSEUDONYM.fullmatch(sequenced) else None


def _link(reading: Reading, row: Row, imaged: str, sequenced: str) -> Iterator[Record | Finding]:
    """The link as its row lets it be seen."""
    release = row.get(*RELEASE).strip()
    place = f"link {identifier('link', imaged, sequenced)}"
    if is_public(row):
        draft = reading.draft("Individual", imaged, place, derived=True)
        ends = [sequenced]
    else:
        draft = reading.draft("Individual", f"LINK-{identifier('link', imaged, sequenced)}", place)
        draft.slots["scope"] = release if SCOPES.fullmatch(release) else CLOSED
        draft.put("title", TITLE)
        ends = [imaged, sequenced]
    properties = said_of_link(draft, row, METHOD, CONFIDENCE, CUSTODIAN)
    for end in ends:
        draft.add("SAME_INDIVIDUAL", end, "Individual", **properties)
    yield from held(draft)


def said_of_link(
    draft: Draft, row: Row, method: Sequence[str], confidence: Sequence[str], source: str
) -> dict[str, Any]:
    """How a link was found, how sure it is (0 to 1), and who says so, from the columns of a row.

    What is neither is left out and not repeated: it may be somebody's name or number in the wrong column.
    """
    how, sure = row.get(*method).strip() or "declared", text.number(row.get(*confidence).strip() or "1")
    if not is_method(how):
        message, hint = "the method is not told in known words", "such as: curated crosswalk, deterministic match"
        draft.find("LINK_PROPERTY_SKIPPED", "warning", row.cell(_header(row, method)), message, hint)
        how = "declared"
    if sure is None or not 0 <= sure <= 1:
        message, hint = "the confidence is no number from 0 to 1", "the link has none"
        draft.find("LINK_PROPERTY_SKIPPED", "warning", row.cell(_header(row, confidence)), message, hint)
        sure = None
    return {"method": how, "confidence": sure, "source": source}


def _header(row: Row, headers: Sequence[str]) -> str:
    return next((header for header in headers if header in row.sheet), headers[0])
