"""A whole folder: what comes out, what a second run does, and what no run may leave behind."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import orjson
import pydicom
import pytest

from graph_schema.errors import UnusableInput
from qc.dicom.folder.batch import Watch, deidentify
from qc.dicom.folder.manifest import read_manifest
from qc.dicom.folder.report import Report
from qc.dicom.folder.settings import Settings
from qc.dicom.keys import Keys

Make = Callable[..., Path]
Tree = Callable[[Path], dict[str, str]]
HERE = Path(__file__).resolve().parents[4]
QUICK = Settings(pixel_tests=False)
SECRETS = (
    b"Quixwell", b"MRN0042", b"MRN0777", b"19480312", b"20190704", b"ACC7788991", b"ST4455", b"Zimtstern",
    b"Sankt Quark", b"1.3.6.1.4.1.5962.99", b"slice1", b"slice2", b"Zuberbuehler", b"img.dcm",
)  # fmt: skip


def published(out: Path) -> list[Path]:
    """The published files."""
    return sorted((out / "published").rglob("*.dcm"))


def assert_explained(report: Report) -> None:
    """Read is the sum of what became of the files."""
    assert report.read == report.published + report.quarantined + report.duplicates


def test_a_folder_is_published(keys: Keys, ward: Path, tmp_path: Path) -> None:
    """Each object under its new names; report and manifest say so."""
    out = tmp_path / "out"
    report = deidentify(ward, out, keys, QUICK)
    assert (report.read, report.published, report.quarantined, report.duplicates) == (5, 5, 0, 0)
    assert report.exit_code == 0
    paths = [str(path.relative_to(out)) for path in published(out)]
    assert len(paths) == 5
    for path in published(out):
        image = pydicom.dcmread(path)
        parts = (image.PatientID, image.StudyInstanceUID, image.SeriesInstanceUID, f"{image.SOPInstanceUID}.dcm")
        assert path.relative_to(out / "published").parts == parts
        assert image.PatientIdentityRemoved == "YES"
    entries = list(read_manifest(out))
    assert [entry.path for entry in entries] == paths
    assert {entry.facts.modality for entry in entries} == {"CT"}
    assert all((out / entry.path).stat().st_size == entry.size for entry in entries)
    assert len({entry.facts.individual for entry in entries}) == 2
    assert orjson.loads((out / "report.json").read_bytes()) == report.contract()
    assert sum(report.actions.values()) > 100


def test_nothing_of_the_source_stands_anywhere(keys: Keys, ward: Path, tmp_path: Path) -> None:
    """No value, file name or folder name in any file or name of the output."""
    out = tmp_path / "out"
    (ward / "Quixwell_broken.dcm").write_bytes(b"Quixwell")
    deidentify(ward, out, keys, Settings(pixel_tests=False, html=True))
    everything = list(out.rglob("*"))
    names = "\n".join(str(path.relative_to(out)) for path in everything).encode()
    contents = b"\n".join(path.read_bytes() for path in everything if path.is_file())
    assert [secret for secret in SECRETS if secret in names or secret in contents] == []


def test_a_second_run_changes_no_byte(keys: Keys, ward: Path, tmp_path: Path, tree: Tree) -> None:
    """Neither content nor time of any file; and it tells the same."""
    out = tmp_path / "out"
    (ward / "broken.dcm").write_bytes(b"x")
    first = deidentify(ward, out, keys, Settings(pixel_tests=False, html=True))
    before = tree(out), {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    second = deidentify(ward, out, keys, Settings(pixel_tests=False, html=True))
    after = tree(out), {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    assert after == before
    assert second.contract() == first.contract()
    assert second.quarantine[0].code == "NOT_DICOM"


def test_finished_files_are_not_worked_again(
    keys: Keys, ward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run opens no file whose size and times are those of the first."""
    deidentify(ward, tmp_path / "out", keys, QUICK)

    def worked(*_arguments: object, **_options: object) -> None:
        pytest.fail("a file was worked again")

    monkeypatch.setattr("qc.dicom.folder.series.deidentify", worked)
    assert deidentify(ward, tmp_path / "out", keys, QUICK).published == 5
    os.utime(ward / "Quixwell_Anna" / "slice1.dcm", ns=(1, 1))  # touched, but the same
    assert deidentify(ward, tmp_path / "out", keys, QUICK).published == 5


def test_the_number_of_workers_changes_nothing(keys: Keys, ward: Path, tmp_path: Path, tree: Tree) -> None:
    """Here or in two processes, the outputs are the same to the byte."""
    here = deidentify(ward, tmp_path / "a", keys, QUICK)
    spread = deidentify(ward, tmp_path / "b", keys, Settings(jobs=2, pixel_tests=False))
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    assert here.contract() == spread.contract()


