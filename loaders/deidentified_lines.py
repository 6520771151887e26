"""The lines of a manifest of `gsagraph deidentify`, as far as the engine could have written them.

A manifest lies in a folder where anybody may edit it, so nothing of a line is believed: each value has the type and
the form of what it is for, ids are new ones, the path follows from the ids, and texts are such as the profile lets
stay in a file. A line that is otherwise is none, and nobody hears what stood in it.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from graph_schema.accession import detect
from graph_schema.errors import UnusableInput
from loaders.individual import IMAGING_PSEUDONYM
from loaders.records import lines
from loaders.source import Source
from qc.dicom.folder.manifest import VERDICTS, Published, from_json
from qc.dicom.folder.output import published_path
from qc.dicom.outcome import Facts
from qc.dicom.profile.attributes import tag_of
from qc.dicom.profile.method_codes import BASIC_PROFILE
from qc.dicom.profile.terms import plausible

NEW_UIDS = ("study_instance_uid", "series_instance_uid", "sop_instance_uid")
REGISTERED_UIDS = ("sop_class_uid", "transfer_syntax_uid")
COUNTS = {"rows": 0, "columns": 0, "frames": 1}
"""Whole numbers among the facts, and the least that each may be."""
TEXTS = {
    "modality": ("Modality", "CS"),
    "body_part": ("BodyPartExamined", "CS"),
    "manufacturer": ("Manufacturer", "LO"),
    "model": ("ManufacturerModelName", "LO"),
    "conversion_type": ("ConversionType", "CS"),
    "burned_in_annotation": ("BurnedInAnnotation", "CS"),
}
"""Texts among the facts, with the attribute that each is the value of."""
FLAGS = ("has_pixels", "secondary_capture_device", "from_screen")
REGISTERED = "1.2.840.10008."
METHOD_CODE = re.compile(r"1131\d\d")
FINDING_CODE = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
PROFILE = re.compile(r"gsagraph [0-9.]{1,12} \(PS3\.15 \d{4}[a-z]\)")
RULE_SET, KEY_ID = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{8}")


class Line(NamedTuple):
    """A usable line, with the collection it names, if any."""

    number: int
    published: Published
    collection: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that the engine did not write."""

    number: int


def manifest_lines(source: Source) -> Iterator[Line | Refused]:
    """Each line, usable or refused; UnusableInput where they are not sorted, for then no level would be whole."""
    before = ""
    for number, text in lines(source):
        line = _line(number, text)
        if isinstance(line, Line) and line.published.path <= before:
            raise UnusableInput(
                f"line {number} of the manifest does not stand in the order of paths",
                code="MANIFEST_UNSORTED",
                hint="run gsagraph deidentify again; its manifest is not to be edited",
            )
        before = line.published.path if isinstance(line, Line) else before
        yield line


def is_collection(text: object) -> bool:
    """Whether a value is the accession of an OBIA collection in its fixed spelling."""
    return isinstance(text, str) and _is(text, "obia.collection")


def _line(number: int, text: bytes | None) -> Line | Refused:
    try:
        values = orjson.loads(text or b"")
        collection = values.pop("collection", None) or ""
        published = from_json(values)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Refused(number)
    usable = _is_usable(published) and (collection == "" or is_collection(collection))
    return Line(number, published, collection) if usable else Refused(number)


def _is_usable(published: Published) -> bool:
    """Whether the engine could have written it, and the file declares the basic profile."""
    return (
        _has_ids(published.facts)
        and published.path == published_path(published.facts)
        and _has_numbers(published)
        and _has_texts(published.facts)
        and BASIC_PROFILE in published.codes
        and all(_fits(METHOD_CODE, code) for code in published.codes)
        and all(_fits(FINDING_CODE, code) for code in published.findings)
        and published.verdict in tuple(VERDICTS)
        and _fits(PROFILE, published.profile)
        and _fits(RULE_SET, published.rule_set)
        and _fits(KEY_ID, published.key_id)
    )


def _has_ids(facts: Facts) -> bool:
    """Whether the ids of the object are new ones, and those of its kind registered ones."""
    new = [getattr(facts, name) for name in NEW_UIDS]
    registered = [getattr(facts, name) for name in REGISTERED_UIDS]
    return (
        _fits(IMAGING_PSEUDONYM, facts.individual)
        and all(_is_uid(uid) and uid.startswith("2.25.") for uid in new)
        and all(_is_uid(uid) and uid.startswith(REGISTERED) for uid in registered)
    )


def _has_numbers(published: Published) -> bool:
    """Whether sizes are whole numbers, and the thickness of slices (mm) is a number or not told."""
    thickness = published.facts.slice_thickness
    told = [(getattr(published.facts, name), least) for name, least in COUNTS.items()]
    whole = all(type(value) is int and least <= value < 2**31 for value, least in told)
    is_number = type(thickness) in (int, float) and math.isfinite(thickness or 0)
    return whole and type(published.size) is int and published.size > 0 and (thickness is None or is_number)


def _has_texts(facts: Facts) -> bool:
    """Whether texts are such as may stay in a published file, and flags are flags."""
    return (
        all(_is_plausible(getattr(facts, name), *attribute) for name, attribute in TEXTS.items())
        and all(_is_plausible(value, "ImageType", "CS") for value in facts.image_type)
        and all(isinstance(getattr(facts, name), bool) for name in FLAGS)
    )


def _is_plausible(value: object, keyword: str, vr: str) -> bool:
    return isinstance(value, str) and plausible(tag_of(keyword), vr, value)


def _fits(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _is_uid(value: object) -> bool:
    return isinstance(value, str) and _is(value, "dicom.uid")


def _is(text: str, kind: str) -> bool:
    found = detect(text)
    return found is not None and found.kind == kind and found.value == text
