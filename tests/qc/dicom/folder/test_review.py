"""The review: decisions that hold, records that tell nothing, and lists that keep what people wrote."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from graph_schema.errors import UnusableInput
from qc.dicom.folder.batch import deidentify
from qc.dicom.folder.check import check
from qc.dicom.folder.manifest import read_manifest
from qc.dicom.folder.report import KeptBack, Report
from qc.dicom.folder.review import decided, decisions_text, filled, quarantine_lines, size_class
from qc.dicom.folder.settings import Settings
from qc.dicom.keys import Keys
from qc.dicom.pixels.review import ReviewList

Make = Callable[..., Path]
Tree = Callable[[Path], dict[str, str]]
ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6.1"
ID, OTHER = "0123456789abcdef", "fedcba9876543210"
HEADER = "id,series_instance_uid,sop_instance_uid,reason,rectangles,verdict\n"


def written(words: str, size: int = 256) -> bytes:
    """Pixels of 12 bits with words in them on dim noise."""
    page = Image.fromarray(np.random.default_rng(7).integers(90, 110, (size, size), dtype=np.uint8))
    ImageDraw.Draw(page).text((10, 12), words, fill=250, font=ImageFont.load_default(20))
    return (np.asarray(page).astype(np.uint16) * 8).tobytes()


@pytest.fixture
def clinic(tmp_path: Path, make: Make) -> Path:
    """An ultrasound image, a CT image with words burned in, and a clean one."""
    folder = tmp_path / "in"
    make(folder / "us.dcm", 1, 1, SOPClassUID=ULTRASOUND, Modality="US")
    sized = {"Rows": 256, "Columns": 256}
    make(folder / "words.dcm", 2, 1, PixelData=written("QUIXWELL ANNA 12345"), **sized)
    make(folder / "plain.dcm", 3, 1)
    return folder


def run(source: Path, out: Path, keys: Keys, reviewed: Path | None = None) -> Report:
    """De-identify with all tests."""
    return deidentify(source, out, keys, Settings(reviewed=reviewed))


def fill(out: Path, verdicts: dict[str, str], target: Path) -> Path:
    """The list of an output with verdicts by reasons, in a file of its own."""
    lines = (out / "review" / "review.csv").read_text().splitlines()
    made = [lines[0]]
    for line in lines[1:]:
        verdict = next((verdict for reason, verdict in verdicts.items() if f'"{reason}"' in line), "")
        made.append(line[: -len('""')] + f'"{verdict}"' if line.endswith('""') else line)
    target.write_text("\n".join(made) + "\n")
    return target


def modalities(out: Path) -> list[str]:
    """What is published."""
    return sorted(entry.facts.modality + " " + entry.verdict for entry in read_manifest(out))


def test_what_a_person_has_to_look_at(keys: Keys, clinic: Path, tmp_path: Path) -> None:
    """Kept back or warned of, with a line and a picture; clean images have neither."""
    out = tmp_path / "out"
    report = run(clinic, out, keys)
    assert [code for _, code, _ in report.quarantine] == ["PIXELS_UNSAFE_SOURCE"]
    assert modalities(out) == ["CT clean", "CT warned"]
    assert [told.code for told in report.shown() if told.severity != "info"] == ["WORDS_SUSPECTED"]
    lines = (out / "review" / "review.csv").read_text().splitlines()
    assert len(lines) == 3
    assert report.quarantine[0].id in lines[1] + lines[2]
    sheets = sorted(path.name for path in (out / "review").glob("*.png"))
    assert len(sheets) == 2
    assert all(name.startswith("2.25.") and name.endswith("-001.png") for name in sheets)


def test_a_verdict_of_clean_publishes_and_claims(keys: Keys, clinic: Path, tmp_path: Path) -> None:
    """The ultrasound image comes out with 113101 and Burned In Annotation NO; a check agrees."""
    out = tmp_path / "out"
    run(clinic, out, keys)
    listed = fill(out, {"PIXELS_UNSAFE_SOURCE": "clean"}, tmp_path / "filled.csv")
    report = run(clinic, out, keys, listed)
    assert report.quarantine == []
    assert modalities(out) == ["CT clean", "CT warned", "US reviewed"]
    (entry,) = [entry for entry in read_manifest(out) if entry.facts.modality == "US"]
    image = pydicom.dcmread(out / entry.path)
    assert image.BurnedInAnnotation == "NO"
    assert "113101" in entry.codes
    assert "113101" in [item.CodeValue for item in image.DeidentificationMethodCodeSequence]
    assert check(out).clean == 3


def test_a_rejected_image_stays_out(keys: Keys, clinic: Path, tmp_path: Path, tree: Tree) -> None:
    """Taken back at once, and not published by a later run that is told nothing of it."""
    out = tmp_path / "out"
    run(clinic, out, keys)
    listed = fill(out, {"WORDS_SUSPECTED": "reject"}, tmp_path / "filled.csv")
    report = run(clinic, out, keys, listed)
    assert sorted(code for _, code, _ in report.quarantine) == ["PIXELS_BURNED_IN", "PIXELS_UNSAFE_SOURCE"]
    assert modalities(out) == ["CT clean"]
    before = tree(out)
    assert run(clinic, out, keys).contract() == report.contract()
    assert tree(out) == before
    assert len(list((out / "published").rglob("*.dcm"))) == 1


def test_rectangles_of_a_reviewer_are_blanked(keys: Keys, clinic: Path, tmp_path: Path) -> None:
    """What was inside is gone, what was outside is as it was."""
    out = tmp_path / "out"
    run(clinic, out, keys)
    listed = fill(out, {"WORDS_SUSPECTED": "blank 0,0,256,40"}, tmp_path / "filled.csv")
    run(clinic, out, keys, listed)
    assert modalities(out) == ["CT clean", "CT reviewed"]
    (entry,) = [entry for entry in read_manifest(out) if entry.verdict == "reviewed"]
    pixels = pydicom.dcmread(out / entry.path).pixel_array
    source = pydicom.dcmread(clinic / "words.dcm").pixel_array
    assert len(np.unique(pixels[:40])) == 1
    assert (pixels[40:] == source[40:]).all()


def test_a_decision_holds_for_its_content_only(keys: Keys, clinic: Path, tmp_path: Path, make: Make) -> None:
    """Another image under the same name is looked at anew."""
    out = tmp_path / "out"
    run(clinic, out, keys)
    listed = fill(out, {"PIXELS_UNSAFE_SOURCE": "clean"}, tmp_path / "filled.csv")
    run(clinic, out, keys, listed)
    make(clinic / "us.dcm", 1, 1, SOPClassUID=ULTRASOUND, Modality="US", shade=9)
    report = run(clinic, out, keys, listed)
    assert [code for _, code, _ in report.quarantine] == ["PIXELS_UNSAFE_SOURCE"]
    assert modalities(out) == ["CT clean", "CT warned"]


def test_what_people_wrote_into_the_list_stays(keys: Keys, clinic: Path, tmp_path: Path, make: Make) -> None:
    """A run that rewrites the list keeps verdicts that were not applied yet."""
    out = tmp_path / "out"
    run(clinic, out, keys)
    listed = out / "review" / "review.csv"
    fill(out, {"WORDS_SUSPECTED": "reject"}, listed)
    make(clinic / "us2.dcm", 7, 1, SOPClassUID=ULTRASOUND, Modality="US")
    run(clinic, out, keys)
    lines = listed.read_text().splitlines()
    assert len(lines) == 4
    assert sorted(ReviewList.read(listed).verdicts().values()) == ["reject", "reject"]
    assert modalities(out) == ["CT clean", "CT warned"]
    run(clinic, out, keys, listed)
    assert modalities(out) == ["CT clean"]


def test_the_list_of_the_output_may_be_given_again_and_again(
    keys: Keys, clinic: Path, tmp_path: Path, tree: Tree
) -> None:
    """Applied twice, nothing changes the second time."""
    out = tmp_path / "out"
    run(clinic, out, keys)
    listed = out / "review" / "review.csv"
    fill(out, {"WORDS_SUSPECTED": "reject", "PIXELS_UNSAFE_SOURCE": "clean"}, listed)
    first = run(clinic, out, keys, listed)
    before = tree(out)
    assert run(clinic, out, keys, listed).contract() == first.contract()
    assert tree(out) == before


def test_pictures_that_are_no_longer_due_go(keys: Keys, clinic: Path, tmp_path: Path, make: Make) -> None:
    """A series that became clean has no sheet."""
    out = tmp_path / "out"
    run(clinic, out, keys)
    make(clinic / "words.dcm", 2, 1)
    run(clinic, out, keys)
    assert len(list((out / "review").glob("*.png"))) == 1


def test_lines_of_earlier_inputs_stay(keys: Keys, clinic: Path, tmp_path: Path, make: Make) -> None:
    """A second delivery adds its lines; those of the first, and what was written beside them, are kept."""
    out, second = tmp_path / "out", tmp_path / "second"
    run(clinic, out, keys)
    listed = out / "review" / "review.csv"
    fill(out, {"WORDS_SUSPECTED": "reject"}, listed)
    make(second / "us.dcm", 8, 1, SOPClassUID=ULTRASOUND, Modality="US")
    run(second, out, keys)
    assert len(listed.read_text().splitlines()) == 4
    assert set(ReviewList.read(listed).verdicts().values()) == {"reject"}
    run(clinic, out, keys, listed)
    assert modalities(out) == ["CT clean"]


def test_a_broken_list_is_refused_before_any_work(keys: Keys, clinic: Path, tmp_path: Path) -> None:
    """Nothing is written, and the line is named."""
    listed = tmp_path / "list.csv"
    listed.write_text(HEADER + f"{ID},2.25.1,2.25.2,X,,maybe\n")
    with pytest.raises(UnusableInput, match="line 2") as refused:
        run(clinic, tmp_path / "out", keys, listed)
    assert refused.value.code == "REVIEW_LIST_UNUSABLE"
    assert not (tmp_path / "out").exists()


def test_a_later_verdict_replaces_an_earlier_one(tmp_path: Path) -> None:
    """Verdicts of earlier runs hold until a list says something else; what is no opaque id is left out."""
    (tmp_path / "review").mkdir()
    (tmp_path / "review" / "decisions.csv").write_bytes(decisions_text({ID: "reject", OTHER: "clean"}))
    assert decided(tmp_path, None) == {ID: "reject", OTHER: "clean"}
    listed = tmp_path / "list.csv"
    listed.write_text(HEADER + f'{ID},2.25.1,2.25.2,X,,"blank 1,2,3,4"\n')
    assert decided(tmp_path, listed) == {ID: "blank 1,2,3,4", OTHER: "clean"}
    assert decided(tmp_path / "absent", None) == {}


@given(
    st.dictionaries(
        st.text("0123456789abcdef", min_size=16, max_size=16),
        st.sampled_from(["clean", "reject", "blank 0,0,3,4;5,6,7,8"]),
        max_size=5,
    )
)
def test_decisions_come_back(tmp_path_factory: pytest.TempPathFactory, decisions: dict[str, str]) -> None:
    """As they were written."""
    out = tmp_path_factory.mktemp("out")
    (out / "review").mkdir()
    (out / "review" / "decisions.csv").write_bytes(decisions_text(decisions))
    assert decided(out, None) == decisions


def test_an_output_without_a_list(tmp_path: Path) -> None:
    """Nothing was filled."""
    assert filled(tmp_path) == {}


def test_records_of_what_was_kept_back() -> None:
    """By id, with a class of size."""
    assert list(quarantine_lines([KeptBack("b", "TRUNCATED", 5), KeptBack("a", "SYMLINK", 1 << 21)])) == [
        b'{"id":"a","code":"SYMLINK","size":"up to 10 MB"}\n',
        b'{"id":"b","code":"TRUNCATED","size":"up to 1 KB"}\n',
    ]


@given(st.integers(0, 1 << 40), st.integers(0, 1 << 40))
def test_classes_of_sizes_keep_their_order(one: int, other: int) -> None:
    """A class tells no more than a power of ten, and never too little."""
    units = {"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
    for size in (one, other):
        told = size_class(size).split()
        if told[0] == "up":
            assert size <= int(told[2]) * units[told[3]]
        else:
            assert size > 100 << 30
