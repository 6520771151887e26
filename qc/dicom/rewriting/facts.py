"""What later steps are told of an object: from values that stay in the output, never from others."""

from qc.dicom.file.elements import PIXEL_DATA
from qc.dicom.file.encoding import Encoding
from qc.dicom.file.part10 import File
from qc.dicom.outcome import Facts
from qc.dicom.pixels.screens import comes_from_screen, says_burned_in
from qc.dicom.text.charsets import CharacterSet

SECONDARY_CAPTURE = frozenset({0x00181010, 0x00181012, 0x00181014, 0x00181016, 0x00181018, 0x00181019})
_TEXT = {
    "sop_class_uid": 0x00080016,
    "sop_instance_uid": 0x00080018,
    "series_instance_uid": 0x0020000E,
    "study_instance_uid": 0x0020000D,
    "modality": 0x00080060,
    "body_part": 0x00180015,
    "conversion_type": 0x00080064,
    "burned_in_annotation": 0x00280301,
    "manufacturer": 0x00080070,
    "model": 0x00081090,
}
IMAGE_TYPE, FRAMES, ROWS, COLUMNS, SLICE_THICKNESS = 0x00080008, 0x00280008, 0x00280010, 0x00280011, 0x00180050
SCREEN_TAGS = (IMAGE_TYPE, 0x0008103E, 0x00080064)
TAGS = frozenset({*_TEXT.values(), IMAGE_TYPE, FRAMES, ROWS, COLUMNS, SLICE_THICKNESS})


def facts(
    told: dict[int, bytes],
    source: File,
    encoding: Encoding,
    characters: CharacterSet,
    individual: str,
    transfer_syntax_uid: str,
) -> Facts:
    """The facts of an object; `told` are the values of TAGS as they stand in the output."""
    text = {name: "\\".join(characters.decode(told.get(tag, b""), "LO")) for name, tag in _TEXT.items()}
    text["burned_in_annotation"] = "YES" if _burned_in(source) else text["burned_in_annotation"]
    frames, thickness = _text(told.get(FRAMES, b"")), _text(told.get(SLICE_THICKNESS, b""))
    rows, columns = (encoding.number(told.get(tag, b"")) for tag in (ROWS, COLUMNS))
    tags = source.data_set.by_tag.keys()
    return Facts(
        **text,
        individual=individual,
        transfer_syntax_uid=transfer_syntax_uid,
        image_type=tuple(part.strip() for part in _text(told.get(IMAGE_TYPE, b"")).split("\\") if part.strip()),
        from_screen=_from_screen(source),
        secondary_capture_device=not tags.isdisjoint(SECONDARY_CAPTURE),
        rows=rows,
        columns=columns,
        frames=int(frames) if frames.isdecimal() else 1,
        slice_thickness=_number(thickness),
        has_pixels=PIXEL_DATA in tags,
    )


def _from_screen(source: File) -> bool:
    """Whether the source says that it is a saved screen; the values that say so may not stay in the output."""
    image_type, description, conversion = (_text(source.raw(tag)) for tag in SCREEN_TAGS)
    return comes_from_screen(image_type.split("\\"), description, conversion)


def _burned_in(source: File) -> bool:
    """Whether the source says in whatever spelling that words are burned in."""
    return says_burned_in(_text(source.raw(_TEXT["burned_in_annotation"])))


def _text(raw: bytes) -> str:
    return raw.decode("latin-1").strip(" \0")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
