"""Images of people wait in review until a source says that they are released."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph_schema.record import Record
from loaders.draft import Draft, Reading
from qc.finding import Finding

HELD = "review"
OWN = frozenset({"Dataset", "Individual", "ImagingStudy", "ImagingSeries", "Image"})


def hold(reading: Reading) -> None:
    """Let what the objects of a reading share be as hidden as they are."""
    reading.scope = HELD


def held(draft: Draft) -> Iterator[Record | Finding]:
    """What a draft becomes, closed by caution, unless it was said who may see it."""
    draft.beside = HELD
    return cautious(draft.build())


def cautious(items: Iterable[Record | Finding]) -> Iterator[Record | Finding]:
    """Records of images and people closed by caution: only a word on release opens them, in whatever order."""
    for item in items:
        if isinstance(item, Record) and item.type in OWN and item.scope_by == "default":
            yield replace(item, scope_by="caution")
        else:
            yield item
