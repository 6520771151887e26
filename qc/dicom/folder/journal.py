"""`OUT/journal`: one file per series that was worked, so that a second run does nothing twice and can say all again.

A record holds opaque ids, new UIDs and the lines of the manifest, never a name or value of the source. It is written
before the files of its series get their names: a file under `published/` always stands in a record. Whether a record
still holds is asked of the disk: each input file by size and times, or else by a keyed sum over its content; each
published file by its size.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import orjson

from qc.dicom.folder.manifest import Published, as_json, from_json
from qc.dicom.folder.output import JOURNAL, replace

PUBLISHED, QUARANTINED = "published", "quarantined"


@dataclass(slots=True)
class Remark:
    """A finding about one file of a series; where it lies is told by the file."""

    code: str
    severity: str
    message: str
    hint: str = ""


@dataclass(slots=True)
class Done:
    """What became of one input file."""

    id: str  # opaque; of its name and content
    name: str  # opaque; of its name
    state: str  # opaque; of its name, size and times
    instance: str  # its new SOP Instance UID
    size: int
    decision: str = ""  # what a reviewer said of it, and was applied
    code: str = ""  # why it was kept back, "" if it was published
    published: Published | None = None
    actions: dict[str, int] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    review: dict[str, str] = field(default_factory=dict)  # the row of the review list, if it has one


@dataclass(slots=True)
class Record:
    """What became of a series: its files in the order of their paths, and what earlier inputs published of it."""

    series: str
    files: list[Done]
    earlier: list[Published] = field(default_factory=list)

    def published(self) -> Iterator[Published]:
        """All published files of the series."""
        yield from (done.published for done in self.files if done.published is not None)
        yield from self.earlier


FIELDS = tuple(field.name for field in fields(Done))


def name_of(series: str) -> str:
    """Where the record of a series lies below OUT."""
    return f"{JOURNAL}/{series[:2]}/{series}.json"


def write(out: Path, record: Record) -> None:
    """Write a record, if it says anything new."""
    content = orjson.dumps(_told(record), option=orjson.OPT_SORT_KEYS) + b"\n"
    replace(out, name_of(record.series), content, durable=False)


def _file(done: Done) -> dict[str, Any]:
    told = {name: getattr(done, name) for name in FIELDS}
    return told | {"published": as_json(done.published) if done.published else None}


def _told(record: Record) -> dict[str, Any]:
    return {
        "series": record.series,
        "files": [_file(done) for done in record.files],
        "earlier": [as_json(entry) for entry in record.earlier],
    }


def read(out: Path, series: str) -> Record | None:
    """The record of a series; None where there is none that can be read."""
    try:
        return _heard(orjson.loads((out / name_of(series)).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _heard(told: Mapping[str, Any]) -> Record:
    return Record(
        told["series"],
        [
            Done(**{
                **done,
                "published": from_json(done["published"]) if done["published"] else None,
                "remarks": [Remark(**remark) for remark in done["remarks"]],
            })
            for done in told["files"]
        ],
        [from_json(entry) for entry in told["earlier"]],
    )  # fmt: skip


def series_of(out: Path) -> Iterator[str]:
    """The series that have a record, in a fixed order."""
    folder = out / JOURNAL
    if folder.is_dir():
        for part in sorted(folder.iterdir()):
            yield from sorted(path.stem for path in part.glob("[0-9a-f]*.json"))


def is_on_disk(out: Path, entry: Published) -> bool:
    """Whether a published file is still there with its size."""
    path = out / entry.path
    return path.is_file() and path.stat().st_size == entry.size
