"""Planted files through the command line: no secret comes out anywhere, and what is harmless comes out unchanged.

Every secret is searched by code of its own in all bytes that a run leaves or prints. One set is run in whole,
others by some files each.
"""

import io
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from qc.dicom.folder.check import check
from tests.data.canaries.canary import Canary
from tests.data.canaries.codestreams import PIXELS
from tests.data.canaries.elements import Elements, from_dataset
from tests.data.canaries.evidence import haystacks_of, leaks_of, opened
from tests.data.canaries.folder import Folder, build
from tests.data.deidentify_run import Ran, key_file, run, work

pytestmark = pytest.mark.xdist_group("canaries")
FEWEST_WORDS_KEPT = 0.95
SAMPLES = {
    2: ["ct-ir58", "mr-jpegls", "ct-deflated"],
    3: ["mr-big", "ct-lossless", "rtplan"],
    4: ["ct-undeclared", "mr-frames", "pt"],
}


@dataclass(frozen=True, slots=True)
class Case:
    """A set, the run over it, and each published file by the base it was made from."""

    folder: Folder
    ran: Ran
    published: dict[str, Path]


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Case:
    """The set of seed 1 in whole."""
    return case(tmp_path_factory.mktemp("whole"), 1)


def case(folder: Path, seed: int, names: Sequence[str] = (), how: Callable[..., Ran] = run) -> Case:
    """Plant, run, and pair what came out with what went in."""
    planted = build(folder / "in", seed, names)
    ran = how(planted.root, folder / "out", key_file(folder))
    return Case(planted, ran, paired(planted, ran))


def paired(folder: Folder, ran: Ran) -> dict[str, Path]:
    """Published files by their bases: Device UID stays and tells which is which."""
    by_device = {bytes(canary.elements[0x00181002].value).rstrip(b"\0"): canary.base for canary in folder.canaries}
    found = {}
    for path in ran.published:
        found[by_device[read(path).DeviceUID.encode()]] = path
    return found


