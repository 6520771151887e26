"""Dates and times of one data set."""

import pytest

from qc.dicom.rewriting.dates import moved_dates


def moved(in_work, **attributes):
    """The new dates of an image with these attributes."""
    subject, plan = in_work(**attributes)
    return subject, plan.moved


def test_all_dates_move_by_the_same_weeks(in_work):
    """Whatever their VR; the intervals stay."""
    subject, values = moved(in_work, AcquisitionDateTime="20240301101500", SeriesDate="20240302")
    days = {values[0x00080020][:8], values[0x0008002A][:8], values[0x00080021]}
    assert len(days) == 3
    assert subject.dates_kept
    assert {day.decode() for day in days} <= subject.written | {text[:8] for text in subject.written}


@pytest.mark.parametrize(("value", "raw"), [("", b""), ("101500", b"101500")])
def test_times_of_day_stay_byte_by_byte(in_work, value, raw):
    """Empty ones too."""
    subject, values = moved(in_work, StudyTime=value)
    assert values[0x00080030] == raw
    assert subject.value(subject.file.data_set.by_tag[0x00080030]) == raw


def test_the_zone_of_the_object_reads_its_moments(in_work):
    """A DT of another zone is told in the object's own, without its offset."""
    _, values = moved(in_work, TimezoneOffsetFromUTC="+0800", AcquisitionDateTime="20240301020000+0000")
    assert values[0x0008002A].endswith(b"100000")
    assert b"+" not in values[0x0008002A]


def test_what_is_no_date_has_no_new_value(in_work):
    """An element with a date's tag but another VR cannot be moved."""
    subject, _ = in_work()
    element = subject.file.data_set.by_tag[0x00100020]
    assert moved_dates(subject, [element]) == {0x00100020: None}
