"""Whatever is not wholly understood is kept back under an opaque id with a code; nothing stops, nothing is told."""

import io
import os
import shutil
import struct
import zlib
from collections import Counter
from pathlib import Path

import pydicom
import pytest

from tests.data.canaries.bases import ct, from_file
from tests.data.canaries.elements import BIG, DEFLATED, EXPLICIT, Element, File, encode, encoding_of, uid
from tests.data.canaries.evidence import haystacks_of
from tests.data.deidentify_run import Ran, key_file, run, work

pytestmark = pytest.mark.xdist_group("fail closed")
PIXELS = 0x7FE00010
NAME = b"Zorbaikmentora"
"""Stands in every planted file and in the names of folders."""


def image(number: int, **values: bytes) -> File:
    """A CT image of its own, with some attributes changed."""
    file = ct()
    file.elements.put("SOPInstanceUID", uid(f"1.2.3.{number}"))
    file.elements.put("PatientName", NAME)
    for keyword, value in values.items():
        file.elements.put(keyword, value)
    return file


def without(number: int, *keywords: str) -> bytes:
    """A CT image that lacks attributes."""
    file = image(number)
    for keyword in keywords:
        file.elements.pop({"PatientID": 0x00100020, "StudyInstanceUID": 0x0020000D, "SOPClassUID": 0x00080016}[keyword])
    return file.encode()


def bomb(number: int) -> bytes:
    """A small file of the deflated transfer syntax with a quarter of a gigabyte of zeros as its pixels."""
    file = image(number)
    del file.elements[PIXELS]
    head = encode(file.elements, encoding_of(EXPLICIT))
    deflater = zlib.compressobj(wbits=-15)
    body = deflater.compress(head + struct.pack("<HH2s2xI", 0x7FE0, 0x0010, b"OW", 256 << 20))
    body += b"".join(deflater.compress(bytes(1 << 20)) for _ in range(256)) + deflater.flush()
    empty = File(type(file.elements)(file.elements), DEFLATED).encode()
    return empty[: 144 + struct.unpack("<I", empty[140:144])[0]] + body


def inside_sequence(number: int) -> bytes:
    """A file that ends in the middle of an item."""
    file = image(number)
    data = file.encode()
    return data[: data.index(b"ABCD1234") + 4]


def overrun(number: int) -> bytes:
    """An element that says it is longer than the file."""
    data = bytearray(image(number).encode())
    place = data.index(b"\x08\0\x70\0LO")
    data[place + 6 : place + 8] = b"\xfe\xff"
    return bytes(data)