def test_another_key_gives_nothing_in_common(keys: Keys, other_keys: Keys, ward: Path, tmp_path: Path) -> None:
    """And may not write into the output of the first."""
    deidentify(ward, tmp_path / "a", keys, QUICK)
    deidentify(ward, tmp_path / "b", other_keys, QUICK)
    names = [
        {part for path in published(out) for part in path.relative_to(out).parts}
        for out in (tmp_path / "a", tmp_path / "b")
    ]
    assert names[0] & names[1] == {"published"}
    with pytest.raises(UnusableInput) as refused:
        deidentify(ward, tmp_path / "a", other_keys, QUICK)
    assert refused.value.code == "OUT_OTHER_KEY"


def test_other_options_are_refused(keys: Keys, ward: Path, tmp_path: Path) -> None:
    """An output holds files of one set of rules only."""
    deidentify(ward, tmp_path / "out", keys, QUICK)
    with pytest.raises(UnusableInput) as refused:
        deidentify(ward, tmp_path / "out", keys, Settings(pixel_tests=False, retain_device_identity=False))
    assert refused.value.code == "OUT_OTHER_KEY"


def test_added_files_are_picked_up(keys: Keys, ward: Path, tmp_path: Path, make: Make) -> None:
    """New ones in old and new series; the manifest has them all."""
    deidentify(ward, tmp_path / "out", keys, QUICK)
    make(ward / "more" / "a", 1, 9, "MRN0042")
    make(ward / "more" / "b", 8, 1, "MRN0042")
    report = deidentify(ward, tmp_path / "out", keys, QUICK)
    assert report.published == len(published(tmp_path / "out")) == len(list(read_manifest(tmp_path / "out"))) == 7


def test_a_changed_file_is_picked_up(keys: Keys, ward: Path, tmp_path: Path, make: Make) -> None:
    """The published file changes with its source, under the same path."""
    out = tmp_path / "out"
    deidentify(ward, out, keys, QUICK)
    before = {path: path.read_bytes() for path in published(out)}
    make(ward / "Zuberbuehler" / "img.dcm", 3, 1, "MRN0777", StudyInstanceUID="1.3.6.1.4.1.5962.99.1.8", PatientSex="M")
    deidentify(ward, out, keys, QUICK)
    after = {path: path.read_bytes() for path in published(out)}
    assert after.keys() == before.keys()
    (changed,) = [path for path in after if after[path] != before[path]]
    assert pydicom.dcmread(changed).PatientSex == "M"


def test_a_file_that_may_no_longer_be_published_is_taken_back(
    keys: Keys, ward: Path, tmp_path: Path, make: Make
) -> None:
    """Nothing stays under `published/` that this input would not publish."""
    out = tmp_path / "out"
    deidentify(ward, out, keys, QUICK)
    make(ward / "Zuberbuehler" / "img.dcm", 3, 1, "", StudyInstanceUID="1.3.6.1.4.1.5962.99.1.8")
    report = deidentify(ward, out, keys, QUICK)
    assert [code for _, code, _ in report.quarantine] == ["NO_INDIVIDUAL"]
    assert len(published(out)) == len(list(read_manifest(out))) == 4
    assert len(list((out / "published").iterdir())) == 1


def test_what_an_earlier_input_published_stays(keys: Keys, ward: Path, tmp_path: Path, make: Make) -> None:
    """A second delivery into the same output adds to it, even in the same series, and the report says so."""
    out, second = tmp_path / "out", tmp_path / "second"
    deidentify(ward, out, keys, QUICK)
    make(second / "a", 1, 9, "MRN0042")
    report = deidentify(second, out, keys, QUICK)
    assert (report.read, report.published) == (1, 1)
    assert len(published(out)) == len(list(read_manifest(out))) == 6
    told = [finding.message for finding in report.shown() if finding.code == "EARLIER_INPUT"]
    assert told == ["5 published files come from inputs of earlier runs; they stay, and stand in the manifest"]


def test_a_published_file_that_was_lost_is_made_again(keys: Keys, ward: Path, tmp_path: Path, tree: Tree) -> None:
    """Removed or cut by a crash of the system, it comes back as it was."""
    out = tmp_path / "out"
    deidentify(ward, out, keys, QUICK)
    before = tree(out)
    published(out)[0].unlink()
    published(out)[1].write_bytes(b"")
    deidentify(ward, out, keys, QUICK)
    assert tree(out) == before


