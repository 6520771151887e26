"""Lookup tables of pixels."""

import pytest

from tests.data.dicom_objects import image

RAMP = b"".join(n.to_bytes(2, "little") for n in range(0, 65536, 256))
TABLE, DESCRIPTOR = 0x00281201, 0x00281101


def palette(data, descriptor=(256, 0, 16)):
    """An image with a red palette."""
    dataset = image()
    if descriptor:
        dataset.add_new(DESCRIPTOR, "US", list(descriptor))
    dataset.add_new(TABLE, "OW", data)
    return dataset


def test_a_palette_of_the_declared_length_stays(written):
    """Byte by byte."""
    assert written(palette(RAMP))[TABLE] == RAMP


@pytest.mark.parametrize(
    ("data", "descriptor"),
    [
        (RAMP + b"SMITH ", (256, 0, 16)),
        (RAMP[:-2], (256, 0, 16)),
        (RAMP, None),
        (RAMP, (255, 0, 16)),
        (b"QUARTERMAN^ZELDA", (8, 0, 16)),
    ],
)
def test_a_table_with_more_or_less_or_words_goes(written, data, descriptor):
    """Its descriptor must stand beside it and agree."""
    assert not written(palette(data, descriptor)).get(TABLE)


def test_a_table_of_bytes_may_have_one_byte_an_entry(written):
    """Eight bits, packed."""
    data = bytes(range(256))
    assert written(palette(data, (256, 0, 8)))[TABLE] == data


def test_a_descriptor_of_zero_means_the_whole_range(written):
    """65536 entries (PS3.3 C.7.6.3.1.5)."""
    data = b"".join(n.to_bytes(2, "little") for n in range(65536))
    assert written(palette(data, (0, 0, 16)))[TABLE] == data
