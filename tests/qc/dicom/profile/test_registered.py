"""UIDs that stay as they are."""

import pytest

from qc.dicom.profile.registered import is_registered


@pytest.mark.parametrize(
    "uid",
    [
        "1.2.840.10008.5.1.4.1.1.2",
        "1.2.840.10008.1.2.1\0",
        "1.2.840.10008.1.4.1.1",
        "2.16.840.1.113883.6.96",
        "1.2.840.10008.6.1.907",
    ],
)
def test_names_of_kinds_stay(uid):
    """SOP classes, transfer syntaxes, well-known frames of reference and coding schemes stay."""
    assert is_registered(uid)


@pytest.mark.parametrize(
    "uid",
    [
        "",
        "1.2.840.10008",
        "1.2.840.10008.5.1.4.1.1.2.13800138000",
        "1.2.840.113619.2.1",
        "2.16.840.1.113883.6.96.1",
        "1.2.840.10008.6.1.13800",
    ],
)
def test_what_merely_begins_like_one_is_replaced(uid):
    """A registered root with something behind it names an object and is replaced."""
    assert not is_registered(uid)
