"""Names and numbers of devices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.profile.attributes import tag_of
from qc.dicom.profile.devices import NAMED, NUMBERED, names_device, reads_as_chinese_name

MAKER, SERIAL, STATION = (tag_of(keyword) for keyword in ("Manufacturer", "DeviceSerialNumber", "StationName"))


@pytest.mark.parametrize(
    "text",
    [
        "SIEMENS", "Philips Medical Systems, Inc.", "GE MEDICAL SYSTEMS", "Kuratorium OFFIS e.V.", "Agfa-Gevaert AG", "Wandong",
        "Shenzhen Anke", "LANDWIND", "Neusoft", "UIH", "MiE", "Lonwin", "Sun Nuclear", "United Imaging", "CMS, Inc.", "debug",
        "Manufacturer name here", "TOSHIBA_MEC", "syngo MR B17", "Prisma", "LightSpeed Plus", "uMR 790", "Ma-200", "Müller GmbH",
    ],
)  # fmt: skip
def test_makers_and_models_stay(text):
    """Makers, models and versions stay, also where they read a little like names."""
    assert names_device(MAKER, text)


@pytest.mark.parametrize(
    "text",
    [
        "WANG^LI", "WANG=王", "a@b.cn", "张三", "ZHANG SAN", "Zhangsan", "Li Xiaoming", "xiaoming li", "13800138000", "tel 13800138000",
        "440106199001011234", "44010619900101123X", "SIEMENS\nZHANG", "WANG\\LI",
    ],
)  # fmt: skip
def test_persons_are_no_makers(text):
    """Names, addresses, telephone and identity numbers are no maker."""
    assert not names_device(MAKER, text)


@pytest.mark.parametrize(
    "text", ["000000012345", "SN-4711-X", "13800138000", "20150312", "CT01", "ZHANGSAN-PC", "A1 B2/C3"]
)
def test_numbers_of_devices_stay(text):
    """A serial number or station may be any letters and digits, as the option promises."""
    assert names_device(SERIAL, text)
    assert names_device(STATION, text)


@pytest.mark.parametrize("text", ["WANG^LI", "440106199001011234", "王丽的机器", "x@y.cn", "a\x01"])
def test_persons_are_no_stations(text):
    """Even there the standard's spelling of names, identity numbers and Chinese writing are refused."""
    assert not names_device(SERIAL, text)


@pytest.mark.parametrize("text", ["", "Bo", "WEI", "Discovery", "SENSATION", "Achieva", "HEAD NECK", "Aera", "Ingenia"])
def test_what_is_no_chinese_name(text):
    """Single syllables, words of imaging and models are not taken for names."""
    assert not reads_as_chinese_name(text)


@given(st.text(max_size=40))
def test_any_text_is_answered(text):
    """No text breaks the judgement, and it is the same for a value seen again."""
    assert names_device(MAKER, text) is names_device(MAKER, text)


def test_the_classes_are_apart():
    """An attribute either numbers a device or names its kind."""
    assert not NAMED & NUMBERED