def read(path: Path) -> Dataset:
    """A data set, with its values read lazily."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pydicom.dcmread(io.BytesIO(path.read_bytes()))


def elements_of(path: Path) -> Elements:
    """The elements of a file by their raw values, in little endian order."""
    dataset = read(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return from_dataset(dataset, big=not dataset.original_encoding[1])


def told(case: Case) -> str:
    """What leaked, by channel."""
    found = leaks_of(case.folder.secrets, case.ran.out, case.ran.stdout, case.ran.stderr)
    return "\n".join(sorted(f"{leak.secret.channel}: {leak.pattern[:40]!r} in {leak.place}" for leak in found))


def test_no_secret_of_the_whole_set_is_in_any_output(whole):
    """Published and review files, reports, names, and everything printed."""
    assert told(whole) == ""


@pytest.mark.parametrize("seed", SAMPLES)
def test_no_secret_of_other_sets_is_in_any_output(seed, tmp_path):
    """Other secrets, other attributes of the table."""
    sample = case(tmp_path, seed, SAMPLES[seed], work)
    assert told(sample) == ""
    assert set(sample.published) == set(SAMPLES[seed])


def test_every_kind_that_can_be_cleaned_is_published_and_the_others_are_kept_back(whole):
    """A program that keeps back everything leaks nothing and is of no use."""
    wanted = {canary.base: canary.published for canary in whole.folder.canaries if canary.published is not None}
    assert {base: base in whole.published for base in wanted} == wanted


def test_the_report_counts_every_file(whole):
    """Read is published and quarantined; exit code 1 says that something was kept back."""
    report = whole.ran.report
    assert report["read"] == len(whole.folder.canaries) + 1  # and the DICOMDIR
    assert report["read"] == report["published"] + report["quarantined"]
    assert report["published"] == len(whole.published)
    assert whole.ran.code == 1


def test_harmless_values_are_kept_byte_for_byte(whole):
    """Sex, age, size, weight, device, station, software, and safe private numbers and texts of three manufacturers."""
    lost = []
    for canary in whole.folder.canaries:
        if canary.base in whole.published:
            found = elements_of(whole.published[canary.base])
            lost += [
                f"{canary.base}: {wanted.tag:08x}"
                for wanted in canary.harmless
                if kept(found, wanted.tag, wanted.creator) != comparable(wanted.value)
            ]
    assert lost == []


def kept(elements: Elements, tag: int, creator: str) -> bytes | None:
    """The raw value of an element, a private one by its owner."""
    if creator:
        blocks = [block for block in range(0x10, 0x100) if elements.text(tag & 0xFFFF0000 | block) == creator]
        tag = tag & 0xFFFF00FF | blocks[0] << 8 if blocks else 0
    return comparable(elements[tag].value) if tag in elements else None


def comparable(value: bytes) -> bytes:
    """A value without its padding."""
    return value.rstrip(b" \0")


def test_words_of_imaging_stay_where_secrets_were_among_them(whole):
    """Descriptors are cleaned, not emptied: at least 95 of 100 harmless words stay."""
    texts = {base: read(path) for base, path in whole.published.items()}
    asked = [(canary.base, *word) for canary in whole.folder.canaries if canary.base in texts for word in canary.words]
    lost = [(base, word) for base, tag, word in asked if word.lower() not in str(texts[base].get(tag, "")).lower()]
    assert len(lost) <= len(asked) * (1 - FEWEST_WORDS_KEPT), lost


def test_pixels_are_unchanged_but_for_what_is_no_pixel(whole):
    """Rows by Columns words are those that went in, apart from the bits that are not stored."""
    for canary in whole.folder.canaries:
        element = canary.elements.get(PIXELS)
        if canary.base in whole.published and element is not None and element.fragments is None:
            assert pixels_of(canary, read(whole.published[canary.base])), canary.base


def pixels_of(canary: Canary, dataset: Dataset) -> bool:
    """Whether the stored bits of all pixels are equal."""
    allocated, stored, high = (
        canary.elements.number(keyword) for keyword in ("BitsAllocated", "BitsStored", "HighBit")
    )
    kind = {8: "u1", 16: "u2", 32: "u4"}[allocated]
    words = np.frombuffer(dataset.PixelData, ("<" if dataset.original_encoding[1] else ">") + kind)
    size = dataset.Rows * dataset.Columns * dataset.SamplesPerPixel * int(dataset.get("NumberOfFrames", 1) or 1)
    before = np.frombuffer(canary.elements[PIXELS].value[: size * allocated // 8], "<" + kind)
    mask = ((1 << stored) - 1) << (high + 1 - stored)
    return bool((words[:size] & mask == before & mask).all()) and len(words) - size <= 1


def test_a_second_run_changes_no_byte(tmp_path):
    """Into the same folder and, by two workers, into another: the same files."""
    planted, key = build(tmp_path / "in", 8, ["ct", "mr-jpegls", "sr"]), key_file(tmp_path)
    before = work(planted.root, tmp_path / "out", key).digests()
    assert work(planted.root, tmp_path / "out", key).digests() == before
    assert run(planted.root, tmp_path / "other", key, "--jobs", "2").digests() == before


def test_the_check_finds_the_output_clean_and_the_source_not(whole):
    """`--check` knows by the same rules what a run has left."""
    assert (check(whole.ran.out / "published").exit_code, check(whole.folder.root).exit_code) == (0, 1)


def test_no_source_bytes_lie_in_the_output(whole):
    """Kept back files leave an opaque record, not a copy (without `--keep-originals`)."""
    sources = [path.read_bytes() for path in whole.folder.root.rglob("*") if path.is_file()]
    pieces = {data[start : start + 64] for data in sources for start in range(0, min(len(data), 2048), 512)} - {
        bytes(64)
    }
    assert not [place for place, data in haystacks_of(whole.ran.out) for piece in pieces if piece in data]


def test_folders_and_files_are_named_by_new_identifiers_only(whole):
    """`published/<individual>/<study>/<series>/<image>.dcm`."""
    for path in whole.ran.published:
        individual, *uids = path.relative_to(whole.ran.out / "published").with_suffix("").parts
        assert [part[:5] for part in uids] == ["2.25."] * 3
        dataset = read(path)
        assert [individual, *uids] == [
            dataset.PatientID,
            dataset.StudyInstanceUID,
            dataset.SeriesInstanceUID,
            dataset.SOPInstanceUID,
        ]


def test_a_dry_run_writes_nothing_and_tells_nothing(tmp_path):
    """It judges as the run does."""
    planted = build(tmp_path / "in", 5, ["ct", "sr"])
    ran = work(planted.root, tmp_path / "out", key_file(tmp_path), dry_run=True)
    assert not (tmp_path / "out").exists()
    assert (ran.report["published"], ran.report["quarantined"]) == (1, 2)
    assert leaks_of(planted.secrets, tmp_path / "nothing", ran.stdout, ran.stderr) == []


def test_the_html_report_and_the_kept_originals_are_apart(tmp_path):
    """The page tells no secret; originals go where the custodian says and nowhere else."""
    planted = build(tmp_path / "in", 6, ["mr-rle", "sr"])
    ran = work(planted.root, tmp_path / "out", key_file(tmp_path), html=True, keep_originals=tmp_path / "kept")
    assert leaks_of(planted.secrets, ran.out, ran.stdout, ran.stderr) == []
    assert any(place.endswith(".html") for place, _ in haystacks_of(ran.out))
    originals = {path.read_bytes() for path in (tmp_path / "kept").rglob("*") if path.is_file()}
    assert (
        planted.root / next(canary.name for canary in planted.canaries if canary.base == "sr")
    ).read_bytes() in originals


def test_the_search_would_find_a_leak_in_each_place(tmp_path):
    """In a deflated file, in a picture, in JSON escapes, in a name: the search looks there."""
    planted = build(tmp_path / "in", 1, ["ct-deflated"])
    haystacks = [text for path in planted.root.rglob("*.dcm") for text in opened("file", path.read_bytes())]
    assert {place for place, _ in haystacks} == {"file", "file (inflated)"}
    found = {leak.secret.channel for leak in leaks_of(planted.secrets, planted.root, b"")}
    assert {"name/PatientName", "path/folder", "private-epoch/SL", "directory/name"} <= found
