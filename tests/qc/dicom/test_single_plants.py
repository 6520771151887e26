"""One secret in one place of a real file: what goes, what is kept back, and what harmless values stay beside it.

`test_canaries` plants hundreds at once; here each stands alone, so that nothing else explains why it is gone.
"""

import hashlib
import io
import struct

import numpy as np
import pydicom
import pytest

from qc.dicom.engine import deidentify
from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined
from qc.dicom.profile import Profile
from tests.data.canaries.bases import baseline, ct, ct_left_aligned, from_file, multi_frame
from tests.data.canaries.codestreams import PIXELS
from tests.data.canaries.elements import DEFLATED, Element, Elements, Encoding, File, encode, numbers, padded, tag, uid

KEYS, PROFILE = Keys(hashlib.sha256(b"a key for tests only").digest()), Profile()
SECRET = b"Bravonikel"


def output(file: File | bytes) -> bytes:
    """The published file."""
    data = file.encode() if isinstance(file, File) else file
    return deidentify(data, KEYS, PROFILE).data()


def gone(file: File | bytes, *secrets: bytes) -> bool:
    """Whether no secret is left, in whatever case; a file that is kept back tells none either."""
    try:
        found = output(file).lower()
    except Quarantined:
        return True
    return not any(secret.lower() in found for secret in secrets or (SECRET,))


def with_value(keyword: str | int, value: bytes, vr: str = "", *, charset: bytes = b"ISO_IR 192") -> File:
    """The CT image with one value."""
    file = ct()
    file.elements.put("SpecificCharacterSet", charset, "CS")
    file.elements.put(keyword, padded(value), vr)
    return file


def raw(tag_number: int, vr: str, value: bytes) -> bytes:
    """One element in explicit little endian."""
    return encode(Elements({tag_number: Element(tag_number, vr, value)}), Encoding())


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("PatientSex", b"BRAVONIKEL"),
        ("PatientSize", b"13812345678"),
        ("PatientWeight", b"9912345678"),
        ("EthnicGroup", b"Bravonikel"),
        ("SmokingStatus", b"BRAVONIKEL"),
        ("Modality", b"BRAVONIKEL"),
        ("BodyPartExamined", b"BRAVONIKEL"),
        ("StationName", b"Zhang^San"),
        ("Manufacturer", b"Zhang^Sanfeng"),
        ("ManufacturerModelName", b"WANG XIAOMING"),
        ("SoftwareVersions", b"13812345678"),
        ("ConvolutionKernel", b"Bravonikel"),
        ("DeviceSerialNumber", b"110101199003071234"),
        ("KVP", b"1381234567"),
        ("InstanceNumber", b"138123456"),
        ("SeriesNumber", b"199003071"),
        ("ScanOptions", b"WANG_XIAOMING"),
        ("LossyImageCompressionMethod", b"BRAVONIKEL"),
        ("PatientBirthTime", b"112233.987654"),
        ("TimeOfLastCalibration", b"112233.987654"),
        ("StudyDate", b"20220304-20220305"),
        ("StudyDate", b"2022.03.04"),
        ("StudyTime", b"BRAVONIKEL"),
        ("StudyInstanceUID", b"1.2.3\0Bravonikel"),
        ("SOPInstanceUID", b"1.2.840.10008.1.2.3.12345678"),
        ("PixelDataProviderURL", b"http://bravonikel.cn"),
    ],
)
def test_a_value_that_its_attribute_cannot_have_goes(keyword, value):
    """Also in attributes that the profile keeps."""
    assert gone(with_value(keyword, value), value)


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("Manufacturer", b"United Imaging Healthcare "),
        ("ManufacturerModelName", b"uMR 780 "),
        ("StationName", b"MRC-ROOM 3 East "),
        ("SoftwareVersions", b"syngo MR E11\\LX"),
        ("DeviceSerialNumber", b"-0000200"),
        ("EthnicGroup", "汉族".encode()),
        ("ConvolutionKernel", b"Br40d\\3 "),
        ("SequenceName", b"*tfl3d1_ns"),
        ("ReceiveCoilName", b"HeadNeck_64 "),
        ("PatientAge", b"089Y"),
        ("PixelSpacing", b"0.48828125\\0.48828125"),
    ],
)
def test_harmless_values_stay(keyword, value):
    """As makers of devices write them."""
    expected = raw(tag(keyword), pydicom.datadict.dictionary_VR(tag(keyword)), padded(value))
    assert expected in output(with_value(keyword, value))


