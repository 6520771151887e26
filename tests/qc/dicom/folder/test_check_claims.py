"""What a file says of its own de-identification, and whether it is so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from qc.dicom.file.part10 import open_file
from qc.dicom.folder.check_claims import Claims, claims_of, remarks

Make = Callable[..., Path]
CODES = frozenset({"113100", "113105", "113107", "113108", "113109", "113111"})
TRUE = Claims("YES", CODES, "", "MODIFIED", has_dates=True, has_characteristics=True, has_private=True)


def code_item(code: str, scheme: str = "DCM") -> Dataset:
    """An item of the code sequence."""
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = code, scheme, "meaning"
    return item


def test_true_claims_are_silent() -> None:
    """All codes with what they ask for, and fewer codes with less in the file."""
    assert list(remarks(TRUE)) == []
    bare = Claims("YES", frozenset({"113100"}), "", "", has_dates=False, has_characteristics=False, has_private=False)
    assert list(remarks(bare)) == []
    removed = replace(TRUE, dates_modified="REMOVED", has_dates=False)
    assert list(remarks(removed)) == []
    looked_at = replace(TRUE, codes=CODES | {"113101"}, burned_in="NO")
    assert list(remarks(looked_at)) == []


@pytest.mark.parametrize(
    ("claims", "code", "word"),
    [
        (replace(TRUE, identity_removed=""), "CHECK_NOT_DECLARED", "(0012,0062)"),
        (replace(TRUE, codes=CODES - {"113100"}), "CHECK_NOT_DECLARED", "basic profile"),
        (replace(TRUE, codes=CODES | {"113106"}), "CHECK_CLAIM", "full dates"),
        (replace(TRUE, codes=CODES | {"113110"}), "CHECK_CLAIM", "original UIDs"),
        (replace(TRUE, dates_modified="", has_dates=False), "CHECK_CLAIM", "113107 is claimed without"),
        (replace(TRUE, dates_modified="REMOVED"), "CHECK_CLAIM", "dates stay, and (0028,0303)"),
        (replace(TRUE, codes=CODES - {"113107"}), "CHECK_CLAIM", "113107 is not claimed"),
        (replace(TRUE, codes=CODES - {"113108"}), "CHECK_CLAIM", "113108 is not claimed"),
        (replace(TRUE, codes=CODES - {"113111"}), "CHECK_CLAIM", "113111 is not claimed"),
        (replace(TRUE, codes=CODES | {"113101"}), "CHECK_CLAIM", "113101 is claimed"),
        (replace(TRUE, codes=CODES | {"113101"}, burned_in="YES"), "CHECK_CLAIM", "113101 is claimed"),
        (replace(TRUE, burned_in="YES"), "CHECK_BURNED_IN", "burned into"),
    ],
)
def test_each_untruth_is_told(claims: Claims, code: str, word: str) -> None:
    """By its code and in words."""
    told = [(remark.code, remark.message) for remark in remarks(claims)]
    assert [message for found, message in told if found == code and word in message] != []


def test_real_dates_contradict_every_claim() -> None:
    """UNMODIFIED is never true of a published file."""
    told = {remark.message for remark in remarks(replace(TRUE, dates_modified="UNMODIFIED"))}
    assert "the file says that its dates are the real ones (0028,0303)" in told


def test_claims_are_read_from_a_file(tmp_path: Path, make: Make) -> None:
    """Codes of other schemes do not count; dummies are no dates; empty values are none."""
    path = make(
        tmp_path / "a.dcm",
        PatientIdentityRemoved="YES",
        DeidentificationMethodCodeSequence=[code_item("113100"), code_item("113108", "99LOCAL"), code_item("113107")],
        LongitudinalTemporalInformationModified="MODIFIED",
        BurnedInAnnotation="NO",
        StudyDate="19600101",
        PatientSex="",
        PatientAge="",
    )
    assert claims_of(open_file(path.read_bytes())) == Claims(
        "YES",
        frozenset({"113100", "113107"}),
        "NO",
        "MODIFIED",
        has_dates=False,
        has_characteristics=False,
        has_private=False,
    )


def test_a_raw_file_claims_nothing(tmp_path: Path, make: Make) -> None:
    """And has what it would have to claim."""
    claims = claims_of(open_file(make(tmp_path / "a.dcm").read_bytes()))
    assert (claims.identity_removed, claims.codes) == ("", frozenset())
    assert (claims.has_dates, claims.has_characteristics, claims.has_private) == (True, True, False)
