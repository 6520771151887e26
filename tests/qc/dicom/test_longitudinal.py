"""Two individuals with two examinations of two images each: what belongs together stays together, and nothing else.

Intervals, references and series hold within an individual; offsets differ between individuals; another process gives
the same, another key gives nothing in common.
"""

import datetime as dt
import io
import itertools
from pathlib import Path

import pydicom
import pytest
from pydicom.dataset import Dataset

from tests.data.canaries.bases import from_file
from tests.data.canaries.elements import Elements, File, uid
from tests.data.deidentify_run import Ran, key_file, run, work

pytestmark = pytest.mark.xdist_group("longitudinal")
PERSONS = {"ZH-330106-77": "ZHENG^XIAOLAN", "ZH-330106-78": "OUYANG^BOWEN"}
FIRST_DAYS = {
    "ZH-330106-77": (dt.date(2021, 3, 1), dt.date(2021, 5, 17)),
    "ZH-330106-78": (dt.date(2021, 3, 1), dt.date(2022, 2, 28)),
}
ROOT = "1.3.12.2.1107.5.2.32.35119.2021030112"


def write(folder: Path) -> None:
    """Eight images; each refers to the other of its series and to the first of the individual."""
    for number, (person, study, image) in enumerate(itertools.product(PERSONS, range(2), range(2))):
        file = from_file("MR_small.dcm")
        _identify(file.elements, person, study, image)
        _refer(file.elements, person, study, image)
        (folder / f"{number}.dcm").write_bytes(file.encode())


def _instance(person: str, study: int, image: int) -> str:
    return f"{ROOT}{person[-2:]}.{study}.{image}"


def _identify(elements: Elements, person: str, study: int, image: int) -> None:
    day, midnight = FIRST_DAYS[person][study], dt.timedelta(days=1)
    for keyword, value in (
        ("PatientID", person),
        ("PatientName", PERSONS[person]),
        ("SOPInstanceUID", _instance(person, study, image)),
        ("StudyInstanceUID", f"{ROOT}{person[-2:]}.{study}"),
        ("SeriesInstanceUID", f"{ROOT}{person[-2:]}.{study}.9"),
        ("FrameOfReferenceUID", f"{ROOT}{person[-2:]}.8"),
    ):
        elements.put(keyword, uid(value))
    elements.put("StudyDate", f"{day:%Y%m%d}".encode())
    elements.put("SeriesDate", f"{day:%Y%m%d}".encode())
    elements.put("ContentDate", f"{day + midnight * image:%Y%m%d}".encode())
    elements.put("AcquisitionDateTime", f"{day + midnight * image:%Y%m%d}235959.5 ".encode())
    elements.put("ContentTime", (b"235959", b"000001")[image])


def _refer(elements: Elements, person: str, study: int, image: int) -> None:
    for keyword, instance in (
        ("ReferencedImageSequence", _instance(person, study, 1 - image)),
        ("SourceImageSequence", _instance(person, 0, 0)),
    ):
        item = Elements()
        item.put("ReferencedSOPClassUID", uid("1.2.840.10008.5.1.4.1.1.4"))
        item.put("ReferencedSOPInstanceUID", uid(instance))
        elements.put_items(keyword, [item])


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """The eight images."""
    folder = tmp_path_factory.mktemp("longitudinal")
    write(folder)
    return folder


@pytest.fixture(scope="module")
def first(source, tmp_path_factory) -> Ran:
    """A run with the first key."""
    folder = tmp_path_factory.mktemp("first")
    return work(source, folder / "out", key_file(folder, "first"))


@pytest.fixture(scope="module")
def other(source, tmp_path_factory) -> Ran:
    """A run with another key."""
    folder = tmp_path_factory.mktemp("other")
    return work(source, folder / "out", key_file(folder, "other"))


def images(ran: Ran) -> list[Dataset]:
    """The published images."""
    return [pydicom.dcmread(io.BytesIO(path.read_bytes())) for path in ran.published]


def by_person(ran: Ran) -> dict[str, list[Dataset]]:
    """The images of each individual, by content date."""
    found: dict[str, list[Dataset]] = {}
    for image in sorted(images(ran), key=lambda image: image.ContentDate + image.ContentTime):
        found.setdefault(image.PatientID, []).append(image)
    return found


def day(text: str) -> dt.date:
    """A date of a header."""
    return dt.datetime.strptime(text[:8], "%Y%m%d").replace(tzinfo=dt.UTC).date()


def test_all_eight_images_are_published_of_two_individuals(first):
    """Two pseudonyms, neither of them the source's, two studies and two images in each."""
    found = by_person(first)
    assert sorted(map(len, found.values())) == [4, 4]
    assert not set(found) & set(PERSONS)
    for person in found.values():
        assert (
            len({image.StudyInstanceUID for image in person}) == len({image.SeriesInstanceUID for image in person}) == 2
        )
        assert len({image.SOPInstanceUID for image in person}) == 4


