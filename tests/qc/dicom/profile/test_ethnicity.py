"""Ethnic groups."""

import pytest

from qc.dicom.profile.ethnicity import GROUPS, is_ethnic_group


@pytest.mark.parametrize(
    "text", ["Han", "HAN", "汉", "汉族", "维吾尔族", "Uyghur", "WHITE", "Black or African American", "Asian/Pacific Islander", "01", "W", "Unknown", "Not Hispanic"]
)  # fmt: skip
def test_groups_stay(text):
    """Peoples of China and the wide categories of censuses stay."""
    assert is_ethnic_group(text)


@pytest.mark.parametrize(
    "text", ["Zhang San", "WANG^LI", "张三", "汉 张三", "13800138000", "Han Meimei", "", "HAN1234", "MRN123"]
)
def test_persons_are_no_group(text):
    """A name or number is no group, not even beside one."""
    assert not is_ethnic_group(text)


def test_the_peoples_of_china_are_all_there():
    """The list holds the 56 groups by their Chinese names."""
    chinese = {group for group in GROUPS if not group.isascii()}
    assert len(chinese) == 56
