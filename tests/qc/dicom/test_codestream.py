"""Compressed frames: what is no image goes, the decoded image stays."""

import io
import struct

import numpy as np
import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pydicom.encaps import generate_frames

from qc.dicom.codestream import clean_stream
from qc.dicom.codestream_jpeg import PLAIN_JFIF, clean_jpeg
from qc.dicom.codestream_jpeg2000 import JP2_SIGNATURE, clean_jpeg2000
from qc.dicom.codestream_rle import HEADER, clean_rle
from qc.dicom.file.transfer_syntax import Stream, transfer_syntax
from qc.dicom.outcome import Quarantined
from tests.data.dicom_objects import decoded, real

SECRET = b"QUARTERMAN^ZELDA"
COMPRESSED = [
    "JPEG2000.dcm",
    "JPEG-lossy.dcm",
    "JPGExtended.dcm",
    "MR_small_jp2klossless.dcm",
    "MR_small_jpeg_ls_lossless.dcm",
    "MR_small_RLE.dcm",
    "SC_rgb_rle_16bit_2frame.dcm",
    "SC_rgb_jpeg_gdcm.dcm",
    "SC_rgb_dcmtk_+eb+cr.dcm",
    "SC_rgb_small_odd_jpeg.dcm",
    "SC_rgb_jls_lossy_sample.dcm",
    "examples_ybr_color.dcm",
    "examples_jpeg2k.dcm",
]


def first_frame(name: str) -> tuple[bytes, Stream, int]:
    """The first frame of a real file, its coding, and Rows × Columns."""
    dataset = decoded(real(name))
    frames = generate_frames(dataset.PixelData, number_of_frames=int(dataset.get("NumberOfFrames", 1) or 1))
    return (
        next(iter(frames)),
        transfer_syntax(dataset.file_meta.TransferSyntaxUID).stream,
        dataset.Rows * dataset.Columns,
    )


def jpeg(**options: object) -> bytes:
    """A picture as JPEG."""
    stream = io.BytesIO()
    Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16)).save(stream, "JPEG", **options)
    return stream.getvalue()


def jpeg2000(suffix: str = "j2k", comment: bytes | None = None) -> bytes:
    """A picture as JPEG 2000, as a code stream or wrapped in a JP2 file."""
    stream = io.BytesIO()
    picture = Image.fromarray(np.arange(4096, dtype=np.uint8).reshape(64, 64))
    picture.save(stream, "JPEG2000", no_jp2=suffix == "j2k", irreversible=False, comment=comment)
    return stream.getvalue()


def pixels(data: bytes) -> bytes:
    """A picture decoded by Pillow."""
    return Image.open(io.BytesIO(data)).tobytes()