def test_intervals_within_an_individual_are_kept(first):
    """Days between examinations are those of the source."""
    spans = {
        (days[-1] - days[0]).days
        for images in by_person(first).values()
        for days in [sorted(day(i.StudyDate) for i in images)]
    }
    assert spans == {(second - first_day).days for first_day, second in FIRST_DAYS.values()}


def test_every_date_of_an_individual_moves_by_one_offset_of_whole_weeks_back(first):
    """Dates, dates with time, and dates across midnight; 52 to 520 weeks; another offset for the other individual."""
    offsets = []
    for found in by_person(first).values():
        person = next(person for person in PERSONS if _spans(found) == _source_span(person))
        moved = {(day(image.StudyDate) - FIRST_DAYS[person][study // 2]).days for study, image in enumerate(found)}
        moved |= {
            (day(image.ContentDate) - FIRST_DAYS[person][n // 2] - dt.timedelta(n % 2)).days
            for n, image in enumerate(found)
        }
        moved |= {
            (day(image.AcquisitionDateTime) - FIRST_DAYS[person][n // 2] - dt.timedelta(n % 2)).days
            for n, image in enumerate(found)
        }
        assert len(moved) == 1
        offsets += moved
    assert len(set(offsets)) == 2
    assert all(offset % 7 == 0 and -520 * 7 <= offset <= -52 * 7 for offset in offsets)


def _spans(found: list[Dataset]) -> int:
    days = [day(image.StudyDate) for image in found]
    return (max(days) - min(days)).days


def _source_span(person: str) -> int:
    return (FIRST_DAYS[person][1] - FIRST_DAYS[person][0]).days


def test_times_stay_with_their_dates(first):
    """A pair across midnight stays a second and a half apart."""
    for found in by_person(first).values():
        assert [image.ContentTime for image in found] == ["235959", "000001"] * 2


def test_references_follow_their_objects(first):
    """Each nested UID is that of the image that was referred to; the frame of reference is the individual's."""
    for found in by_person(first).values():
        published = {image.SOPInstanceUID: image for image in found}
        for place, image in enumerate(found):
            assert image.ReferencedImageSequence[0].ReferencedSOPInstanceUID == found[place ^ 1].SOPInstanceUID
            assert image.SourceImageSequence[0].ReferencedSOPInstanceUID in published
        assert len({image.SourceImageSequence[0].ReferencedSOPInstanceUID for image in found}) == 1
        assert len({image.FrameOfReferenceUID for image in found}) == 1


def test_the_two_individuals_share_nothing(first):
    """No UID of one is in the files of the other, but for the one of the device that made both."""
    ours, theirs = (
        {value for image in found for value in uids(image) - {str(image.InstanceCreatorUID)}}
        for found in by_person(first).values()
    )
    assert not ours & theirs


def uids(image: Dataset) -> set[str]:
    """All UIDs of an image that were made for it."""
    return {
        str(element.value)
        for element in image.iterall()
        if element.VR == "UI" and str(element.value).startswith("2.25.")
    }


def test_another_process_with_the_same_key_gives_the_same_bytes(source, first, tmp_path):
    """Whatever the order of the files and the number of workers."""
    again = run(source, tmp_path / "out", key_file(tmp_path, "first"), "--jobs", "2")
    names = [path.relative_to(first.out) for path in first.published]
    assert names == [path.relative_to(again.out) for path in again.published]
    assert [(first.out / name).read_bytes() for name in names] == [(again.out / name).read_bytes() for name in names]


def test_a_part_of_the_images_gives_the_same_tokens_as_the_whole(source, first, tmp_path):
    """Nothing hangs on what else was in the folder."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "renamed").write_bytes((source / "5.dcm").read_bytes())
    part = work(tmp_path / "in", tmp_path / "out", key_file(tmp_path, "first"))
    name = part.published[0].relative_to(part.out)
    assert part.published[0].read_bytes() == (first.out / name).read_bytes()


def test_another_key_leaves_nothing_to_link_by(first, other):
    """No UID, no pseudonym and no date is equal, and the offsets differ."""
    ours, theirs = images(first), images(other)
    assert len(ours) == len(theirs) == 8
    assert not {value for image in ours for value in uids(image)} & {value for image in theirs for value in uids(image)}
    assert not set(by_person(first)) & set(by_person(other))
    assert not {image.StudyDate for image in ours} & {image.StudyDate for image in theirs}
    assert not {path.name for path in first.published} & {path.name for path in other.published}


def test_no_source_date_or_identifier_is_left(first, other):
    """In the bytes of any file of either run."""
    wanted = [f"{value:%Y%m%d}".encode() for days in FIRST_DAYS.values() for value in days] + [ROOT.encode()]
    wanted += [text.encode() for pair in PERSONS.items() for text in pair]
    files = [path.read_bytes() for ran in (first, other) for path in ran.out.rglob("*") if path.is_file()]
    assert not [word for word in wanted for data in files if word in data]


def test_a_file_of_one_study_is_a_file(source):
    """The generator's own file is readable as what it says."""
    image = pydicom.dcmread(source / "0.dcm")
    assert (image.PatientID, image.StudyDate) == ("ZH-330106-77", "20210301")
    assert isinstance(from_file("MR_small.dcm"), File)