def short(number: int) -> bytes:
    """Pixel data of half the rows."""
    file = image(number)
    element = file.elements[PIXELS]
    file.elements[PIXELS] = Element(PIXELS, "OW", element.value[: len(element.value) // 2])
    return file.encode()


def other_syntax(number: int, syntax: str) -> bytes:
    """A file that names a transfer syntax in which it is not written."""
    file = image(number)
    file.syntax = syntax
    return file.encode()


WHOLE = image(1).encode()
CASES: dict[str, tuple[bytes, set[str]]] = {
    "text": (b"Patient " + NAME, {"NOT_DICOM"}),
    "empty": (b"", {"NOT_DICOM"}),
    "one byte": (b"D", {"NOT_DICOM"}),
    "zeros": (bytes(4096), {"NOT_DICOM", "ELEMENT_UNREADABLE"}),
    "preamble only": (bytes(128) + b"DICM", {"NOT_DICOM", "TRUNCATED"}),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(200) + NAME, {"NOT_DICOM"}),
    "pdf": (b"%PDF-1.4 " + NAME + bytes(400), {"NOT_DICOM"}),
    "cut in the preamble": (WHOLE[:100], {"NOT_DICOM"}),
    "cut in the meta information": (WHOLE[:200], {"TRUNCATED", "NOT_DICOM"}),
    "cut in an element's head": (WHOLE[: WHOLE.index(b"\x10\0\x10\0PN") + 5], {"TRUNCATED"}),
    "cut in a value": (WHOLE[: WHOLE.index(NAME) + 5], {"TRUNCATED"}),
    "cut in an item": (inside_sequence(2), {"TRUNCATED"}),
    "cut in the pixels": (WHOLE[:-1000], {"TRUNCATED", "PIXELS_SHORT"}),
    "cut before the pixels": (WHOLE[: WHOLE.index(b"\xe0\x7f\x10\0OW")], {"TRUNCATED", "PIXELS_SHORT"}),
    "an element beyond the end": (overrun(3), {"TRUNCATED", "ELEMENT_UNREADABLE"}),
    "fewer pixels than rows": (short(4), {"PIXELS_SHORT"}),
    "private transfer syntax": (other_syntax(5, "1.2.840.113619.5.2"), {"TRANSFER_SYNTAX_UNKNOWN"}),
    "unknown transfer syntax": (other_syntax(6, "1.2.840.10008.1.2.99.1"), {"TRANSFER_SYNTAX_UNKNOWN"}),
    "uncompressed under a compressed syntax": (other_syntax(7, "1.2.840.10008.1.2.4.90"), {"ELEMENT_UNREADABLE", "PIXELS_UNREADABLE"}),
    "explicit under big endian": (other_syntax(8, EXPLICIT).replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.2\0"), {"ELEMENT_UNREADABLE", "TRUNCATED", "NO_IDENTITY", "SOP_CLASS_PRIVATE"}),
    "private SOP class": (image(9, SOPClassUID=uid("1.3.12.2.1107.5.9.1")).encode(), {"SOP_CLASS_PRIVATE"}),
    "unknown SOP class": (image(10, SOPClassUID=uid("1.2.840.10008.5.1.4.1.1.9999")).encode(), {"SOP_CLASS_PRIVATE"}),
    "no SOP class": (without(11, "SOPClassUID"), {"SOP_CLASS_PRIVATE", "NO_IDENTITY"}),
    "raw data": (image(12, SOPClassUID=uid("1.2.840.10008.5.1.4.1.1.66")).encode(), {"SOP_CLASS_UNSAFE"}),
    "presentation state": (image(13, SOPClassUID=uid("1.2.840.10008.5.1.4.1.1.11.1")).encode(), {"SOP_CLASS_UNSAFE"}),
    "key object selection": (image(14, SOPClassUID=uid("1.2.840.10008.5.1.4.1.1.88.59")).encode(), {"SOP_CLASS_UNSAFE"}),
    "radiation dose report": (image(15, SOPClassUID=uid("1.2.840.10008.5.1.4.1.1.88.67")).encode(), {"SOP_CLASS_UNSAFE"}),
    "electrocardiogram": (image(16, SOPClassUID=uid("1.2.840.10008.5.1.4.1.1.9.1.1")).encode(), {"SOP_CLASS_UNSAFE"}),
    "encapsulated document": (image(17, SOPClassUID=uid("1.2.840.10008.5.1.4.1.1.104.1")).encode(), {"SOP_CLASS_UNSAFE"}),
    "no individual": (without(18, "PatientID"), {"NO_INDIVIDUAL"}),
    "blank individual": (image(19, PatientID=b"    ").encode(), {"NO_INDIVIDUAL"}),
    "no study": (without(20, "StudyInstanceUID"), {"NO_IDENTITY"}),
    "bomb": (bomb(21), {"DECOMPRESSION_BOMB"}),
    "cut in the deflated stream": (from_file("CT_small.dcm", DEFLATED).encode()[:-3000], {"TRUNCATED"}),
    "nothing behind the meta information": (WHOLE[: 144 + struct.unpack("<I", WHOLE[140:144])[0]], {"TRUNCATED", "SOP_CLASS_PRIVATE", "NO_IDENTITY", "NOT_DICOM"}),
    "secondary capture": (image(22, SOPClassUID=uid("1.2.840.10008.5.1.4.1.1.7"), Modality=b"OT").encode(), {"PIXELS_UNSAFE_SOURCE", "PIXELS_BURNED_IN"}),
    "burned in": (image(23, BurnedInAnnotation=b"YES ").encode(), {"PIXELS_BURNED_IN", "PIXELS_UNSAFE_SOURCE"}),
    "screen save": (image(24, ImageType=b"DERIVED\\SECONDARY\\SCREEN SAVE ").encode(), {"PIXELS_UNSAFE_SOURCE", "PIXELS_BURNED_IN"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def all_cases(tmp_path_factory) -> tuple[Path, Ran]:
    """One run over all of them, the originals kept apart under the ids of their files."""
    folder = tmp_path_factory.mktemp("cases")
    source = folder / "in" / NAME.decode()
    source.mkdir(parents=True)
    for name, (data, _) in CASES.items():
        (source / f"{NAME.decode()} {name}").write_bytes(data)
    return folder / "kept", run(
        folder / "in", folder / "out", key_file(folder), "--keep-originals", str(folder / "kept")
    )


@pytest.fixture(scope="module")
def codes(all_cases) -> dict[bytes, str]:
    """The code of each content that was kept back."""
    kept, ran = all_cases
    by_id = {entry["id"]: entry["code"] for entry in ran.report["quarantine"]}
    return {
        path.read_bytes(): code
        for path in kept.rglob("*")
        if path.is_file()
        for opaque, code in by_id.items()
        if opaque in str(path)
    }


@pytest.mark.parametrize("name", CASES)
def test_what_is_not_understood_is_kept_back_with_its_code(name, codes):
    """Nothing of it is published."""
    data, expected = CASES[name]
    assert codes.get(data) in expected


def test_no_word_of_what_was_kept_back_is_told_anywhere(all_cases):
    """Neither in the output nor on the terminal; a name of a folder is a word of the source too."""
    _, ran = all_cases
    for place, text in [*haystacks_of(ran.out), ("stdout", ran.stdout), ("stderr", ran.stderr)]:
        assert NAME.lower() not in text.lower(), place
    assert b"Traceback" not in ran.stderr
    assert (ran.code, ran.report["read"], ran.published) == (1, len(CASES), [])


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    """A folder with one good image, to which a test adds what it is about."""
    folder = tmp_path_factory.mktemp("good") / NAME.decode()
    folder.mkdir()
    (folder / "a.dcm").write_bytes(WHOLE)
    return folder


def with_copy(good: Path, tmp_path: Path) -> Path:
    """A copy of the good folder."""
    return Path(shutil.copytree(good, tmp_path / "in"))


def test_links_are_not_followed(good, tmp_path):
    """Neither to files nor to folders: where they lead is not what was given."""
    source = with_copy(good, tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.dcm").write_bytes(image(50).encode())
    (source / "file").symlink_to(tmp_path / "elsewhere" / "b.dcm")
    (source / "folder").symlink_to(tmp_path / "elsewhere")
    (source / "nowhere").symlink_to(tmp_path / "nothing")
    ran = work(source, tmp_path / "out", key_file(tmp_path))
    assert ran.quarantined == ["SYMLINK"] * 3
    assert len(ran.published) == 1


def test_what_is_no_file_is_kept_back_without_waiting(good, tmp_path):
    """A pipe that nobody writes to would be waited for without end."""
    source = with_copy(good, tmp_path)
    os.mkfifo(source / "pipe")
    ran = work(source, tmp_path / "out", key_file(tmp_path))
    assert len(ran.quarantined) == 1
    assert len(ran.published) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_may_not_be_listed_is_told(good, tmp_path):
    """What could not be looked at is not passed over in silence."""
    source = with_copy(good, tmp_path)
    (source / "closed").mkdir(mode=0)
    ran = work(source, tmp_path / "out", key_file(tmp_path))
    (source / "closed").chmod(0o700)
    assert ran.code in {1, 2}
    assert b"UNREADABLE" in ran.stdout + ran.stderr


def test_the_same_object_twice_is_published_once_with_a_note(good, tmp_path):
    """Equal content in another folder is no contradiction."""
    source = with_copy(good, tmp_path)
    (source / "copy").write_bytes(WHOLE)
    ran = work(source, tmp_path / "out", key_file(tmp_path))
    assert (ran.report["read"], ran.report["published"], ran.report["quarantined"]) == (2, 1, 0)
    assert "DUPLICATE_FILE" in [finding["code"] for finding in ran.report["findings"]]


def test_the_same_uid_with_other_content_publishes_the_first_by_path(good, tmp_path):
    """Whichever worker is faster."""
    source = with_copy(good, tmp_path)
    other = image(1, SliceThickness=b"7.5 ").encode()
    (source / "b.dcm").write_bytes(other)
    (source / "c.dcm").write_bytes(image(1, SliceThickness=b"9.5 ").encode())
    ran = run(source, tmp_path / "out", key_file(tmp_path), "--jobs", "2")
    assert ran.quarantined == ["DUPLICATE_UID"] * 2
    assert b"5.000000" in ran.published[0].read_bytes()
    assert len(ran.published) == 1


@pytest.mark.parametrize(
    ("option", "code"),
    [
        (("absent.key",), "KEY_ABSENT"),
        (("empty.key",), "KEY_ABSENT"),
        (("short.key",), "KEY_UNUSABLE"),
    ],
)
def test_without_a_usable_key_nothing_is_written(option, code, good, tmp_path):
    """Exit code 2, one line that says which, and no output."""
    (tmp_path / "empty.key").touch(mode=0o600)
    (tmp_path / "short.key").touch(mode=0o600)
    (tmp_path / "short.key").write_text("0123456789abcdef")
    ran = run(good, tmp_path / "out", tmp_path / option[0])
    assert ran.code == 2
    assert f"error {code}:" in ran.stderr.decode()
    assert b"0123456789abcdef" not in ran.stderr + ran.stdout
    assert not (tmp_path / "out").exists()


def test_an_absent_input_is_told_with_exit_code_two(tmp_path):
    """No output is made for it."""
    ran = run(tmp_path / "nothing", tmp_path / "out", key_file(tmp_path))
    assert ran.code == 2
    assert b"error PATH_UNREADABLE:" in ran.stderr
    assert not (tmp_path / "out").exists()


def test_a_clean_folder_ends_with_exit_code_zero(good, tmp_path):
    """And with what was read, published and kept back."""
    ran = work(good, tmp_path / "out", key_file(tmp_path))
    assert (ran.code, ran.report["read"], ran.report["published"], ran.report["quarantined"]) == (0, 1, 1, 0)


@pytest.mark.parametrize("syntax", [EXPLICIT, BIG, DEFLATED])
def test_every_cut_of_a_small_file_is_kept_back(syntax, tmp_path):
    """At any of many places: never a file that is published in part."""
    file = from_file("MR_small.dcm", syntax)
    file.elements.put("SOPInstanceUID", uid("1.2.3.77"))
    whole = file.encode()
    (tmp_path / "in").mkdir()
    cuts = sorted({*range(140, len(whole) - 2, max(1, len(whole) // 60)), len(whole) - 2})
    for place in cuts:
        (tmp_path / "in" / f"{place:06}").write_bytes(whole[:place])
    ran = work(tmp_path / "in", tmp_path / "out", key_file(tmp_path))
    assert ran.published == []
    assert Counter(ran.quarantined).total() == len(cuts)
    assert "INTERNAL" not in ran.quarantined


def test_the_cases_are_what_they_say():
    """The one whole image among them is readable."""
    assert pydicom.dcmread(io.BytesIO(WHOLE)).PatientName == NAME.decode()