def segment(marker: int, body: bytes) -> bytes:
    """A marker segment of JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


@pytest.mark.parametrize("name", COMPRESSED)
def test_real_frames_are_followed_to_their_end(name):
    """Whatever coder wrote them; cleaned twice they stay as they are."""
    frame, stream, plane = first_frame(name)
    clean = clean_stream(frame, stream, plane)
    assert clean_stream(clean, stream, plane) is clean
    assert 0.9 * len(frame) < len(clean) <= len(frame) + 1


@pytest.mark.parametrize("name", COMPRESSED)
def test_bytes_behind_a_real_frame_are_cut(name):
    """The end of the code stream is the end of the frame."""
    frame, stream, plane = first_frame(name)
    clean = clean_stream(frame, stream, plane)
    assert clean_stream(clean.rstrip(b"\0") + SECRET, stream, plane).rstrip(b"\0") == clean.rstrip(b"\0")


@pytest.mark.parametrize("name", COMPRESSED)
def test_real_frames_that_end_too_early_are_refused(name):
    """Half a frame is no frame."""
    frame, stream, plane = first_frame(name)
    for part in (2, 3, 9):
        with pytest.raises(Quarantined) as refusal:
            clean_stream(frame[: len(frame) // part], stream, plane)
        assert refusal.value.code == "PIXELS_UNREADABLE"


@pytest.mark.parametrize("marker", [0xFE, 0xE1, 0xE2, 0xE5, 0xED, 0xEF, 0xE0, 0xEE])
def test_comments_and_application_data_go_without_recompression(marker):
    """Comment, Exif, profile, and what pretends to be JFIF or Adobe."""
    plain = jpeg()
    dirty = plain[:2] + segment(marker, SECRET) + plain[2:]
    clean = clean_jpeg(dirty)
    assert SECRET not in clean
    assert clean.rstrip(b"\0") == clean_jpeg(plain).rstrip(b"\0")
    assert pixels(clean) == pixels(plain)


def test_a_clean_jpeg_is_the_same_object():
    """Nothing is copied."""
    plain = jpeg(progressive=True)
    assert clean_jpeg(plain) is plain


def test_jfif_with_a_thumbnail_or_odd_densities_becomes_plain():
    """Two density numbers can be four letters."""
    plain = jpeg()
    body = plain[6:20]
    assert body.startswith(b"JFIF\0")
    for other in (body[:8] + b"SMIT" + body[12:], body[:12] + b"\1\1" + b"abc"):
        dirty = plain[:2] + segment(0xE0, other) + plain[20:]
        assert clean_jpeg(dirty)[6:20] == PLAIN_JFIF


def test_adobe_keeps_its_colour_transform_and_nothing_behind():
    """The last byte of twelve says how colours are coded."""
    plain = jpeg()
    dirty = plain[:2] + segment(0xEE, b"Adobe\0\x64\x80\0\0\0\1" + SECRET) + plain[2:]
    clean = clean_jpeg(dirty)
    assert segment(0xEE, b"Adobe\0\x64\0\0\0\0\1") in clean
    assert SECRET not in clean


@pytest.mark.parametrize("marker", [0xDB, 0xC4, 0xC0, 0xDA])
def test_tables_with_something_behind_them_are_refused(marker):
    """Nothing fits into a segment but what its marker says."""
    plain = jpeg()
    at = plain.index(bytes((0xFF, marker)))
    length = struct.unpack(">H", plain[at + 2 : at + 4])[0]
    body = plain[at + 4 : at + 2 + length]
    dirty = plain[:at] + segment(marker, body + b"SMITH") + plain[at + 2 + length :]
    with pytest.raises(Quarantined):
        clean_jpeg(dirty)


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0\0", b"\x89PNG", b"\xff\xd8SMITH"]
)
def test_what_is_no_jpeg_is_refused(data):
    """From the first byte on."""
    with pytest.raises(Quarantined) as refusal:
        clean_jpeg(data)
    assert refusal.value.code == "PIXELS_UNREADABLE"


def test_fill_bytes_between_segments_are_passed_over():
    """ISO/IEC 10918-1 B.1.1.2."""
    plain = jpeg()
    assert clean_jpeg(plain[:2] + b"\xff\xff" + plain[2:]).rstrip(b"\0") == plain.rstrip(b"\0")


def test_jpeg_ls_keeps_its_presets_and_drops_comments():
    """A real frame with a comment and an application segment."""
    frame, _, _ = first_frame("MR_small_jpeg_ls_lossless.dcm")
    dirty = frame[:2] + segment(0xFE, SECRET) + segment(0xE8, b"mrfx\1") + segment(0xE7, SECRET) + frame[2:]
    clean = clean_jpeg(dirty, lossless=True)
    assert SECRET not in clean
    assert clean.rstrip(b"\0") == (frame[:2] + segment(0xE8, b"mrfx\1") + frame[2:]).rstrip(b"\0")


def test_jpeg_ls_mapping_tables_are_refused():
    """They may hold any bytes; preset parameters have eleven."""
    frame, _, _ = first_frame("MR_small_jpeg_ls_lossless.dcm")
    preset = frame[:2] + segment(0xF8, b"\1" + bytes(10)) + frame[2:]
    assert clean_jpeg(preset, lossless=True).rstrip(b"\0") == preset.rstrip(b"\0")
    with pytest.raises(Quarantined):
        clean_jpeg(frame[:2] + segment(0xF8, b"\2" + SECRET) + frame[2:], lossless=True)


def test_the_comment_of_a_jpeg_2000_stream_goes():
    """The image decodes to the same pixels."""
    plain = jpeg2000(comment=SECRET)
    assert SECRET in plain
    clean = clean_jpeg2000(plain)
    assert SECRET not in clean
    assert pixels(clean) == pixels(plain)
    assert clean_jpeg2000(clean) is clean


@pytest.mark.parametrize("marker", [0x55, 0x57, 0x63, 0x58])
def test_pointers_that_tell_nothing_true_go(marker):
    """Lengths of tile-parts and packets could be any numbers; the image does not need them."""
    plain = clean_jpeg2000(jpeg2000())
    at = plain.index(b"\xff\x90\0\x0a")
    if marker == 0x58:
        length = struct.unpack(">L", plain[at + 6 : at + 10])[0]
        pointers = segment(marker, b"\0" + SECRET)
        head = (
            plain[at : at + 6] + struct.pack(">L", length + len(pointers) if length else 0) + plain[at + 10 : at + 12]
        )
        dirty = plain[:at] + head + pointers + plain[at + 12 :]
    else:
        dirty = plain[:at] + segment(marker, SECRET) + plain[at:]
    assert clean_jpeg2000(dirty).rstrip(b"\0") == plain.rstrip(b"\0")


def test_packet_lengths_that_are_right_stay():
    """Their sum is the tile-part's data (ISO/IEC 15444-1 A.7.3)."""
    plain = clean_jpeg2000(jpeg2000())
    at, data_at = plain.index(b"\xff\x90\0\x0a"), plain.index(b"\xff\x93") + 2
    length = struct.unpack(">L", plain[at + 6 : at + 10])[0]
    size = at + length - data_at
    pointers = segment(0x58, b"\0" + bytes((0x80 | size >> 14, 0x80 | size >> 7 & 0x7F, size & 0x7F)))
    head = plain[at : at + 6] + struct.pack(">L", length + len(pointers)) + plain[at + 10 : at + 12]
    marked = plain[:at] + head + pointers + plain[at + 12 :]
    assert clean_jpeg2000(marked) is marked


