"""The codes of all images of the store in memory, for searches that no store can do: `ImageIndex`, kept by `Images`.

It is read by pages and made anew when the store's content has changed; with a folder to keep it in (`GSAGRAPH_IMAGE_INDEX`)
it is made once for all processes, which map it into memory. It holds the codes of everything that any
reader may see; each search is narrowed to what its reader may see before distances are compared, so what is
hidden takes no place in an answer. Filters on series are asked of the store for the reader.
"""

import hashlib
import shutil
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import orjson
import structlog
from numpy.typing import NDArray

from graph_schema.errors import UnusableInput
from graph_schema.model import RELATION_FIELDS
from graph_store.plan import Columns, IsNull, OrderKey, Page, Pick, Plan, Rows, Select, Via
from graph_store.protocol import Store
from qc.images.model import Model, read_model, untrained
from qc.images.search import Codes, Hit, Mask

logger = structlog.get_logger("gsagraph.images")

AT_ONCE = 20_000
"""Images read by one statement while the index is made."""
NO_SERIES = -1
KEPT, KEPT_FORM = "codes-", "1"
SCOPES, SERIES, NAMES = "scopes.npy", "series.npy", "names.json"

_IN_SERIES = RELATION_FIELDS["Image"]["imagingSeries"]
_SERIES = Pick(
    Via(_IN_SERIES.relationships, _IN_SERIES.direction, _IN_SERIES.targets, many=False),
    Rows((("ImagingSeries", Columns(("accession",))),)),
)
_ROW = Rows((("Image", Columns(("accession", "image_code", "image_code_version", "scope"), branches=(_SERIES,))),))
_ORDER = (OrderKey("accession", descending=False),)
_CODED = IsNull("image_code", yes=False)
FIRST_PAGE = Plan(Select(("Image",), None, _CODED, Page(_ORDER, 0), _ROW, count=False))
NEXT_PAGE = Plan(Select(("Image",), None, _CODED, Page(_ORDER, 0, (1,)), _ROW, count=False))


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """The codes of one model: for each, the number of its scope and of its series."""

    codes: Codes
    scopes: NDArray[np.int32]
    series: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class ImageIndex:
    """Codes by the version of the model that made them, with the names of scopes and series they belong to."""

    versions: dict[str, Version]
    scope_names: tuple[str, ...]
    series_names: tuple[str, ...]

    def write(self, folder: Path) -> None:
        """Keep the index in a folder that is not there yet; it is there whole or not at all."""
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as fresh:
            made = Path(fresh, "index")
            made.mkdir(mode=0o700)  # the folder around it may be somebody's that others may read
            for number, version in enumerate(self.versions.values()):
                version.codes.write(made / str(number))
                np.save(made / str(number) / SCOPES, version.scopes)
                np.save(made / str(number) / SERIES, version.series)
            names = {"versions": list(self.versions), "scopes": self.scope_names, "series": self.series_names}
            (made / NAMES).write_bytes(orjson.dumps(names))
            with suppress(OSError):  # another process may have been faster
                made.rename(folder)

    @classmethod
    def open(cls, folder: Path) -> "ImageIndex":
        """The index of a folder, mapped into memory; UnusableInput where there is none, or not a whole one."""
        try:
            names = orjson.loads((folder / NAMES).read_bytes())
            versions = {name: _opened(folder / str(number)) for number, name in enumerate(names["versions"])}
            return cls(versions, tuple(names["scopes"]), tuple(names["series"]))
        except (OSError, ValueError, KeyError, TypeError, EOFError) as cause:
            raise UnusableInput("there is no index of codes") from cause

    @cached_property
    def series_places(self) -> dict[str, int]:
        """The number of each series."""
        return {name: number for number, name in enumerate(self.series_names)}

    def nearest(
        self, version: str, code: int, first: int, scopes: Collection[str], series: Collection[str] | None = None
    ) -> list[tuple[str, int]]:
        """Image and distance of the nearest codes that these scopes may see, of these series if any are named."""
        found = self.versions.get(version)
        if found is None:
            return []
        hits: list[Hit] = found.codes.nearest(code, first, self._mask(found, scopes, series))
        return [(found.codes.id(hit.place), hit.distance) for hit in hits]

    def _mask(self, version: Version, scopes: Collection[str], series: Collection[str] | None) -> Mask | None:
        """Which codes count; None where all do."""
        seen = np.array([name in scopes for name in self.scope_names], dtype=np.bool_)
        visible = None if seen.all() else seen[version.scopes]
        if series is None:
            return visible
        wanted = np.zeros(len(self.series_names) + 1, dtype=np.bool_)  # the last place is that of NO_SERIES
        wanted[[self.series_places[name] for name in series if name in self.series_places]] = True
        chosen = wanted[version.series]
        return chosen if visible is None else chosen & visible