def test_all_that_is_met_counts(keys: Keys, ward: Path, tmp_path: Path, make: Make) -> None:
    """Links, text, copies and damaged files are read, and every one of them is explained."""
    whole = (ward / "Quixwell_Anna" / "slice1.dcm").read_bytes()
    (ward / "link").symlink_to(ward / "Zuberbuehler")
    os.mkfifo(ward / "pipe")
    (ward / "text").write_bytes(b"hello")
    (ward / "z_copy").write_bytes(whole)
    (ward / "cut").write_bytes(whole[: len(whole) // 2])
    make(ward / "z_other", 1, 1, "MRN0042", PatientSex="M")
    make(ward / "none", 5, 1, "")
    report = deidentify(ward, tmp_path / "out", keys, QUICK)
    assert_explained(report)
    assert (report.read, report.published, report.duplicates) == (12, 5, 1)
    assert sorted(code for _, code, _ in report.quarantine) == sorted(
        ["SYMLINK", "NOT_A_FILE", "NOT_DICOM", "TRUNCATED", "DUPLICATE_UID", "NO_INDIVIDUAL"]
    )
    assert report.exit_code == 1
    assert len({kept.id for kept in report.quarantine}) == 6


def test_a_dry_run_writes_nothing(keys: Keys, ward: Path, tmp_path: Path) -> None:
    """It tells what would happen, and makes neither output nor folder of originals."""
    report = deidentify(
        ward, tmp_path / "out", keys, Settings(pixel_tests=False, dry_run=True, keep_originals=tmp_path / "kept")
    )
    real = deidentify(ward, tmp_path / "real", keys, QUICK)
    assert report.contract() == real.contract()
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "kept").exists()


def test_a_single_file(keys: Keys, ward: Path, tmp_path: Path) -> None:
    """The input may be one file, and its new names are those it has in a folder."""
    deidentify(ward, tmp_path / "a", keys, QUICK)
    report = deidentify(ward / "Zuberbuehler" / "img.dcm", tmp_path / "b", keys, QUICK)
    assert report.read == report.published == 1
    (path,) = published(tmp_path / "b")
    assert (tmp_path / "a" / path.relative_to(tmp_path / "b")).read_bytes() == path.read_bytes()


def test_originals_are_kept_under_their_ids(keys: Keys, ward: Path, tmp_path: Path) -> None:
    """Of files that were kept back, for their owner alone; nothing of them in the output."""
    (ward / "Quixwell.txt").write_bytes(b"Quixwell Anna")
    (ward / "link").symlink_to(ward / "Quixwell.txt")
    kept = tmp_path / "kept"
    report = deidentify(ward, tmp_path / "out", keys, Settings(pixel_tests=False, keep_originals=kept))
    ids = {kept.code: kept.id for kept in report.quarantine}
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == {ids["NOT_DICOM"]: b"Quixwell Anna"}
    assert kept.stat().st_mode & 0o777 == 0o700
    assert (kept / ids["NOT_DICOM"]).stat().st_mode & 0o777 == 0o600


def test_the_review_lists_what_was_kept_back(keys: Keys, ward: Path, tmp_path: Path) -> None:
    """By opaque id, code and class of size, and nothing else."""
    (ward / "Quixwell.txt").write_bytes(b"Quixwell Anna")
    report = deidentify(ward, tmp_path / "out", keys, QUICK)
    lines = (tmp_path / "out" / "review" / "quarantine.jsonl").read_bytes().splitlines()
    assert [orjson.loads(line) for line in lines] == [
        {"id": report.quarantine[0].id, "code": "NOT_DICOM", "size": "up to 1 KB"}
    ]


def test_an_absent_input_makes_no_output(keys: Keys, tmp_path: Path) -> None:
    """Nothing is made before the input is there."""
    with pytest.raises(UnusableInput) as refused:
        deidentify(tmp_path / "absent", tmp_path / "out", keys, QUICK)
    assert refused.value.code == "PATH_UNREADABLE"
    assert not (tmp_path / "out").exists()


def test_a_stop_leaves_whole_series(keys: Keys, ward: Path, tmp_path: Path, tree: Tree) -> None:
    """What is done is told; the next run goes on and ends where one run would have."""
    out, worked = tmp_path / "out", [0]

    def advanced(files: int, _size: int) -> None:
        worked[0] += files

    report = deidentify(ward, out, keys, QUICK, Watch(stopped=lambda: worked[0] >= 1, advanced=advanced))
    assert report.interrupted
    assert report.exit_code == 130
    assert 0 < report.read == len(published(out)) == len(list(read_manifest(out))) < 5
    assert_explained(report)
    deidentify(ward, out, keys, QUICK)
    deidentify(ward, tmp_path / "at_once", keys, QUICK)
    assert tree(out) == tree(tmp_path / "at_once")


def test_one_file_that_fails_stops_nothing(
    keys: Keys, ward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a file does to the engine, it is kept back with a code, and no word of the failure gets out."""
    real = deidentify.__globals__["work"].__globals__["deidentify"]

    def failing(content: bytes, *arguments: object, **options: object) -> object:
        if b"MRN0777" in content[:4096]:
            raise ValueError("cannot parse Quixwell^MRN0777")
        return real(content, *arguments, **options)

    monkeypatch.setattr("qc.dicom.folder.series.deidentify", failing)
    report = deidentify(ward, tmp_path / "out", keys, QUICK)
    assert (report.published, [code for _, code, _ in report.quarantine]) == (4, ["INTERNAL"])
    assert b"MRN0777" not in orjson.dumps(report.contract())


KILLED = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from qc.dicom.folder.batch import deidentify
    from qc.dicom.folder.settings import Settings
    from qc.dicom.keys import Keys
    import qc.dicom.folder.series as series

    write, count = series.write_parts, 0

    def slowly(path, parts):
        global count
        count += 1
        if count == int(sys.argv[4]):
            path.write_bytes(b"half a file")
            print("here", flush=True)
            time.sleep(60)
        return write(path, parts)

    series.write_parts = slowly
    deidentify(Path(sys.argv[1]), Path(sys.argv[2]), Keys(bytes.fromhex(sys.argv[3])), Settings(pixel_tests=False))
""")


@pytest.mark.parametrize("at", [3, 5])
def test_a_killed_run_leaves_nothing_partial(keys: Keys, ward: Path, tmp_path: Path, tree: Tree, at: int) -> None:
    """Killed at any file, only whole series stand under their names; the next run ends as one run would have."""
    out = tmp_path / "out"
    arguments = [sys.executable, "-c", KILLED, str(ward), str(out), keys.master.hex(), str(at)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(HERE)})
    assert process.stdout is not None
    assert process.stdout.readline() == b"here\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    deidentify(ward, tmp_path / "at_once", keys, QUICK)
    whole = tree(tmp_path / "at_once" / "published")
    assert tree(out / "published").items() <= whole.items()
    assert len(tree(out / "published")) == {3: 1, 5: 4}[at]
    deidentify(ward, out, keys, QUICK)
    assert tree(out) == tree(tmp_path / "at_once")
    assert not (out / ".partial").exists()