@pytest.mark.parametrize("marker", [0x51, 0x52, 0x5C])
def test_parameters_with_something_behind_them_are_refused(marker):
    """Sizes and coding styles have lengths of their own."""
    plain = clean_jpeg2000(jpeg2000())
    at = plain.index(bytes((0xFF, marker)))
    length = struct.unpack(">H", plain[at + 2 : at + 4])[0]
    dirty = plain[:at] + segment(marker, plain[at + 4 : at + 2 + length] + SECRET * 20) + plain[at + 2 + length :]
    with pytest.raises(Quarantined):
        clean_jpeg2000(dirty)


def test_of_a_jp2_file_the_code_stream_stays():
    """Boxes hold anything: XML, UUIDs, profiles."""
    wrapped = jpeg2000("jp2", comment=SECRET)
    assert wrapped.startswith(JP2_SIGNATURE)
    clean = clean_jpeg2000(wrapped)
    assert clean.startswith(b"\xff\x4f\xff\x51")
    assert SECRET not in clean
    assert pixels(clean) == pixels(wrapped)


def test_a_comment_in_a_tile_part_goes_with_its_length_corrected():
    """The tile-part says how long it is (ISO/IEC 15444-1 A.4.2)."""
    plain = clean_jpeg2000(jpeg2000())
    at = plain.index(b"\xff\x90\0\x0a")
    comment = segment(0x64, b"\0\1" + SECRET)
    length = struct.unpack(">L", plain[at + 6 : at + 10])[0]
    head = plain[at : at + 6] + struct.pack(">L", length + len(comment) if length else 0) + plain[at + 10 : at + 12]
    dirty = plain[:at] + head + comment + plain[at + 12 :]
    assert clean_jpeg2000(dirty).rstrip(b"\0") == plain.rstrip(b"\0")


@pytest.mark.parametrize(
    "data", [b"", b"\xff\x4f", b"\xff\x4f\xff\x51\0\0", JP2_SIGNATURE, JP2_SIGNATURE + b"\0\0\0\1jp2c" + b"\xff" * 8]
)
def test_what_is_no_jpeg_2000_is_refused(data):
    """Code streams and JP2 files alike."""
    with pytest.raises(Quarantined) as refusal:
        clean_jpeg2000(data)
    assert refusal.value.code == "PIXELS_UNREADABLE"


def rle(*segments: bytes, behind: bytes = b"", unused: int = 0) -> bytes:
    """A frame of run-length coded segments."""
    offsets, position = [], HEADER.size
    for piece in segments:
        offsets.append(position)
        position += len(piece)
    header = [len(segments), *offsets, *[unused] * (15 - len(segments))]
    return HEADER.pack(*header) + b"".join(segments) + behind


LITERAL, RUN = b"\3abcd", b"\xfdx"


def test_clean_run_lengths_are_the_same_object():
    """One byte of padding is no surplus."""
    data = rle(LITERAL + b"\0", RUN)
    assert clean_rle(data, 4) is data


