"""`gsagraph deidentify`: the contract, exit codes, where keys come from, interruptions, and `--check`."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from pydicom.data import get_testdata_file
from typer.testing import CliRunner

from cli.main import app
from qc.dicom.keys import Keys

RUNNER = CliRunner()
HERE = Path(__file__).resolve().parents[2]
MASTER = hashlib.sha256(b"a key for tests only").hexdigest()
FINDING = {"code", "severity", "id", "path", "message", "hint"}


@pytest.fixture(autouse=True)
def no_key_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests say themselves where the key comes from."""
    for name in ("GSAGRAPH_DEID_KEY", "GSAGRAPH_DEID_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    return


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A key file."""
    path = tmp_path / "custodian.key"
    path.write_text(MASTER)
    path.chmod(0o600)
    return path


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """A CT, an MR and a text file, under names that tell who."""
    folder = tmp_path / "ward" / "Quixwell_Anna"
    folder.mkdir(parents=True)
    for name in ("CT_small.dcm", "MR_small.dcm"):
        (folder / f"Quixwell_{name}").write_bytes(Path(str(get_testdata_file(name))).read_bytes())
    (folder / "Quixwell.txt").write_text("Quixwell, Anna")
    return folder.parent


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    result = RUNNER.invoke(app, ["deidentify", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def contract(stdout: str) -> dict[str, Any]:
    """The one object of standard output."""
    told: dict[str, Any] = orjson.loads(stdout)
    return told


def test_the_contract(ward: Path, key: Path, tmp_path: Path) -> None:
    """Exactly one object on standard output, with exactly these fields; it is also in OUT."""
    code, stdout, stderr = run(ward, tmp_path / "out", "--key-file", key, "--json", "--jobs", 1)
    report = contract(stdout)
    assert code == 1
    assert list(report) == ["read", "published", "quarantined", "duplicates", "quarantine", "actions", "findings"]
    assert (report["read"], report["published"], report["quarantined"], report["duplicates"]) == (3, 2, 1, 0)
    assert [set(kept) for kept in report["quarantine"]] == [{"id", "code"}]
    assert report["quarantine"][0]["code"] == "NOT_DICOM"
    assert all(isinstance(count, int) and count > 0 for count in report["actions"].values())
    assert all(set(finding) == FINDING for finding in report["findings"])
    assert orjson.loads((tmp_path / "out" / "report.json").read_bytes()) == report
    assert "Quixwell" not in stdout + stderr


def test_clean_input_ends_with_nothing_but_what_is_worth_knowing(ward: Path, key: Path, tmp_path: Path) -> None:
    """Exit code 0, and the same again without touching a byte."""
    (ward / "Quixwell_Anna" / "Quixwell.txt").unlink()
    (ward / "Quixwell_Anna" / "Quixwell_CT_small.dcm").unlink()
    out = tmp_path / "out"
    code, stdout, _ = run(ward, out, "--key-file", key, "--json", "--jobs", 1)
    findings = contract(stdout)["findings"]
    assert code == int(any(finding["severity"] != "info" for finding in findings))
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.rglob("*") if path.is_file()}
    assert run(ward, out, "--key-file", key, "--json", "--jobs", 1) == (code, stdout, "")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.rglob("*") if path.is_file()} == before


def test_people_get_tables(ward: Path, key: Path, tmp_path: Path) -> None:
    """Counts, codes with their sentences, and nothing of the source."""
    code, stdout, _ = run(ward, tmp_path / "out", "--key-file", key, "--jobs", 1, "--report", "html")
    assert code == 1
    for text in ("read", "published", "quarantined", "NOT_DICOM", "the file is no DICOM file", "keep"):
        assert text in stdout
    assert "Quixwell" not in stdout
    assert "De-identification report" in (tmp_path / "out" / "report.html").read_text()


def test_where_the_key_comes_from(ward: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option, or the environment by file or by value; the same key gives the same names."""
    outs = [tmp_path / name for name in "abc"]
    run(ward, outs[0], "--key-file", key, "--jobs", 1)
    monkeypatch.setenv("GSAGRAPH_DEID_KEY_FILE", str(key))
    run(ward, outs[1], "--jobs", 1)
    monkeypatch.delenv("GSAGRAPH_DEID_KEY_FILE")
    monkeypatch.setenv("GSAGRAPH_DEID_KEY", MASTER)
    run(ward, outs[2], "--jobs", 1)
    names = [sorted(path.name for path in (out / "published").rglob("*.dcm")) for out in outs]
    assert names[0] == names[1] == names[2]
    assert len(names[0]) == 2


def test_without_a_key_nothing_is_made(ward: Path, tmp_path: Path) -> None:
    """Exit code 2, and the way to a key."""
    code, stdout, stderr = run(ward, tmp_path / "out", "--json")
    assert (code, stdout) == (2, "")
    assert "error KEY_ABSENT: there is no key" in stderr
    assert "gsagraph keys new FILE" in stderr
    assert not (tmp_path / "out").exists()


def test_a_key_that_is_none(ward: Path, tmp_path: Path) -> None:
    """An absent file and a broken one; neither is repeated."""
    code, _, stderr = run(ward, tmp_path / "out", "--key-file", tmp_path / "absent")
    assert (code, "KEY_ABSENT" in stderr) == (2, True)
    (tmp_path / "bad").write_text("Quixwell")
    (tmp_path / "bad").chmod(0o600)
    code, _, stderr = run(ward, tmp_path / "out", "--key-file", tmp_path / "bad")
    assert (code, "KEY_UNUSABLE" in stderr, "Quixwell" in stderr) == (2, True, False)


@pytest.mark.parametrize("name", ["absent", "ward/Quixwell_Anna/absent.dcm"])
def test_an_absent_input(ward: Path, key: Path, tmp_path: Path, name: str) -> None:
    """Exit code 2, without its name."""
    code, stdout, stderr = run(tmp_path / name, tmp_path / "out", "--key-file", key, "--json")
    assert (code, stdout) == (2, "")
    assert "error PATH_UNREADABLE" in stderr
    assert "Quixwell" not in stderr


def test_overlapping_and_foreign_outputs(ward: Path, key: Path, tmp_path: Path) -> None:
    """Refused with exit code 2, before anything is written."""
    code, _, stderr = run(ward, ward / "out", "--key-file", key)
    assert (code, "OUT_OVERLAPS" in stderr) == (2, True)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes").write_text("x")
    code, _, stderr = run(ward, tmp_path / "full", "--key-file", key)
    assert (code, "OUT_NOT_EMPTY" in stderr) == (2, True)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["notes"]


def test_an_output_of_another_key(ward: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused with a hint."""
    run(ward, tmp_path / "out", "--key-file", key, "--jobs", 1)
    monkeypatch.setenv("GSAGRAPH_DEID_KEY", hashlib.sha256(b"another").hexdigest())
    code, _, stderr = run(ward, tmp_path / "out")
    assert (code, "error OUT_OTHER_KEY" in stderr, "hint:" in stderr) == (2, True, True)


def test_wrong_use(ward: Path, key: Path) -> None:
    """Missing folders and unknown words are told by name of the option."""
    assert run()[0] == 2
    assert run(ward)[0] == 2
    assert run(ward, "out", "--report", "pdf")[0] == 2
    assert run(ward, "out", "--jobs", "0")[0] == 2


def test_a_dry_run(ward: Path, key: Path, tmp_path: Path) -> None:
    """Tells the same as a real run and writes nothing."""
    dry = run(ward, tmp_path / "out", "--key-file", key, "--dry-run", "--json", "--jobs", 1)
    assert not (tmp_path / "out").exists()
    assert run(ward, tmp_path / "out", "--key-file", key, "--json", "--jobs", 1) == dry
    assert "nothing was written" in run(ward, tmp_path / "b", "--key-file", key, "--dry-run", "--jobs", 1)[1]


def test_originals_are_kept_for_their_owner(ward: Path, key: Path, tmp_path: Path) -> None:
    """Under opaque ids, outside of the output."""
    _, stdout, _ = run(
        ward, tmp_path / "out", "--key-file", key, "--json", "--keep-originals", tmp_path / "kept", "--jobs", 1
    )
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [contract(stdout)["quarantine"][0]["id"]]
    code, _, stderr = run(ward, tmp_path / "out", "--key-file", key, "--keep-originals", tmp_path / "out" / "kept")
    assert (code, "OUT_OVERLAPS" in stderr) == (2, True)


def test_device_identity_may_go(ward: Path, key: Path, tmp_path: Path) -> None:
    """The claim goes with it."""
    run(ward, tmp_path / "a", "--key-file", key, "--jobs", 1)
    run(ward, tmp_path / "b", "--key-file", key, "--no-device-identity", "--jobs", 1)
    claims = [
        {
            code
            for line in (tmp_path / name / "manifest.jsonl").read_bytes().splitlines()
            for code in orjson.loads(line)["codes"]
        }
        for name in "ab"
    ]
    assert claims[0] - claims[1] == {"113109"}


def test_check_of_an_output_and_of_its_source(ward: Path, key: Path, tmp_path: Path) -> None:
    """Exit code 0 for the output, 1 for the source, 2 for a folder that is absent; no key is asked for."""
    run(ward, tmp_path / "out", "--key-file", key, "--jobs", 1)
    code, stdout, _ = run("--check", tmp_path / "out", "--json")
    assert (code, contract(stdout)) == (0, {"read": 2, "clean": 2, "findings": []})
    code, stdout, _ = run("--check", ward, "--json")
    told = contract(stdout)
    assert (code, told["read"], told["clean"]) == (1, 3, 0)
    assert all(set(finding) == FINDING for finding in told["findings"])
    assert "Quixwell" not in stdout
    code, stdout, _ = run("--check", ward)
    assert (code, "CHECK_PSEUDONYM" in stdout, "Quixwell" in stdout) == (1, True, False)
    assert run("--check", tmp_path / "absent")[0] == 2


def test_ctrl_c_ends_after_the_series_in_work(key: Path, tmp_path: Path) -> None:
    """Exit code 130, nothing partial, and words how to go on; the next run ends what was begun."""
    source, out = tmp_path / "many", tmp_path / "out"
    source.mkdir()
    content = Path(str(get_testdata_file("CT_small.dcm"))).read_bytes()
    series, instance = (
        b"1.3.6.1.4.1.5962.1.3.1.1.20040119072730.12322",
        b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322",
    )
    assert series in content
    for number in range(400):
        mark = b"%05d" % number
        new = content.replace(series, series[:-5] + mark).replace(instance, instance[:-5] + mark)
        (source / f"{number}.dcm").write_bytes(new)
    command = [
        sys.executable,
        "-m",
        "cli",
        "deidentify",
        str(source),
        str(out),
        "--key-file",
        str(key),
        "--json",
        "--jobs",
        "1",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=HERE)
    while process.poll() is None and len(list((out / "published").glob("*/*/*/*.dcm"))) < 3:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    report = contract(stdout.decode())
    assert process.returncode == 130
    assert b"run the same command again" in stderr
    assert 3 <= report["read"] == report["published"] < 400
    assert len(list((out / "published").rglob("*.dcm"))) == report["published"]
    assert not (out / ".partial").exists()
    assert len((out / "manifest.jsonl").read_bytes().splitlines()) == report["published"]


def test_help_tells_exit_codes_and_examples() -> None:
    """A person finds the way by `--help`."""
    result = RUNNER.invoke(app, ["deidentify", "--help"], env={"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"})
    for text in ("--key-file", "--check", "--keep-originals", "Exit code 0", "Examples"):
        assert text in result.output


def test_the_key_may_come_from_nowhere_else() -> None:
    """No option takes the key itself: command lines are seen by all."""
    output = RUNNER.invoke(
        app, ["deidentify", "--help"], env={"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"}
    ).output
    assert "--key " not in output
    assert os.environ.get("GSAGRAPH_DEID_KEY") is None
    assert Keys(bytes.fromhex(MASTER)).key_id not in output


def test_a_key_that_others_may_read_is_told_and_taken(ward: Path, key: Path, tmp_path: Path):
    """A warning on standard error, and no word of it on standard output; the owner's own key goes without."""
    arguments = (ward, tmp_path / "out", "--key-file", key, "--json", "--dry-run")
    silent = run(*arguments)
    key.chmod(0o644)
    warned = run(*arguments)
    assert warned[:2] == silent[:2]
    assert "others of this machine may read the key file" in warned[2]
    assert "read the key file" not in silent[2]