@pytest.mark.parametrize("age", [b"095Y", b"1200M"])
def test_great_ages_are_capped(age):
    """Ninety and more become ninety."""
    assert gone(with_value("PatientAge", age), age)


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("患者呼延昞胸部CT平扫", ["呼延昞"]),
        ("CT胸部(呼延昞)", ["呼延昞"]),
        ("头颅MRI_呼延昞_20220304", ["呼延昞", "20220304"]),
        ("胸部 王小明 平扫", ["王小明"]),
        ("欧阳娜娜腹部增强", ["欧阳娜娜"]),
        ("T1_Bravonikel_ax", ["Bravonikel"]),
        ("CTBravonikel", ["Bravonikel"]),
        ("MRI brain zhangwei", ["zhangwei"]),
        ("Mueller, Hans CT", ["Mueller", "Hans"]),
        ("tel 010-62345678", ["62345678"]),
        ("id 330106 19900307 1234", ["19900307"]),
        ("zhang@hospital.cn knee", ["zhang@"]),
        ("PACS 10.3.4.55 chest", ["10.3.4.55"]),
        ("CT 4 March 2022", ["4 March", "2022"]),
        ("山田太郎 頭部", ["山田", "太郎"]),
        ("김철수 복부", ["김철수"]),
        ("Иванов голова", ["Иванов"]),
    ],
)
def test_a_descriptor_loses_what_is_no_word_of_imaging(text, secrets):
    """Names of other people than the file tells of too."""
    assert gone(with_value("SeriesDescription", text.encode()), *(secret.encode() for secret in secrets))


def test_chinese_bytes_under_a_latin_character_set_go():
    """Read as Latin they are one and two letters with accents, some of them abbreviations without these."""
    secret = "欧鑌蔗".encode("gb18030")
    assert gone(
        with_value("ReasonForStudy", "肝脏增强 ".encode("gb18030") + secret, "LO", charset=b"ISO_IR 100"), secret
    )


def test_who_was_born_on_the_day_of_the_dummy_is_published():
    """The day stands in every file; it is no remainder of this one."""
    file = with_value("PatientBirthDate", b"19600101")
    file.elements.put("DateTimeOfLastCalibration", b"20200202101112")
    found = pydicom.dcmread(io.BytesIO(output(file)))
    assert found.PatientBirthDate == ""
    assert found.get("DateTimeOfLastCalibration") != "20200202101112"


def test_an_echo_of_the_name_goes_from_device_attributes_too():
    """In another order and without the sign between."""
    file = with_value("PatientName", b"Li^Weiping")
    file.elements.put("ReceiveCoilName", b"WEIPING LI")
    file.elements.put("StationName", b"LIWEIPING-PC")
    assert gone(file, b"Weiping")


@pytest.mark.parametrize(
    ("scheme", "value", "stays"),
    [
        (b"99LOCAL", b"956846018", False),
        (b"SCT", b"10200004", True),
        (b"SCT", b"10200005", False),
        (b"DCM", b"113681", True),
    ],
)
def test_a_code_stays_if_it_is_one_of_its_scheme(scheme, value, stays):
    """A hospital's own scheme may code its patients."""
    item = Elements()
    item.put("CodeValue", padded(value))
    item.put("CodingSchemeDesignator", padded(scheme))
    item.put("CodeMeaning", b"Liver ")
    file = ct()
    file.elements.put_items("AnatomicRegionSequence", [item])
    assert (value in output(file)) is stays


def test_words_of_every_institution_do_not_empty_the_device():
    """An institution called Here takes nothing from a manufacturer's name."""
    file = with_value("InstitutionName", b"Here")
    file.elements.put("Manufacturer", b"Manufacturer name here")
    assert b"Manufacturer name here" in output(file)


def test_versions_of_a_phantom_named_by_its_software_stay():
    """Single digits of a name are no echo."""
    file = with_value("PatientName", b"R3.2.2 Enhanced Phantom ")
    file.elements.put("SoftwareVersions", b"3.2.2\\3.2.2.0 ")
    assert b"3.2.2\\3.2.2.0" in output(file)


def test_what_the_device_said_of_burned_in_words_stays_only_where_it_must():
    """It is type 1C in an Enhanced MR image, and elsewhere a claim that nobody checked."""
    assert pydicom.dcmread(io.BytesIO(output(multi_frame()))).BurnedInAnnotation == "NO"
    assert "BurnedInAnnotation" not in pydicom.dcmread(io.BytesIO(output(with_value("BurnedInAnnotation", b"NO"))))


START = 144 + struct.unpack("<I", ct().encode()[140:144])[0]


@pytest.mark.parametrize(
    "element",
    [
        raw(0x00100010, "PN", SECRET),
        raw(0x00181030, "LO", SECRET),
        raw(0x00089FFF, "UN", SECRET),
        raw(0x00000600, "AE", b"BRAVONIKEL"),
        raw(0x00080060, "CS", b"BRAVONIKEL"),
        raw(0x00100020, "LO", SECRET),
        struct.pack("<HH2sH", 0x0008, 0x005F, b"ZZ", 10) + SECRET,
    ],
)
@pytest.mark.parametrize("place", ["before", "within", "behind"])
def test_an_element_at_a_wrong_place_tells_nothing(element, place):
    """Out of order, twice, or behind the pixels."""
    data = ct().encode()
    at = {"before": START, "within": data.index(b"\x08\0\x60\0CS"), "behind": len(data)}[place]
    assert gone(data[:at] + element + data[at:])