def _opened(folder: Path) -> Version:
    """The codes of one model, mapped into memory."""
    codes = Codes.open(folder)
    scopes, series = (np.load(folder / name, mmap_mode="r", allow_pickle=False) for name in (SCOPES, SERIES))
    if not len(codes) == len(scopes) == len(series):
        raise ValueError(folder.name)
    return Version(codes, scopes, series)


def make_index(store: Store, scopes: Sequence[str]) -> ImageIndex:
    """The index of all images that these scopes see."""
    numbers: dict[str, dict[str, int]] = {"version": {}, "scope": {}, "series": {}}
    ids, columns = [np.empty(0, "S1")], [np.empty((0, 4), np.uint64)]
    for rows in _pages(store, scopes):
        ids.append(np.array([row[0].encode("ascii", "replace") for row in rows], dtype=np.bytes_))
        columns.append(np.array([_numbered(row, numbers) for row in rows], dtype=np.uint64))
    return _index(np.concatenate(ids), np.concatenate(columns), numbers)


def _pages(store: Store, scopes: Sequence[str]) -> Iterator[list[Any]]:
    plan, values = FIRST_PAGE, [AT_ONCE]
    while True:
        rows = store.execute(plan, values, scopes)[0]
        if not rows:
            return
        yield rows
        plan, values = NEXT_PAGE, [AT_ONCE, rows[-1][0]]


def _numbered(row: Sequence[Any], numbers: dict[str, dict[str, int]]) -> tuple[int, int, int, int]:
    """Code, and the numbers of version, scope and series (one more than it is, 0 for none)."""
    _, code, version, scope, series = row
    versions, scopes, all_series = numbers.values()
    return (
        int(code, 16),
        versions.setdefault(version or "", len(versions)),
        scopes.setdefault(scope, len(scopes)),
        all_series.setdefault(series[0], len(all_series)) + 1 if series else 0,
    )


def _index(ids: NDArray[np.bytes_], columns: NDArray[np.uint64], numbers: dict[str, dict[str, int]]) -> ImageIndex:
    """The index of rows in the order of their identifiers, taken apart by version."""
    order = np.argsort(ids, kind="stable")
    words, of_version, of_scope, of_series = columns[order].T
    versions = {}
    for name, number in numbers["version"].items():
        here = of_version == number
        codes = Codes(np.ascontiguousarray(words[here]), ids[order][here])
        series = of_series[here].astype(np.int32) - 1
        versions[name] = Version(codes, of_scope[here].astype(np.int32), series)
    return ImageIndex(versions, tuple(numbers["scope"]), tuple(numbers["series"]))


@dataclass(slots=True)
class Images:
    """The index of a service and the model for images that readers send; both made when first asked for."""

    model_path: str = ""
    folder: str = ""
    scopes: frozenset[str] = frozenset({"public"})
    _state: str = ""
    _index: ImageIndex | None = None
    _model: Model | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def index(self, store: Store, scopes: Collection[str]) -> ImageIndex:
        """The index as the store is now; it covers at least these scopes."""
        with self._lock:
            state = store.state()
            if self._index is None or state != self._state or not self.scopes.issuperset(scopes):
                self.scopes = self.scopes.union(scopes)
                self._index, self._state = self._made(store, state), state
            return self._index

    def _made(self, store: Store, state: str) -> ImageIndex:
        """The index as it is kept for this content and these scopes; else made, and kept if there is a folder."""
        scopes = sorted(self.scopes)
        if not self.folder:
            return make_index(store, scopes)
        said = "\n".join([KEPT_FORM, store.url, state, *scopes])
        kept = Path(self.folder, KEPT + hashlib.sha256(said.encode()).hexdigest()[:16])
        with suppress(UnusableInput):
            return ImageIndex.open(kept)
        made = make_index(store, scopes)
        for other in (kept, *(names.parent for names in Path(self.folder).glob(f"{KEPT}*/{NAMES}"))):
            shutil.rmtree(other, ignore_errors=True)
        try:
            made.write(kept)
        except OSError as cause:  # no space, no permission: this process answers from its memory
            logger.warning("the index of codes cannot be kept", reason=cause.strerror)
        return made

    def model(self) -> Model:
        """The model of the service."""
        with self._lock:
            if self._model is None:
                self._model = read_model(Path(self.model_path)) if self.model_path else untrained()
            return self._model