@pytest.mark.parametrize(
    "data",
    [
        rle(LITERAL + b"\0", RUN, behind=b"SMITH"),
        rle(LITERAL + b"SMITH", RUN),
        rle(LITERAL + b"\0", RUN, unused=0x54494D53),
    ],
)
def test_what_stands_behind_between_and_above_the_segments_goes(data):
    """Behind the last, between two, and in the unused places of the header."""
    assert clean_rle(data, 4) == rle(LITERAL + b"\0", RUN)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(64),
        rle(LITERAL),
        rle(b"\x0aab" + b"SMITH^JOH"),
        HEADER.pack(1, 10, *[0] * 14) + LITERAL,
        HEADER.pack(99, *[64] * 15) + LITERAL,
    ],
)
def test_run_lengths_that_make_no_plane_are_refused(data):
    """Too short, no segment, or offsets into the header."""
    with pytest.raises(Quarantined) as refusal:
        clean_rle(data, 5)
    assert refusal.value.code == "PIXELS_UNREADABLE"


def test_a_real_rle_file_decodes_to_the_same_pixels():
    """The segments of a file of pydicom's are not touched."""
    frame, _, plane = first_frame("SC_rgb_rle.dcm")
    assert clean_rle(frame, plane) is frame
    assert pydicom.dcmread(io.BytesIO(real("SC_rgb_rle.dcm"))).pixel_array.shape == (100, 100, 3)


@given(
    st.sampled_from(list(Stream)[1:]), st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8", b"\xff\x4f\xff\x51"])
)
def test_any_bytes_are_a_stream_or_refused(stream, data, start):
    """Nothing but Quarantined is raised."""
    try:
        clean = clean_stream(start + data, stream, 16)
    except Quarantined as refusal:
        assert refusal.code == "PIXELS_UNREADABLE"
    else:
        assert clean_stream(clean, stream, 16) is clean


@pytest.mark.parametrize("marker", [0x50, 0x53, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x61, 0x74, 0x75, 0x76, 0x77, 0x78])
@pytest.mark.parametrize("place", [b"\xff\x5c", b"\xff\x93"])
def test_segments_of_jpeg2000_that_hold_words_are_not_passed_on(marker: int, place: bytes):
    """A segment is as long as its own numbers say, or the image is kept back."""
    data = jpeg2000()
    at, start = data.index(place), data.index(b"\xff\x90")
    extra = segment(marker, b"\0" + SECRET)
    planted = bytearray(data[:at] + extra + data[at:])
    if at > start:
        struct.pack_into(">L", planted, start + 6, struct.unpack_from(">L", planted, start + 6)[0] + len(extra))
    with pytest.raises(Quarantined):
        clean_jpeg2000(bytes(planted))


@pytest.mark.parametrize("marker", [b"\xff\x52", b"\xff\x5c"])
def test_words_behind_the_numbers_of_a_jpeg2000_segment_are_found(marker: bytes):
    """COD and QCD tell how many bytes they have."""
    data = jpeg2000()
    at = data.index(marker)
    stop = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
    planted = data[:at] + segment(marker[1], data[at + 4 : stop] + SECRET) + data[stop:]
    with pytest.raises(Quarantined):
        clean_jpeg2000(planted)


def test_packet_lengths_in_the_main_header_go():
    """They belong into a tile-part, and help only to find packets."""
    data = jpeg2000()
    at = data.index(b"\xff\x5c")
    assert clean_jpeg2000(data[:at] + segment(0x58, b"\0" + SECRET) + data[at:]) == clean_jpeg2000(data)


@pytest.mark.parametrize(
    ("marker", "body"),
    [
        (0xC4, b"\x13" + bytes([len(SECRET)]) + bytes(15) + SECRET),  # more codes of one bit than there are
        (0xC4, b"\x13" + bytes(15) + b"\3" + b"ANA"),  # one symbol twice
        (0xC4, b"\x03" + bytes(15) + b"\3" + b"ABC"),  # differences of 65 bits
        (0xC4, b"\x43" + bytes(15) + b"\3" + b"ABC"),  # no such class
        (0xCC, SECRET[:10]),  # arithmetic coding
    ],
)
def test_tables_of_jpeg_that_are_no_tables_are_not_passed_on(marker: int, body: bytes):
    """A Huffman table is a prefix code with each symbol once."""
    data = jpeg()
    at = data.index(b"\xff\xda")
    with pytest.raises(Quarantined):
        clean_jpeg(data[:at] + segment(marker, body) + data[at:])
