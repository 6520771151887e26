"""`OUT/manifest.jsonl`: one line for each published file, all that a loader may know of it without opening it.

Lines are sorted by path and written as canonical JSON, so the same files give the same bytes. No field holds a
value of the source: the facts are those of the new file, ids are new ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import orjson

from graph_schema.errors import UnusableInput
from qc.dicom.outcome import Facts

MANIFEST = "manifest.jsonl"
VERDICTS = {
    "clean": "rules and tests of pixels found nothing",
    "warned": "published, with a line on the review list",
    "blanked": "rectangles that a rule of the device names were blanked",
    "reviewed": "a person looked at the pixels and found them clean",
    "untested": "the object has no pixels, or the tests of pixels were switched off",
}
"""What `Published.verdict` may be: how the pixels of a published file were judged."""


@dataclass(frozen=True, slots=True)
class Published:
    """One published file: where it is below OUT, what it is, and what may be said of its de-identification."""

    path: str  # published/<individual>/<StudyUID>/<SeriesUID>/<SOPUID>.dcm, with "/" on every system
    size: int  # bytes
    facts: Facts
    codes: tuple[str, ...]  # CID 7050, as written into the file
    findings: tuple[str, ...]  # codes of findings, sorted, each once
    verdict: str  # one of VERDICTS
    profile: str  # version of the profile
    rule_set: str  # digest of the rules
    key_id: str


def as_json(entry: Published) -> dict[str, Any]:
    """An entry as plain JSON values; facts that are not known, or as they usually are, are left out."""
    facts = entry.facts
    known = {fact.name: value for fact in fields(facts) if (value := getattr(facts, fact.name)) != fact.default}
    return {
        **{field.name: getattr(entry, field.name) for field in fields(entry) if field.name != "facts"},
        "facts": known,
    }


def from_json(values: dict[str, Any]) -> Published:
    """The entry that `as_json` told; KeyError or TypeError where it is no such entry."""
    facts = dict(values["facts"])
    facts["image_type"] = tuple(facts.get("image_type", ()))
    return Published(
        **{
            **values,
            "facts": Facts(**facts),
            "codes": tuple(values["codes"]),
            "findings": tuple(values["findings"]),
        }
    )


def line(entry: Published) -> bytes:
    """An entry as one line, the same bytes for the same entry."""
    return orjson.dumps(as_json(entry), option=orjson.OPT_SORT_KEYS) + b"\n"


def read_manifest(folder: Path) -> Iterator[Published]:
    """The published files below a folder that `gsagraph deidentify` wrote, by path.

    UnusableInput (`MANIFEST_UNREADABLE`) where the file is missing or a line is no entry.
    """
    try:
        with (folder / MANIFEST).open("rb") as lines:
            yield from (from_json(orjson.loads(text)) for text in lines)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableInput(
            f"{MANIFEST} is missing or broken",
            code="MANIFEST_UNREADABLE",
            hint="run gsagraph deidentify again with the same input, output and key",
        ) from error


def lines(entries: Iterable[Published]) -> Iterator[bytes]:
    """The lines of entries that come sorted by path."""
    return map(line, entries)
