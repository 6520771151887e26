"""`similarImages`: images whose codes differ least from that of an image in the graph, or of one that is sent.

The search is exact. It takes the index (`api.image_index`) and at most three statements: the code of the image
asked about, the series that `where` allows, and the nodes that were found. What is sent is de-identified in memory
before it is looked at, is kept nowhere, and no error says anything of it.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from graphql import FieldNode

from api import arguments
from api.arguments import Values
from api.compile import Compiler, Place
from api.layout import Layout
from api.limits import Limits
from api.objects import TYPENAME
from api.selection import Reader
from api.session import Session
from api.uploads import UploadedFile
from graph_schema.errors import QueryRefused, QueryTimeout
from graph_store.plan import Columns, Lookup, OrderKey, Page, Plan, Rows, Select
from graph_store.shape import Shape, constant, record
from qc.dicom.outcome import Quarantined
from qc.images.query import sent_picture

USUAL_FIRST = 30
DECODING = threading.BoundedSemaphore(2)
"""Images of strangers that are decoded at a time: each may take some hundred megabytes."""
EVERY = 1 << 40
"""More series than there are."""
CODE_OF = Plan(Lookup(0, ("Image",), Rows((("Image", Columns(("accession", "image_code", "image_code_version"))),))))

logger = structlog.get_logger("gsagraph.graphql")


@dataclass(frozen=True, slots=True)
class Code:
    """A code to compare with, and the version of the model that made it."""

    version: str
    value: int


@dataclass(frozen=True, slots=True)
class SimilarPlan:
    """A search for similar images, and how what is found is told to the client."""

    key: str
    image: str | None
    sent: UploadedFile | None
    first: int
    series: tuple[Plan, Sequence[Any]] | None
    nodes: Plan
    values: Sequence[Any]
    accession: int
    shape: Shape

    def answer(self, session: Session) -> list[Any]:
        """The images found, nearest first, with their distances."""
        code = self._code(session)
        index = session.images.index(session.store, session.scopes)
        found = index.nearest(code.version, code.value, self.first, session.scopes, self._series(session))
        if not found:
            return []
        rows = session.execute(self.nodes, [[name for name, _ in found], *self.values])
        seen = {row[self.accession]: row for _, row in rows}
        return [self.shape((distance, seen[name])) for name, distance in found if name in seen]

    def _series(self, session: Session) -> set[str] | None:
        """The series that `where` allows; None where it says nothing."""
        if self.series is None:
            return None
        plan, values = self.series
        return {row[0] for row in session.execute(plan, values)[0]}

    def _code(self, session: Session) -> Code:
        if self.sent is not None:
            return _code_of_sent(self.sent, session)
        found = session.execute(CODE_OF, [[self.image]])
        if not found:
            raise QueryRefused("there is no such image that you may see", code="IMAGE_UNKNOWN")
        _, (_, code, version) = found[0]
        if code is None:
            raise QueryRefused("this image has no code", code="IMAGE_WITHOUT_CODE")
        return Code(version or "", int(code, 16))


def _code_of_sent(sent: UploadedFile, session: Session) -> Code:
    """The code of an image that was sent; no message repeats anything of it."""
    model = session.images.model()
    if not DECODING.acquire(timeout=session.left()):
        raise QueryTimeout("too many images are being decoded")
    try:
        code = sent_picture(sent.data).code(model)
    except Quarantined as cause:
        raise QueryRefused(f"the image cannot be used: {cause}", code="IMAGE_UNUSABLE") from None
    except Exception as cause:  # noqa: BLE001 -- what goes wrong with a stranger's file may repeat it, so only its kind is told
        logger.error("an image that was sent could not be read", kind=type(cause).__name__)  # noqa: TRY400
        raise QueryRefused("the image cannot be used", code="IMAGE_UNUSABLE") from None
    finally:
        DECODING.release()
    if code is None:
        raise QueryRefused("the image is blank", code="IMAGE_WITHOUT_CODE")
    return Code(model.version, int(code, 16))


def similar_plan(reader: Reader, limits: Limits, key: str, nodes: list[FieldNode]) -> SimilarPlan:
    """The plan of a `similarImages` field; QueryRefused unless exactly one image is asked about."""
    asked = reader.arguments("Query", nodes[0])
    image, sent = asked.get("image"), asked.get("upload")
    if (image is None) == (sent is None):
        raise QueryRefused("give either `image` or `upload`", code="ONE_IMAGE_NEEDED")
    first = _first(asked, limits)
    values = Values(limits)
    ids = values.add([])
    layout, shape = _layout(Compiler(reader, limits, values), nodes, first)
    accession = layout.position(layout.slot("accession"))
    plan = Plan(Lookup(ids, ("Image",), Rows((("Image", layout.columns()),))))
    series = _allowed(asked, limits)
    return SimilarPlan(key, image, sent, first, series, plan, values.given[1:], accession, shape)


def _first(asked: Mapping[str, Any], limits: Limits) -> int:
    first = arguments.first(asked, limits, USUAL_FIRST)
    limits.check("similar", first, "similarImages")
    return first


def _allowed(asked: Mapping[str, Any], limits: Limits) -> tuple[Plan, Sequence[Any]] | None:
    """The plan of the series that fulfil `where`, with its values."""
    if asked.get("where") is None:
        return None
    values = Values(limits)
    where = arguments.where("ImagingSeries", asked["where"], values)
    page = Page((OrderKey("accession", descending=False),), values.add(EVERY))
    rows = Rows((("ImagingSeries", Columns(("accession",))),))
    return Plan(Select(("ImagingSeries",), None, where, page, rows, count=False)), values.given


def _layout(compiler: Compiler, nodes: list[FieldNode], first: int) -> tuple[Layout, Shape]:
    """The columns that all selected `node` fields read, and the shape of a hit."""
    layout = Layout("Image")
    place = Place(one_parent=first == 1, rows=max(first, 1))
    late = []
    for key, found in compiler.reader.below("SimilarImage", nodes).items():
        made = compiler.node(layout, found, place) if found[0].name.value == "node" else None
        late.append((key, found[0].name.value, made))
    parts = [(key, _of_row(made()) if made else PARTS[name]) for key, name, made in late]
    return layout, record(parts)


def _of_row(inner: Shape) -> Shape:
    return lambda hit: inner(hit[1])


PARTS: dict[str, Shape] = {TYPENAME: constant("SimilarImage"), "distance": lambda hit: hit[0]}
