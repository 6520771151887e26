"""Meanings of public codes."""

import pytest

from qc.dicom.profile.meanings import is_public_meaning


@pytest.mark.parametrize(
    "text", ["Lossy Compression", "Uncompressed predecessor", "liver", "Liver ", "Head and Neck", "Segmentation"]
)
def test_the_standards_own_words_are_known(text):
    """A meaning of the standard's context groups is known in any case."""
    assert is_public_meaning(text)


@pytest.mark.parametrize(
    "text", ["", "Zhang San", "WANG^LI", "Liver of Zhang San", "张三", "MRN00123456", "13800138000", "removed"]
)
def test_other_words_are_not(text):
    """Names, numbers, and meanings with anything added are not public ones."""
    assert not is_public_meaning(text)
