"""What the levels of de-identified images become: sums, days in weeks, reports; nothing exact of an individual."""

from datetime import date, timedelta

import pytest

from loaders import deidentified
from loaders.deidentified_levels import Gathered, Series
from loaders.source import open_source
from tests.loaders.published import CODES, KEYS, PROFILE, RULES, Shot, uid, write
from tests.loaders.tables import codes, finding, links, one, read

PERSON = KEYS.individual("p1")


def made_of(folder, *shots):
    """Records and findings of a manifest with these images."""
    return read(deidentified, write(folder, *shots))


def test_a_series_is_what_most_of_its_images_are(tmp_path):
    """Counts all images; thickness, size and device are the commonest values; the kernel is the header's."""
    made, _ = made_of(
        tmp_path,
        Shot("p1", "s1", "e1", "a", header={"ConvolutionKernel": "SOFT", "PixelSpacing": [0.5, 0.6]}),
        Shot("p1", "s1", "e1", "b", header={"ConvolutionKernel": "SOFT", "PixelSpacing": [0.5, 0.6]}),
        Shot("p1", "s1", "e1", "c", facts={"slice_thickness": 1.25, "rows": 512, "columns": 256}),
    )
    slots = one(made, "ImagingSeries", uid("e1")).slots
    assert (slots["image_count"], slots["slice_thickness"], slots["rows"], slots["columns"]) == (3, 5.0, 128, 128)
    assert (slots["modality"], slots["manufacturer"], slots["model"]) == ("CT", "GE MEDICAL SYSTEMS", "LightSpeed")
    assert slots["deidentification_methods"] == list(CODES)
    assert slots["series_instance_uid"] == uid("e1")


def test_of_equally_many_values_the_first_counts():
    """So that the order of images decides nothing."""
    series = Series()
    for thickness in (5.0, 1.25):
        series.values["slice_thickness"][str(thickness)] += 1
    assert series.commonest() == {"slice_thickness": "1.25"}


def test_a_study_sums_its_series(tmp_path):
    """Modalities, body parts, and how many series and images."""
    made, _ = made_of(
        tmp_path,
        Shot("p1", "s1", "e1", "a"),
        Shot("p1", "s1", "e1", "b"),
        Shot("p1", "s1", "e2", "c", facts={"modality": "PT", "body_part": "HEAD"}),
    )
    slots = one(made, "ImagingStudy", uid("s1")).slots
    assert (slots["series_count"], slots["image_count"]) == (2, 3)
    assert (sorted(slots["modalities"]), sorted(slots["body_parts"])) == (["CT", "PT"], ["CHEST", "HEAD"])
    assert (slots["date_shifted"], slots["patient_identity_removed"]) == (True, True)


@pytest.mark.parametrize(("days", "told"), [(0, 0), (6, 0), (7, 7), (16, 14), (365, 364)])
def test_days_from_baseline_are_whole_weeks_from_the_first_study(tmp_path, days, told):
    """Whatever the order of UIDs, the earliest day is nought."""
    later = (date(2010, 1, 4) + timedelta(days=days)).strftime("%Y%m%d")
    for first, second in (("s1", "s2"), ("s2", "s1")):
        folder = tmp_path / first
        made, _ = made_of(
            folder,
            Shot("p1", first, "e" + first, "a"),
            Shot("p1", second, "e" + second, "b", header={"StudyDate": later}),
        )
        assert one(made, "ImagingStudy", uid(first)).slots["days_from_baseline"] == 0
        assert one(made, "ImagingStudy", uid(second)).slots["days_from_baseline"] == told


def test_no_date_is_stored(tmp_path):
    """Not even a shifted one, under no slot."""
    made, found = made_of(tmp_path, Shot("p1", "s1", "e1", "a", header={"StudyDate": "20110305"}))
    assert not any(day in repr([made, found]) for day in ("20110305", "2011-03-05"))


def test_days_of_dates_that_were_not_shifted_are_not_stored(tmp_path):
    """Without the option of modified dates there is no interval either."""
    kept = tuple(code for code in CODES if code != "113107")
    made, _ = made_of(tmp_path, Shot("p1", "s1", "e1", "a", codes=kept), Shot("p1", "s2", "e2", "b", codes=kept))
    slots = one(made, "ImagingStudy", uid("s1")).slots
    assert "days_from_baseline" not in slots
    assert slots["date_shifted"] is False


def test_an_individual_is_told_coarsely(tmp_path):
    """Sex, age band, and height and weight in steps; the earliest study tells first."""
    made, found = made_of(
        tmp_path,
        Shot("p1", "s1", "e1", "a", header={"StudyDate": "20120109", "PatientAge": "041Y", "PatientWeight": "88.8"}),
        Shot(
            "p1",
            "s2",
            "e2",
            "b",
            header={"PatientAge": "039Y", "PatientSize": "1.73", "PatientWeight": "71.2", "SmokingStatus": "YES"},
        ),
    )
    slots = one(made, "Individual", PERSON).slots
    assert (slots["sex"], slots["age_band"], slots["height"], slots["body_weight"]) == ("female", "30-39", 1.75, 70.0)
    assert slots["smoking_status"] == "YES"
    assert "VALUES_COARSENED" in codes(found)
    assert not any(exact in repr(made) for exact in ("1.73", "71.2", "88.8", "039Y"))


