"""The first pass: actions and gathered identifiers."""

import pytest
from pydicom.dataset import Dataset
from pydicom.uid import ImplicitVRLittleEndian

from qc.dicom.profile.action import Action
from tests.data.dicom_objects import BIRTH, NAME, RECORD, image


def actions(plan):
    """Each tag with its action."""
    return {element.tag: action for element, action in zip(plan.elements, plan.actions, strict=True)}


def item(**attributes):
    """A data set inside a sequence."""
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def test_public_attributes_follow_the_profile(in_work):
    """Name and record become a pseudonym, the birth day goes, sex stays."""
    _, plan = in_work()
    decided = actions(plan)
    assert (decided[0x00100010], decided[0x00100020]) == (Action.PSEUDONYM, Action.PSEUDONYM)
    assert (decided[0x00100030], decided[0x00100040]) == (Action.EMPTY, Action.KEEP)


def test_names_records_and_days_are_gathered_wherever_they_stand(in_work):
    """At the top, in nested items, in sequences that go, and in private elements."""
    dataset = image(
        ReferencedImageSequence=[item(PatientName="Nested^Nora")], OtherPatientIDsSequence=[item(PatientID="OTHER77")]
    )
    dataset.add_new(0x00090010, "LO", "NOBODY")
    dataset.add_new(0x00091001, "PN", "Private^Paula")
    dataset.add_new(0x00091002, "DA", "20011009")
    subject, _ = in_work(dataset)
    values = {value.raw.rstrip() for value in subject.gathered}
    assert {NAME.encode(), RECORD.encode(), BIRTH.encode()} <= values
    assert {b"Nested^Nora", b"OTHER77", b"Private^Paula", b"20011009"} <= values
    assert any(day.isoformat() == "2001-10-09" for day in subject.echoes.days)
    assert subject.echoes.identifiers.echoes("seen with Nora")


def test_harmless_values_of_a_sequence_that_goes_do_not_identify(in_work):
    """A code in a removed sequence is no name; only what names by its own attribute is."""
    codes = item(CodeValue="121327", CodingSchemeDesignator="DCM", CodeMeaning="Full fidelity image")
    subject, _ = in_work(PatientInsurancePlanCodeSequence=[codes])
    assert not {b"121327", b"DCM "} & {value.raw for value in subject.gathered}


def test_stations_do_not_identify_a_person(in_work):
    """Their titles go, but their names may stay."""
    subject, _ = in_work(StationName="CT01", PerformedStationAETitle="CT01")
    assert b"CT01" not in {value.raw for value in subject.gathered}
    assert b"CT01" in {value.raw for value in subject.removed}


def test_registered_uids_and_plain_numbers_are_not_searched_for(in_work):
    """They tell nothing about anybody."""
    subject, _ = in_work(PatientWeight="70.5")
    assert b"70.5" not in {value.raw for value in subject.removed}


@pytest.mark.parametrize("creator", ["NOBODY", "", "GEMS_ACQU_01 but not"])
def test_private_elements_without_a_known_creator_go(in_work, creator):
    """Whatever they hold, numbers too."""
    dataset = image()
    dataset.add_new(0x00190010, "LO", creator)
    dataset.add_new(0x00191002, "SL", 912)
    _, plan = in_work(dataset)
    assert actions(plan)[0x00191002] is Action.REMOVE


def test_private_elements_below_any_block_go(in_work):
    """A private group's length and what stands before its creators belong to nobody."""
    dataset = image()
    dataset.add_new(0x00190010, "LO", "GEMS_ACQU_01")
    dataset.add_new(0x00190001, "LO", "SMITH")
    _, plan = in_work(dataset)
    assert actions(plan)[0x00190001] is Action.REMOVE


@pytest.mark.parametrize(("vr", "value", "action"), [("SL", 912, Action.KEEP), ("LO", "SMITH", Action.REMOVE)])
def test_a_listed_private_element_stays_with_its_own_vr_only(in_work, vr, value, action):
    """GE's number of cells is a number; text under its tag is something else."""
    dataset = image()
    dataset.add_new(0x00190010, "LO", "GEMS_ACQU_01")
    dataset.add_new(0x00191002, vr, value)
    _, plan = in_work(dataset)
    assert actions(plan)[0x00191002] is action


def test_without_a_header_that_tells_the_profile_tells_the_vr(in_work):
    """In implicit files a listed private element is read by the list."""
    dataset = image()
    dataset.add_new(0x00190010, "LO", "GEMS_ACQU_01")
    dataset.add_new(0x00191002, "SL", 912)
    _, plan = in_work(dataset, ImplicitVRLittleEndian)
    told = {element.tag: element.vr for element in plan.elements}
    assert (told[0x00191002], actions(plan)[0x00191002]) == ("SL", Action.KEEP)


def test_items_of_a_sequence_that_goes_all_go(in_work):
    """Whatever each attribute would be by itself."""
    _, plan = in_work(PatientInsurancePlanCodeSequence=[item(CodeValue="1", PatientSex="F")])
    tag = 0x00100050
    assert actions(plan)[tag] is Action.REMOVE
    assert set(plan.items[tag][0].actions) == {Action.REMOVE}
