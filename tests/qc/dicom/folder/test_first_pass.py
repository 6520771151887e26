"""The first pass: which object each file holds, and what becomes of objects that stand in several files."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from qc.dicom.folder.catalogue import DUPLICATE, Catalogue
from qc.dicom.folder.first_pass import first_pass, identify
from qc.dicom.folder.run import Run, handed, received
from qc.dicom.folder.settings import Settings
from qc.dicom.folder.walk import entries
from qc.dicom.keys import Keys
from qc.workers import Workers

Make = Callable[..., Path]


def run_of(keys: Keys, source: Path) -> Run:
    """A run over a folder."""
    return Run.start(keys, source, source.parent / "out", Settings(), {})


def passed(keys: Keys, source: Path) -> tuple[list[list[bytes]], dict[bytes, str]]:
    """The names of each series, and the codes of what goes no further."""
    run = run_of(keys, source)
    counted: list[int] = []
    with closing(Catalogue()) as catalogue, Workers(0, received, handed(run)) as workers:
        first_pass(run, source, catalogue, workers, bool, counted.append)
        series = [[entry.name for entry in members] for _, members in catalogue.series()]
        stopped = {entry.name: code for entry, code in catalogue.stopped()}
        assert sum(counted) == catalogue.totals()[0] == sum(map(len, series)) + len(stopped)
    return series, stopped


def test_series_are_told_apart(keys: Keys, ward: Path) -> None:
    """Files of one series come together, in the order of their paths."""
    series, stopped = passed(keys, ward)
    assert series == [
        [b"Quixwell_Anna/late/one"],
        [b"Quixwell_Anna/slice1.dcm", b"Quixwell_Anna/slice2.dcm", b"Quixwell_Anna/slice3.dcm"],
        [b"Zuberbuehler/img.dcm"],
    ]
    assert stopped == {}


def test_equal_files_go_on_once(keys: Keys, ward: Path) -> None:
    """A copy, however it is called, is a duplicate of the first by path."""
    content = (ward / "Quixwell_Anna" / "slice2.dcm").read_bytes()
    (ward / "A_copy").write_bytes(content)
    (ward / "zz").write_bytes(content)
    series, stopped = passed(keys, ward)
    assert stopped == {b"Quixwell_Anna/slice2.dcm": DUPLICATE, b"zz": DUPLICATE}
    assert b"A_copy" in [name for members in series for name in members]


def test_other_content_under_the_same_uid_is_kept_back(keys: Keys, ward: Path, make: Make) -> None:
    """Even in another series or of another patient; the first by path goes on."""
    make(ward / "b_other", 1, 2, "MRN0042", PatientSex="M")
    make(ward / "c_series", 9, 2, "MRN0042", SOPInstanceUID="1.3.6.1.4.1.5962.99.1.1.2")
    (ward / "d_copy").write_bytes((ward / "Quixwell_Anna" / "slice2.dcm").read_bytes())
    _, stopped = passed(keys, ward)
    assert stopped == {b"b_other": "DUPLICATE_UID", b"c_series": "DUPLICATE_UID", b"d_copy": DUPLICATE}


def test_what_is_no_dicom_goes_no_further(keys: Keys, ward: Path, tmp_path: Path) -> None:
    """Each with its own code; a name tells nothing."""
    whole = (ward / "Quixwell_Anna" / "slice1.dcm").read_bytes()
    (ward / "empty.dcm").write_bytes(b"")
    (ward / "text.dcm").write_text("Quixwell")
    (ward / "cut.dcm").write_bytes(whole[:-100])
    (ward / "link.dcm").symlink_to(ward / "text.dcm")
    _, stopped = passed(keys, ward)
    assert stopped == {
        b"empty.dcm": "NOT_DICOM",
        b"text.dcm": "NOT_DICOM",
        b"cut.dcm": "TRUNCATED",
        b"link.dcm": "SYMLINK",
    }


def test_an_object_without_identity(keys: Keys, tmp_path: Path, make: Make) -> None:
    """Without SOP Instance or Series Instance UID nobody can say what it is."""
    make(tmp_path / "in" / "a", SeriesInstanceUID="")
    assert passed(keys, tmp_path / "in") == ([], {b"a": "NO_IDENTITY"})


def test_what_the_pass_tells_holds_no_value_of_the_source(keys: Keys, ward: Path) -> None:
    """Series and instances are told by what the key makes of them."""
    found = identify(run_of(keys, ward), (1, list(entries(ward))))
    told = {item.series for item in found} | {item.instance for item in found}
    assert all(text.startswith("2.25.") or len(text) == 16 for text in told)
    assert keys.uid("1.3.6.1.4.1.5962.99.1.1.2") in told


def test_a_file_too_large_is_kept_back(keys: Keys, ward: Path) -> None:
    """The bound of the settings holds in the first pass already."""
    run = Run.start(keys, ward, ward.parent / "out", Settings(largest=100), {})
    assert {item.code for item in identify(run, (1, list(entries(ward))))} == {"TOO_LARGE"}