def test_bytes_behind_a_deflated_stream_are_cut():
    """They are no part of the data set."""
    assert gone(ct(DEFLATED).encode() + SECRET)


def test_unused_bits_below_the_stored_ones_are_cleared():
    """Words may stand in the lower four of sixteen bits, where twelve are stored above them."""
    file = ct_left_aligned()
    words = np.frombuffer(file.elements[PIXELS].value, "<u2") | 5
    file.elements[PIXELS] = Element(PIXELS, "OW", words.astype("<u2").tobytes())
    pixels = np.frombuffer(pydicom.dcmread(io.BytesIO(output(file))).PixelData, "<u2")
    assert not (pixels & 15).any()
    assert (pixels & 0xFFF0 == words & 0xFFF0).all()


def test_frames_that_are_not_told_are_cut():
    """Two frames of pixels where the header tells of one."""
    file = ct()
    value = file.elements[PIXELS].value
    file.elements[PIXELS] = Element(PIXELS, "OW", value + value[::-1])
    assert pydicom.dcmread(io.BytesIO(output(file))).PixelData == value


STREAMS = {
    "JPEG-LS": "MR_small_jpeg_ls_lossless.dcm",
    "JPEG 2000": "MR_small_jp2klossless.dcm",
    "RLE": "MR_small_RLE.dcm",
}


@pytest.mark.parametrize("name", STREAMS)
def test_a_fragment_behind_the_last_frame_goes(name):
    """It belongs to no frame."""
    file = from_file(STREAMS[name])
    fragments = file.elements[PIXELS].fragments or ()
    file.elements[PIXELS] = Element(PIXELS, "OB", fragments=(*fragments, SECRET), undefined=True)
    assert gone(file)


def test_bytes_between_the_header_and_the_first_segment_of_rle_go():
    """Offsets may leave a gap."""
    file = from_file("MR_small_RLE.dcm")
    stream = (file.elements[PIXELS].fragments or ())[1]
    count, *offsets = struct.unpack("<16I", stream[:64])
    moved = (
        struct.pack("<16I", count, *(offset + 12 if offset else 0 for offset in offsets))
        + SECRET
        + b"\0\0"
        + stream[64:]
    )
    file.elements[PIXELS] = Element(PIXELS, "OB", fragments=(b"", moved), undefined=True)
    assert gone(file)


@pytest.mark.parametrize("place", ["behind SOI", "before SOS", "before EOI", "before SOI"])
def test_a_comment_of_jpeg_goes_wherever_it_stands(place):
    """And what stands before a code stream is none."""
    file = baseline()
    stream = (file.elements[PIXELS].fragments or ())[1].rstrip(b"\0")
    at = {"behind SOI": 2, "before SOS": stream.index(b"\xff\xda"), "before EOI": len(stream) - 2, "before SOI": 0}[
        place
    ]
    comment = struct.pack(">HH", 0xFFFE, 12) + SECRET
    file.elements[PIXELS] = Element(PIXELS, "OB", fragments=(b"", stream[:at] + comment + stream[at:]), undefined=True)
    assert gone(file)


def test_boxes_round_a_jpeg_2000_stream_go():
    """A file of boxes may stand where a code stream should."""
    file = from_file(STREAMS["JPEG 2000"])
    stream = (file.elements[PIXELS].fragments or ())[1]
    boxes = b"\0\0\0\x0cjP  \r\n\x87\n" + struct.pack(">I", 20) + b"xml " + SECRET + b"  "
    file.elements[PIXELS] = Element(
        PIXELS, "OB", fragments=(b"", boxes + struct.pack(">I", 0) + b"jp2c" + stream), undefined=True
    )
    assert gone(file)


def test_lists_of_short_numbers_hold_no_words():
    """Any two letters are a number of sixteen bits; together they are a word."""
    assert gone(with_value("AcquisitionMatrix", b"Bravonik", "US"), b"Bravonik")
    kept = numbers("US", [0, 256, 256, 0])
    assert raw(0x00181310, "US", kept) in output(with_value("AcquisitionMatrix", kept, "US"))


def test_a_registered_uid_stays_and_one_made_from_its_root_does_not():
    """The root of the standard's UIDs may be anybody's prefix."""
    item = Elements()
    item.put("ReferencedSOPClassUID", uid("1.2.840.10008.5.1.4.1.1.2"))
    item.put("ReferencedSOPInstanceUID", uid("1.2.840.10008.5.1.4.1.1.330106199"))
    file = ct()
    file.elements.put_items("SourceImageSequence", [item])
    found = output(file)
    assert b"330106199" not in found
    assert raw(0x00081150, "UI", uid("1.2.840.10008.5.1.4.1.1.2")) in found