def test_a_crash_of_a_worker_keeps_back_one_file(
    keys: Keys, ward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decoder that takes its process along costs one file, not its series and not the run."""
    program = textwrap.dedent("""
        import os, sys, signal
        from pathlib import Path
        from qc.dicom.folder import series
        from qc.dicom.folder.batch import deidentify
        from qc.dicom.folder.settings import Settings
        from qc.dicom.keys import Keys

        real = series.deidentify

        def fragile(content, *arguments, **options):
            if bytes(content).find(b"1.3.6.1.4.1.5962.99.1.1.2\\0") > 0 or bytes(content).find(b"99.1.1.2") > 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(content, *arguments, **options)

        series.deidentify = fragile

        if __name__ == "__main__":
            settings = Settings(jobs=2, pixel_tests=False)
            report = deidentify(Path(sys.argv[1]), Path(sys.argv[2]), Keys(bytes.fromhex(sys.argv[3])), settings)
            print(report.read, report.published, [code for _, code, _ in report.quarantine])
    """)
    path = tmp_path / "program.py"
    path.write_text(program)
    arguments = [sys.executable, str(path), str(ward), str(tmp_path / "out"), keys.master.hex()]
    done = subprocess.run(arguments, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(HERE)})
    assert done.stdout == b"5 4 ['INTERNAL']\n"
    assert len(published(tmp_path / "out")) == 4


@pytest.mark.parametrize("jobs", [0, 2])
def test_the_watch_is_told_of_everything(keys: Keys, ward: Path, tmp_path: Path, jobs: int) -> None:
    """Files and bytes known at the start are those worked at the end."""
    listed: list[int] = []
    known: list[tuple[int, int]] = []
    done: list[tuple[int, int]] = []
    (ward / "text").write_bytes(b"hello")
    watch = Watch(
        bool, listed.append, lambda files, size: known.append((files, size)), lambda f, s: done.append((f, s))
    )
    deidentify(ward, tmp_path / "out", keys, Settings(jobs=jobs, pixel_tests=False), watch)
    size = sum(path.stat().st_size for path in ward.rglob("*") if path.is_file())
    assert (sum(listed), known) == (6, [(6, size)])
    assert (sum(files for files, _ in done), sum(size for _, size in done)) == known[0]


def test_what_stays_of_devices_is_told(keys: Keys, ward: Path, tmp_path: Path) -> None:
    """With the option the report says what stays and where the standard contradicts itself; without it neither."""
    kept = deidentify(ward, tmp_path / "a", keys, QUICK)
    assert {told.code for told in kept.shown()} == {"DEVICE_IDENTITY_KEPT", "DEVICE_DATES_REPLACED"}
    gone = deidentify(ward, tmp_path / "b", keys, Settings(pixel_tests=False, retain_device_identity=False))
    assert gone.shown() == []
    assert kept.exit_code == gone.exit_code == 0
