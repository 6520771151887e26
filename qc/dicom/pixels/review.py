"""The review list: images that a person has to look at, and what the person said of them.

`review.csv` holds opaque ids and new UIDs only. A reviewer fills the column `verdict` with `clean`, `blank
left,top,width,height;…` or `reject`; whatever is left empty stays as it is. Pictures are drawn by `sheets`.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graph_schema.errors import UnusableInput
from qc.dicom.pixels.grey import Grey
from qc.dicom.pixels.rectangle import Rectangle, parse_rectangles, written

COLUMNS = ("id", "series_instance_uid", "sop_instance_uid", "reason", "rectangles", "verdict")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LARGEST = 64 << 20  # bytes of a list
Verdict = Literal["clean", "blank", "reject"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer said of an image: `clean`, `blank` with the rectangles that hold all its words, or `reject`."""

    verdict: Verdict
    rectangles: tuple[Rectangle, ...] = ()

    def __str__(self) -> str:
        """As the list writes it."""
        return f"{self.verdict} {written(self.rectangles)}".strip()


@dataclass(frozen=True, slots=True, eq=False)
class ReviewEntry:
    """One line of the list, with the picture that sheets show of it (None where it cannot be decoded)."""

    opaque_id: str
    series_instance_uid: str
    sop_instance_uid: str
    reason: str
    rectangles: tuple[Rectangle, ...] = ()
    verdict: str = ""
    picture: Grey | None = None
    scale: int = 1  # pixels of the image for one of the picture


class ReviewList:
    """A list that a reviewer has filled."""

    def __init__(self, decisions: Mapping[str, Decision]) -> None:
        self._decisions = dict(decisions)

    @classmethod
    def read(cls, path: Path) -> "ReviewList":
        """The decisions of a list, as spreadsheets save it; UnusableInput (`REVIEW_LIST_UNUSABLE`) if it is broken."""
        decisions: dict[str, Decision] = {}
        for number, row in enumerate(_rows(path), start=2):
            decision = _decision(row.get("verdict") or "", number)
            names = [(row.get(column) or "").strip() for column in ("id", "sop_instance_uid")]
            if decision is None:
                continue
            if not all(names) or any(decisions.get(name, decision) != decision for name in names):
                raise _unusable(f"line {number} names no image, or one of which another line says something else")
            decisions.update(dict.fromkeys(names, decision))
        return cls(decisions)

    def decision(self, name: str) -> Decision | None:
        """What was said of an image, by its opaque id or its new SOP Instance UID; None if nothing."""
        return self._decisions.get(name)

    def verdicts(self) -> dict[str, str]:
        """All decisions as text, by opaque ids and by SOP Instance UIDs."""
        return {name: str(decision) for name, decision in self._decisions.items()}


def parse_verdict(text: str) -> Decision | None:
    """A decision from the column `verdict`, None where it is empty; ValueError where it is none.

    >>> str(parse_verdict(" Blank 0,0,320,18 "))
    'blank 0,0,320,18'
    """
    word, _, rest = text.strip().partition(" ")
    match word.casefold():
        case "":
            return None
        case "blank":
            return Decision("blank", parse_rectangles(rest))
        case "clean" | "reject" if not rest.strip():
            return Decision("clean" if word.casefold() == "clean" else "reject")
    raise ValueError("a verdict is clean, reject, or blank with rectangles")


def list_text(entries: Iterable[ReviewEntry]) -> str:
    """The list as CSV, sorted by series and instance, each cell harmless in a spreadsheet."""
    page = io.StringIO()
    table = csv.writer(page, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow(COLUMNS)
    for entry in sorted(entries, key=lambda one: (one.series_instance_uid, one.sop_instance_uid, one.opaque_id)):
        cells = (
            entry.opaque_id,
            entry.series_instance_uid,
            entry.sop_instance_uid,
            entry.reason,
            written(entry.rectangles),
            entry.verdict,
        )
        table.writerow(map(harmless, cells))
    return page.getvalue()


def write_list(path: Path, entries: Iterable[ReviewEntry]) -> None:
    """Write the list to a file; the same entries give the same bytes."""
    path.write_text(list_text(entries), encoding="utf-8", newline="")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _rows(path: Path) -> list[dict[str, str | None]]:
    """The lines of a list; the separator is the one between the names of its columns."""
    try:
        if path.stat().st_size > LARGEST:
            raise _unusable("the review list is too large")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise _unusable("the review list cannot be read") from None
    head = text.split("\n", 1)[0]
    separator = next((mark for mark in ",;\t" if mark in head), ",")
    try:
        table = csv.DictReader(io.StringIO(text), delimiter=separator)
        rows = list(table)
    except csv.Error:
        raise _unusable("the review list is no table") from None
    if not {"id", "sop_instance_uid", "verdict"} <= set(table.fieldnames or ()):
        raise _unusable("the review list lacks a column")
    return rows


def _decision(text: str, line: int) -> Decision | None:
    try:
        return parse_verdict(text)
    except ValueError:
        raise _unusable(f"the verdict of line {line} is none") from None


def _unusable(message: str) -> UnusableInput:
    hint = "fill the column verdict of OUT/review/review.csv: clean, reject, or blank left,top,width,height;…"
    return UnusableInput(message, code="REVIEW_LIST_UNUSABLE", hint=hint)
