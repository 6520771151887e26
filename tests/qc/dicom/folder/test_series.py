"""One series in work: its files judged together, kept back alone, and findings about the whole."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from qc.dicom.engine import deidentify
from qc.dicom.folder import journal
from qc.dicom.folder.run import Run
from qc.dicom.folder.series import Job, probe, work
from qc.dicom.folder.settings import Settings
from qc.dicom.folder.walk import entries
from qc.dicom.keys import Keys
from qc.dicom.pixels.inspection import SeriesInspection

Make = Callable[..., Path]
SERIES = "00112233445566ff"


def run_of(keys: Keys, source: Path, **settings: object) -> Run:
    """A run with all tests."""
    return Run.start(keys, source, source.parent / "out", Settings(**settings), {})  # type: ignore[arg-type]


def job_of(source: Path, crashed: frozenset[bytes] = frozenset()) -> Job:
    """All files of a folder as one series."""
    return Job(SERIES, list(entries(source)), crashed)


def slice_with(words: str, number: int) -> bytes:
    """Pixels that differ from slice to slice, with dim words at one place."""
    noise = np.random.default_rng(number).integers(0, 256, (128, 128)).astype(np.uint8)
    page = Image.fromarray(noise)
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 127, 24), fill=0)
    draw.text((4, 2), words, fill=255, font=ImageFont.load_default(18))
    return (np.asarray(page).astype(np.uint16) * 8).tobytes()


@pytest.fixture
def stack(tmp_path: Path, make: Make) -> Path:
    """Five slices with the same words burned in."""
    for number in range(1, 6):
        pixels = slice_with("QUIXWELL", number)
        make(tmp_path / "in" / f"{number}.dcm", 1, number, Rows=128, Columns=128, PixelData=pixels)
    return tmp_path / "in"


def test_words_that_stay_in_all_slices_keep_the_series_back(keys: Keys, stack: Path) -> None:
    """What is the same in all images while the body moves on is ink; nothing is published, all is on the list."""
    run = run_of(keys, stack)
    record = work(run, job_of(stack))
    assert [done.code for done in record.files] == ["PIXELS_BURNED_IN"] * 5
    assert all(done.published is None and done.review["reason"] == "PIXELS_BURNED_IN" for done in record.files)
    assert all(done.actions == {} and done.remarks == [] for done in record.files)
    assert not (run.out / "published").exists()
    (sheet,) = (run.out / "review").glob("*.png")
    with Image.open(sheet) as page:
        assert page.size[0] > 1000


def test_pictures_of_a_long_series_stay_few(keys: Keys, stack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of its images are on the list, the first ones with a picture."""
    monkeypatch.setattr("qc.dicom.pixels.inspection.MOST_PICTURES", 2)
    inspection = SeriesInspection()
    run = run_of(keys, stack)
    for entry in entries(stack):
        inspection.look(deidentify(run.content(entry), run.keys, run.profile))
    concluded = inspection.conclude()
    assert all(one.on_review_list for one in concluded)
    assert 2 <= sum(one.picture is not None for one in concluded) <= 4


def test_a_file_that_fails_leaves_the_others(keys: Keys, stack: Path, make: Make) -> None:
    """One file that cannot be published is kept back; the others stand under their names."""
    for number in range(1, 5):
        make(stack / f"{number}.dcm", 1, number)
    make(stack / "5.dcm", 1, 5, "")
    run = run_of(keys, stack)
    record = work(run, job_of(stack))
    assert [done.code for done in record.files] == ["", "", "", "", "NO_INDIVIDUAL"]
    assert [done.published.verdict for done in record.files if done.published] == ["clean"] * 4
    assert len(list((run.out / "published").rglob("*.dcm"))) == 4
    assert journal.read(run.out, SERIES) == record
    assert not (run.out / ".partial" / SERIES).exists()


def test_crashed_files_are_kept_back_unopened(keys: Keys, ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What killed a worker is not touched again."""
    source = ward / "Quixwell_Anna"
    opened: list[bytes] = []
    real = Run.content
    monkeypatch.setattr(Run, "content", lambda run, entry: opened.append(entry.name) or real(run, entry))
    record = work(run_of(keys, source), job_of(source, frozenset({b"slice2.dcm"})))
    assert {done.code for done in record.files} == {"", "INTERNAL"}
    assert sum(done.code == "INTERNAL" for done in record.files) == 1
    assert b"slice2.dcm" not in opened


def test_a_probe_writes_nothing(keys: Keys, ward: Path) -> None:
    """It only sees whether the files can be worked."""
    source = ward / "Quixwell_Anna"
    run = run_of(keys, source)
    assert probe(run, job_of(source))
    assert not run.out.exists()


def test_a_dry_run_tells_the_same_and_writes_nothing(keys: Keys, stack: Path) -> None:
    """But for nothing: codes, verdicts and sizes are those of a real run."""
    dry = run_of(keys, stack, dry_run=True)
    told = work(dry, job_of(stack))
    assert not dry.out.exists()
    assert work(run_of(keys, stack), job_of(stack)) == told


def test_a_head_is_told_once_and_marked_on_all(keys: Keys, tmp_path: Path, make: Make) -> None:
    """Thin slices of a head: one finding for the series, and its code on each file of the manifest."""
    source = tmp_path / "in"
    for number in range(1, 41):
        make(source / f"{number:02}.dcm", 1, number, BodyPartExamined="HEAD", SliceThickness="2.0")
    record = work(run_of(keys, source), job_of(source))
    told = [remark for done in record.files for remark in done.remarks if remark.code == "FACE_RECONSTRUCTABLE"]
    assert len(told) == 1
    assert told[0].severity == "warning"
    marked = [done.published.findings for done in record.files if done.published is not None]
    assert marked == [("FACE_RECONSTRUCTABLE",)] * 40
    assert all("113102" not in done.published.codes for done in record.files if done.published is not None)


def test_without_tests_of_pixels_nothing_is_looked_at(keys: Keys, stack: Path) -> None:
    """The inner setting for measurements publishes, and says that nobody looked."""
    record = work(run_of(keys, stack, pixel_tests=False), job_of(stack))
    assert [done.published.verdict for done in record.files if done.published] == ["untested"] * 5
    assert all(done.review == {} for done in record.files)
