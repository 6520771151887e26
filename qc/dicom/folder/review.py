"""`OUT/review`: the list for a reviewer with its pictures, what reviewers decided, and records of what was kept back.

- `review.csv`, `<SeriesUID>-001.png` …: images that a person has to look at (`qc.dicom.pixels.review`, `sheets`)
- `decisions.csv`: all verdicts that were ever applied here; they hold for later runs too, so that an image that was
  rejected once is not published by a run that was not told
- `quarantine.jsonl`: opaque id, code and class of size of each file that was kept back
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import orjson

from qc.dicom.folder.journal import Done
from qc.dicom.folder.output import REVIEW
from qc.dicom.folder.report import KeptBack
from qc.dicom.outcome import Facts
from qc.dicom.pixels.inspection import Conclusion
from qc.dicom.pixels.rectangle import parse_rectangles, written
from qc.dicom.pixels.review import ReviewEntry, ReviewList
from qc.dicom.pixels.sheets import write_sheets

LIST, DECISIONS, QUARANTINE = f"{REVIEW}/review.csv", f"{REVIEW}/decisions.csv", f"{REVIEW}/quarantine.jsonl"
OPAQUE = re.compile(r"[0-9a-f]{16}")
SIZES = ((10, "KB"), (20, "MB"), (30, "GB"))


def decided(out: Path, reviewed: Path | None) -> dict[str, str]:
    """Verdicts by opaque ids: those of earlier runs, and over them those of a list that was filled now.

    An id is made of the content too, so a verdict never holds for another image. UnusableInput
    (`REVIEW_LIST_UNUSABLE`) where a list is broken.
    """
    lists = [path for path in (out / DECISIONS, reviewed) if path is not None and (path == reviewed or path.is_file())]
    found = {name: verdict for path in lists for name, verdict in ReviewList.read(path).verdicts().items()}
    return {name: verdict for name, verdict in sorted(found.items()) if OPAQUE.fullmatch(name)}


def decisions_text(decisions: Mapping[str, str]) -> bytes:
    """Verdicts as a list that can be read back."""
    page = io.StringIO()
    table = csv.writer(page, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow(("id", "sop_instance_uid", "verdict"))
    table.writerows((name, name, verdict) for name, verdict in sorted(decisions.items()))
    return page.getvalue().encode()


def filled(out: Path) -> dict[str, str]:
    """Verdicts by opaque ids that stand in the list of the output and may not have been applied yet."""
    path = out / LIST
    return ReviewList.read(path).verdicts() if path.is_file() else {}


def row(done: Done, facts: Facts, conclusion: Conclusion) -> dict[str, str]:
    """A line of the list without its picture, as records keep it."""
    suspected = next((finding.code for finding in conclusion.findings), "")
    return {
        "id": done.id,
        "series": facts.series_instance_uid,
        "instance": facts.sop_instance_uid,
        "reason": conclusion.code or suspected,
        "rectangles": written(conclusion.rectangles),
        "verdict": done.decision,
    }


def put_sheets(out: Path, stage: Path, series: str, entries: Sequence[ReviewEntry]) -> None:
    """The pictures of a series in the place of those of an earlier run."""
    folder, drawn = out / REVIEW, stage / "sheets"
    for old in folder.glob(f"{series}-*.png"):
        old.unlink()
    if entries:
        folder.mkdir(exist_ok=True)
        drawn.mkdir()
        for page in write_sheets(drawn, entries, series):
            page.replace(folder / page.name)


def entry_of(told: Mapping[str, str], verdict: str = "", conclusion: Conclusion | None = None) -> ReviewEntry:
    """A line of the list from what a record keeps, with its picture if it was just looked at."""
    return ReviewEntry(
        told["id"],
        told["series"],
        told["instance"],
        told["reason"],
        parse_rectangles(told["rectangles"]) if told["rectangles"] else (),
        verdict or told["verdict"],
        conclusion.picture if conclusion is not None else None,
        conclusion.scale if conclusion is not None else 1,
    )


def quarantine_lines(kept_back: Iterable[KeptBack]) -> Iterator[bytes]:
    """Records of what was kept back: no byte, name or exact size of the source."""
    for kept in sorted(kept_back):
        yield orjson.dumps({"id": kept.id, "code": kept.code, "size": size_class(kept.size)}) + b"\n"


def size_class(size: int) -> str:
    """The class of a size: up to a power of ten in KB, MB or GB.

    >>> [size_class(size) for size in (0, 1024, 1025, 527_000, 1 << 20, 5 << 30, 1 << 50)]
    ['up to 1 KB', 'up to 1 KB', 'up to 10 KB', 'up to 1 MB', 'up to 1 MB', 'up to 10 GB', 'more than 100 GB']
    """
    for power, unit in SIZES:
        for count in (1, 10, 100):
            if size <= count << power:
                return f"up to {count} {unit}"
    return "more than 100 GB"
