"""The image that stands for each series: chosen when the codes of its images are in the store.

Only the whole series tells which image is its middle, so this follows the writing of images, for the series that
were touched. An image that fewer readers may see than its series never stands for it.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from cli.report_scopes import PUBLIC, SCOPES
from graph_schema.iri import node_iri
from graph_schema.record import Provenance, Record
from graph_store.plan import Columns, IsNull, Lookup, OrderKey, Page, Plan, Rows, Select, Via
from graph_store.protocol import Store
from qc.images.series import Slice, representative

LOADER, VERSION = "images", "1"
SOURCE = "middle image of the series"
AT_ONCE = 50
MOST = 100_000
"""Images of one series that are looked at."""

_IMAGES = Select(
    ("Image",),
    Via(("IN_SERIES",), "in", ("Image",), many=True),
    IsNull("image_code", yes=False),
    Page((OrderKey("accession", descending=False),), 1),
    Rows((("Image", Columns(("accession", "image_code", "image_code_version", "instance_number", "scope"))),)),
    count=False,
)
_KNOWN = ("accession", "image_code", "image_code_version", "representative_image", "scope")
PLAN = Plan(Lookup(0, ("ImagingSeries",), Rows((("ImagingSeries", Columns(_KNOWN, branches=(_IMAGES,))),))))


def represent(store: Store, series: Collection[str], scopes: Collection[str] = ()) -> int:
    """Give series the code of the image in their middle; how many of them changed."""
    waiting, seen, written = iter(sorted(series)), sorted({*SCOPES, *scopes}), 0
    while some := list(islice(waiting, AT_ONCE)):
        records = list(_records(store.execute(PLAN, [some, MOST], seen)))
        store.write(records)
        written += len(records)
    return written


def _records(found: Sequence[Any]) -> Iterator[Record]:
    """The series whose representative is another one than the store says."""
    for _, (accession, code, version, uid, scope, images) in found:
        open_enough = [row for row in images[0] if row[4] in (PUBLIC, scope)]
        middle = representative(Slice(number, name, coded) for name, coded, _, number, _ in open_enough)
        versions = {row[0]: row[2] for row in open_enough}
        if middle and (middle.code, versions[middle.uid], middle.uid) != (code, version, uid):
            yield _record(accession, scope, middle, versions[middle.uid])


def _record(accession: str, scope: str, middle: Slice, version: str | None) -> Record:
    slots = {
        "accession": accession,
        "iri": node_iri("ImagingSeries", accession),
        "scope": scope,
        "image_code": middle.code,
        "image_code_version": version,
        "representative_image": middle.uid,
    }
    return Record("ImagingSeries", accession, slots, (), provenance(SOURCE, middle.uid), scope_by="default")


def provenance(source: str, said: str) -> Provenance:
    """Said by this program of what the store or a file holds; from one place, so that a later word replaces it."""
    time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Provenance(source, hashlib.sha256(said.encode()).hexdigest(), "pixels", LOADER, VERSION, time)
