"""Data sets written anew: order, sequences, private blocks, spans."""

import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from qc.dicom.file.elements import walk
from qc.dicom.file.part10 import open_file
from qc.dicom.keys import Keys
from qc.dicom.profile import Profile
from qc.dicom.rewriting.emission import Inserted, emit
from qc.dicom.rewriting.plan import plan as plan_of
from qc.dicom.rewriting.subject import DEFAULT_CHARACTERS, subject_of
from tests.data.dicom_objects import KEY, encoded, image


def referenced(uid="1.2.3.9"):
    """An item that refers to another image."""
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", uid
    return item


def test_neighbours_that_stay_are_one_span(in_work):
    """The fewer parts the better: kept bytes are the source's own."""
    subject, plan = in_work(KVP="120", SliceThickness="5", SpacingBetweenSlices="5", GantryDetectorTilt="0")
    parts = emit(subject, plan, subject.encoding).parts
    source = subject.file.data
    spans = [part for part in parts if len(part) > 40 and source.find(part) >= 0]
    assert any(part.find(b"\x18\x00\x60\x00") >= 0 and part.find(b"\x18\x00\x20\x11") >= 0 for part in spans)


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian])
@pytest.mark.parametrize("undefined", [True, False])
def test_a_sequence_keeps_its_form(in_work, syntax, undefined):
    """Told lengths are counted anew, delimited ones stay delimited; the UID inside is a new one."""
    dataset = image(ReferencedImageSequence=[referenced(), referenced("1.2.3.10")])
    dataset["ReferencedImageSequence"].is_undefined_length = undefined
    for item in dataset.ReferencedImageSequence:
        item.is_undefined_length_sequence_item = undefined
    subject, plan = in_work(dataset, syntax)
    data = b"".join(emit(subject, plan, subject.encoding).parts)
    element = next(e for e in walk(data, 0, len(data), subject.encoding).elements if e.tag == 0x00081140)
    assert (element.items.undefined, element.items.items[0].undefined) == (undefined, undefined)
    uids = [data[e.value : e.end].rstrip(b"\0").decode() for item in element.items.items for e in item.elements]
    assert uids[1::2] == [subject.keys.uid("1.2.3.9"), subject.keys.uid("1.2.3.10")]
    assert uids[0] == "1.2.840.10008.5.1.4.1.1.2"


def test_a_sequence_without_change_is_one_span(in_work):
    """Its bytes are not even looked at twice."""
    item = Dataset()
    item.KVP = "120"
    subject, plan = in_work(SharedFunctionalGroupsSequence=Sequence([item]))
    source = subject.file.data
    element = subject.file.data_set.by_tag[0x52009229]
    data = b"".join(emit(subject, plan, subject.encoding).parts)
    assert source[element.start : element.next] in data


def test_private_creators_stay_only_with_something_of_their_block(written):
    """An empty block tells which vendor was there, and nothing else."""
    dataset = image()
    dataset.add_new(0x00190010, "LO", "GEMS_ACQU_01")
    dataset.add_new(0x00190011, "LO", "GEMS_ACQU_01 OTHER")
    dataset.add_new(0x00191002, "SL", 912)
    dataset.add_new(0x00191102, "SL", 913)
    after = written(dataset)
    assert {tag for tag in after if tag >> 16 == 0x19} == {0x00190010, 0x00191002}


def test_inserted_elements_stand_in_their_order_and_replace(in_work):
    """In front, between, in place of one, and behind all."""
    subject, plan = in_work()
    new = [
        Inserted(tag, (subject.encoding.element(tag, "LO", b"NEW "),))
        for tag in (0x00080001, 0x00100020, 0x00100021, 0x7FDF0001)
    ]
    data = b"".join(emit(subject, plan, subject.encoding, tuple(new)).parts)
    tags = [element.tag for element in walk(data, 0, len(data), subject.encoding).elements]
    assert tags == sorted(tags)
    assert tags[0] == 0x00080001
    assert tags[-1] == 0x7FDF0001
    assert tags.count(0x00100020) == 1
    assert data.count(b"NEW ") == 4


def test_an_inserted_element_without_parts_takes_one_away(in_work):
    """Nothing is written in its place."""
    subject, plan = in_work()
    data = b"".join(emit(subject, plan, subject.encoding, (Inserted(0x00080060, ()),)).parts)
    assert 0x00080060 not in {element.tag for element in walk(data, 0, len(data), subject.encoding).elements}


def test_group_lengths_pixels_and_signatures_are_not_written_here(written):
    """Lengths would be wrong, pixels come apart, signatures no longer hold."""
    dataset = image()
    dataset.add_new(0x00100000, "UL", 99)
    dataset.add_new(0xFFFCFFFC, "OB", b"SMITH ")
    assert not {0x00100000, 0x7FE00010, 0xFFFCFFFC} & set(written(dataset))


def test_odd_values_become_even():
    """A value of odd length, which the standard forbids, is padded."""
    data = encoded(image()).replace(b"LO\x08\x00SIEMENS ", b"LO\x07\x00SIEMENS")
    subject = subject_of(open_file(data), Keys(KEY), Profile())
    plan = plan_of(subject, subject.file.data_set.elements, subject.encoding, DEFAULT_CHARACTERS)
    after = b"".join(emit(subject, plan, subject.encoding).parts)
    assert b"LO\x08\x00SIEMENS " in after


def test_actions_are_counted(in_work):
    """What was done to each element, nested ones too."""
    subject, plan = in_work(ReferencedImageSequence=[referenced()])
    emit(subject, plan, subject.encoding)
    assert subject.actions["pseudonym"] == 2
    assert subject.actions["items"] == 1
    assert subject.actions["uid"] == 6
    assert subject.actions["keep"] >= 10