def test_images_tell_whether_their_pixels_are_clean(tmp_path):
    """Found clean or reviewed: yes; published with a warning: no; not tested: nothing is said."""
    verdicts = {"clean": True, "blanked": True, "reviewed": True, "warned": False, "untested": None}
    made, _ = made_of(tmp_path, *(Shot("p1", "s1", "e1", verdict, verdict=verdict) for verdict in verdicts))
    for verdict, clean in verdicts.items():
        assert one(made, "Image", uid(verdict)).slots.get("pixels_clean") is clean


def test_images_have_their_own_facts(tmp_path):
    """Class, syntax, size in bytes and pixels; frames only where there are several."""
    made, _ = made_of(tmp_path, Shot("p1", "s1", "e1", "a", facts={"frames": 12}), Shot("p1", "s1", "e1", "b"))
    slots = one(made, "Image", uid("a")).slots
    size = next((tmp_path / "published").rglob(f"{uid('a')}.dcm")).stat().st_size
    assert (slots["rows"], slots["columns"], slots["number_of_frames"], slots["size"]) == (128, 128, 12, size)
    assert (slots["sop_class_uid"], slots["transfer_syntax_uid"]) == (
        "1.2.840.10008.5.1.4.1.1.2",
        "1.2.840.10008.1.2.1",
    )
    assert "number_of_frames" not in one(made, "Image", uid("b")).slots


def test_each_series_has_a_report_of_its_deidentification(tmp_path):
    """Profile, rule set, key id and what all its images satisfy, even where nothing was found."""
    made, _ = made_of(tmp_path, Shot("p1", "s1", "e1", "a"), Shot("p1", "s1", "e1", "b", codes=("113100", "113107")))
    report = next(record for record in made if record.type == "QcReport")
    assert (links(report, "ABOUT"), report.relations[0].to_type) == ([uid("e1")], "ImagingSeries")
    expected = {
        "activity": "deidentify",
        "rule_set": "deidentification",
        "rule_set_version": PROFILE,
        "rule_set_hash": RULES,
        "key_id": KEYS.key_id,
        "deidentification_methods": ["113100", "113107"],
        "software": "gsagraph",
        "verdict": "pass",
    }
    assert {name: report.slots[name] for name in expected} == expected


def test_findings_of_files_become_findings_of_the_report(tmp_path):
    """Each code once, with how many images it concerns; the verdict warns."""
    made, _ = made_of(
        tmp_path,
        Shot("p1", "s1", "e1", "a", findings=("SURPLUS_BYTES", "ODD_THING")),
        Shot("p1", "s1", "e1", "b", findings=("SURPLUS_BYTES",)),
    )
    told = {record.slots["code"]: record.slots["message"] for record in made if record.type == "QcFinding"}
    assert told["SURPLUS_BYTES"].startswith("2 of 2 images: bytes")
    assert told["ODD_THING"].startswith("1 of 2 images: ")
    report = next(record for record in made if record.type == "QcReport")
    assert (report.slots["verdict"], report.slots["warning_count"], len(links(report, "HAS_FINDING"))) == ("warn", 2, 2)


def test_the_collection_has_a_report_too(tmp_path):
    """The activity as a whole, about the dataset."""
    manifest = write(tmp_path, Shot("p1", "s1", "e1", "a"), Shot("p2", "s2", "e2", "b"))
    with open_source(manifest) as source:
        source.collection = "OBIA9001"
        made = [item for item in deidentified.read(source) if hasattr(item, "slots")]
    about = {place for record in made if record.type == "QcReport" for place in links(record, "ABOUT")}
    assert about == {"OBIA9001", uid("e1"), uid("e2")}


def test_what_holds_for_a_sum_holds_for_each(tmp_path):
    """Codes of a sum are those that all parts have; counts add up."""
    whole = Gathered()
    for codes_ in (frozenset("ab"), frozenset("bc")):
        whole.add(Gathered(2, codes=codes_))
    assert (whole.images, whole.codes) == (4, frozenset("b"))


def test_a_header_that_is_not_the_series_own_is_not_believed(tmp_path):
    """A file with another series UID, or without the declaration, tells nothing."""
    for name, value in (("SeriesInstanceUID", "2.25.9"), ("PatientIdentityRemoved", "NO")):
        made, found = made_of(tmp_path / name, Shot("p1", "s1", "e1", "a", header={name: value}))
        assert "sex" not in one(made, "Individual", PERSON).slots
        assert finding(found, "HEADER_UNREAD").severity == "info"
