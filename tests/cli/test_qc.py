"""`gsagraph qc`: the machine contract, exit codes, checksums, sets, jobs, reports, inboxes, interruptions."""

import gzip
import hashlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import Result
from typer.testing import CliRunner

from cli.main import app
from graph_schema.iri import node_iri
from graph_schema.record import Provenance, Record
from graph_store import open_store

RUNNER = CliRunner()
HERE = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((HERE / "docs" / "qc-report.schema.json").read_text(encoding="utf-8"))
RECORD = "@run:1:cell:1:1101:{0}:{0} {1}:N:0:ACGT\nACGTACGTAC\n+\nIIIIIIIIII\n"


def fastq(path: Path, reads: int = 20, mate: int = 1) -> Path:
    """A good FASTQ file, compressed if its name says so."""
    text = "".join(RECORD.format(number, mate) for number in range(1000, 1000 + reads)).encode()
    path.write_bytes(gzip.compress(text, mtime=0) if path.suffix == ".gz" else text)
    return path


def bad(path: Path) -> Path:
    """A FASTQ file whose only read has a quality too short."""
    path.write_text("@a\nACGT\n+\nIII\n", encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    """The command in this process."""
    result = RUNNER.invoke(app, ["qc", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def reports(*arguments: object) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and reports, each of which fits the schema."""
    result = run("--json", *arguments)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    for report in found:
        jsonschema_rs.validate(SCHEMA, report)
    return result.exit_code, found


def codes(report: dict[str, Any]) -> list[str]:
    """The codes of a report in order."""
    return [finding["code"] for finding in report["findings"]]


def test_one_file_is_one_object(tmp_path: Path) -> None:
    """With facts, verdict, metrics and findings."""
    path = fastq(tmp_path / "a.fastq.gz")
    status, (report,) = reports(path)
    assert status == 0
    assert (report["verdict"], report["findings"], report["metrics"]["reads"]) == ("pass", [], 20)
    assert report["files"] == [
        {
            "path": str(path),
            "md5": hashlib.md5(path.read_bytes()).hexdigest(),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "bytes": path.stat().st_size,
            "container": "gzip",
            "format": "fastq",
        }
    ]


def test_several_files_are_lines_in_their_order(tmp_path: Path) -> None:
    """One bad file makes the exit code 1; the others have their own verdicts."""
    paths = [fastq(tmp_path / "b.fastq"), bad(tmp_path / "a.fastq"), fastq(tmp_path / "c.fastq")]
    status, found = reports(*paths)
    assert status == 1
    assert [report["files"][0]["path"] for report in found] == list(map(str, paths))
    assert [report["verdict"] for report in found] == ["pass", "fail", "pass"]
    (finding,) = found[1]["findings"]
    assert (finding["code"], finding["severity"], finding["records"]) == ("E_LENGTH", "error", [1])
    assert finding["line"] == 4


def test_a_warning_leaves_the_exit_code_at_0(tmp_path: Path) -> None:
    """As with `load`, only errors do not."""
    path = fastq(tmp_path / "a.fastq")
    path.write_bytes(path.read_bytes() + b"\n")
    status, (report,) = reports(path)
    assert (status, report["verdict"], codes(report)) == (0, "warn", ["W_BLANK_END"])


def test_a_set_is_one_object(tmp_path: Path) -> None:
    """All files in their order, with --pair."""
    one, two = fastq(tmp_path / "x.fastq"), fastq(tmp_path / "a.fastq", mate=2)
    status, (report,) = reports("--pair", one, two)
    assert (status, [file["path"] for file in report["files"]]) == (0, [str(one), str(two)])
    status, (report,) = reports("--pair", one, fastq(tmp_path / "a.fastq", 19, 2))
    assert (status, codes(report)) == (1, ["E_PAIR_COUNT"])
    status, (report,) = reports("--pair", one, one)
    assert (status, len(report["files"]), report["verdict"]) == (1, 2, "fail")


def test_sets_are_found_by_name_only_when_asked(tmp_path: Path) -> None:
    """A folder stands for its files."""
    fastq(tmp_path / "s_R1.fastq"), fastq(tmp_path / "s_R2.fastq", mate=2), fastq(tmp_path / "t.fastq")
    assert [len(report["files"]) for report in reports(tmp_path)[1]] == [1, 1, 1]
    assert [len(report["files"]) for report in reports("--pair-by-name", tmp_path)[1]] == [2, 1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_absent_path_is_2_and_the_others_are_checked(tmp_path: Path, jobs: int) -> None:
    """It is told on standard error."""
    path = bad(tmp_path / "a.fastq")
    result = run("--json", "--jobs", jobs, tmp_path / "absent", path)
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    assert "PATH_UNREADABLE" in result.stderr


def test_a_set_with_an_absent_file_is_not_checked(tmp_path: Path) -> None:
    """There is no set then."""
    result = run("--json", "--pair", fastq(tmp_path / "a.fastq"), tmp_path / "absent")
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b\x08\x00", b"PK\x03\x04", bytes(5000)])
def test_a_corrupt_file_is_1(tmp_path: Path, content: bytes) -> None:
    """However broken it is."""
    path = tmp_path / "a.fastq.gz"
    path.write_bytes(content)
    assert reports(path)[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--format", "word", "FILE"],
        ["--duplicates", "bloom", "FILE"],
        ["--md5", "12", "FILE"],
        ["--md5", "0" * 32, "FILE", "OTHER"],
        ["--jobs", "0", "FILE"],
        ["--watch", ".", "FILE"],
        ["--html", "one.html", "FILE", "OTHER"],
        ["--html", "one.html", "--watch", "."],
        ["--watch", "absent"],
        ["--out", "FILE", "OTHER"],
        ["--run", "SAMC000001", "FILE"],
        ["--sites", "absent.vcf", "FILE"],
        ["--md5-file", "absent.md5", "FILE"],
    ],
)
def test_wrong_usage_is_2(tmp_path: Path, arguments: list[str]) -> None:
    """Nothing is checked then."""
    paths = {"FILE": fastq(tmp_path / "a.fastq"), "OTHER": fastq(tmp_path / "b.fastq")}
    result = run(*[paths.get(argument, argument) for argument in arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_a_declared_md5_is_compared(tmp_path: Path) -> None:
    """From the option or a list; a list that misses files says so."""
    one, two = fastq(tmp_path / "a.fastq"), fastq(tmp_path / "b.fastq", 5)
    md5 = hashlib.md5(one.read_bytes()).hexdigest()
    assert reports("--md5", md5.upper(), one)[0] == 0
    assert codes(reports("--md5", "0" * 32, one)[1][0]) == ["E_MD5"]
    listing = tmp_path / "md5sum.txt"
    listing.write_text(f"{md5}  a.fastq\n{md5}  b.fastq\n", encoding="utf-8")
    assert [codes(report) for report in reports("--md5-file", listing, one, two)[1]] == [[], ["E_MD5"]]
    result = run("--md5-file", listing, one, fastq(tmp_path / "c.fastq"))
    assert "no md5 of 1 of 2 files" in result.stderr


def test_people_get_lines_with_place_and_hint(tmp_path: Path) -> None:
    """Verdict, facts and figures first."""
    result = run(bad(tmp_path / "a.fastq"), fastq(tmp_path / "b.fastq"))
    assert result.exit_code == 1
    assert "fail" in result.stdout
    assert "E_LENGTH" in result.stdout
    assert "line 4, byte 10, record 1: " in result.stdout
    assert "one quality character for each base" in result.stdout
    assert "20 reads, 200 bases, length 10, GC 50.0 %, Q30 100.0 %, mean quality 40.0" in result.stdout


def test_processes_say_what_one_says(tmp_path: Path) -> None:
    """In the same order."""
    paths = [fastq(tmp_path / f"{number}.fastq", number + 1) for number in range(4)] + [bad(tmp_path / "z.fastq")]

    def told(jobs: int) -> list[dict[str, Any]]:
        status, found = reports("--jobs", jobs, *paths)
        assert status == 1
        for report in found:
            report["metrics"].pop("seconds")
        return found

    assert told(3) == told(1)


def test_reports_are_written_and_not_made_twice(tmp_path: Path) -> None:
    """What is printed the second time is what was stored; what changed is checked again."""
    one, two = fastq(tmp_path / "a.fastq.gz"), bad(tmp_path / "b.fastq")
    out = tmp_path / "out"
    first = reports("--out", out, one, two)
    assert sorted(path.name for path in out.iterdir()) == [".checked.jsonl", "a.fastq.gz.qc.json", "b.fastq.qc.json"]
    assert json.loads((out / "a.fastq.gz.qc.json").read_bytes()) == first[1][0]
    assert reports("--out", out, one, two) == first
    fastq(two)
    status, (again, changed) = reports("--out", out, one, two)
    assert (status, again, changed["verdict"]) == (0, first[1][0], "pass")
    assert reports("--out", out, "--again", one)[1][0]["metrics"]["seconds"] > 0


def test_documents_are_written_for_each_unit(tmp_path: Path) -> None:
    """One file for one unit, a folder for several; also for what was checked before."""
    one, two = fastq(tmp_path / "a.fastq"), fastq(tmp_path / "b.fastq")
    out, html = tmp_path / "out", tmp_path / "html"
    run("--out", out, one, two)
    run("--out", out, "--html", html, "--xml", html, "--multiqc", html, one, two)
    names = {path.name for path in html.iterdir()}
    assert {f"{name}.fastq.qc.{form}" for name in "ab" for form in ("html", "xml")} <= names
    assert any(name.endswith("_mqc.json") for name in names)
    run("--html", tmp_path / "one.html", "--xml", tmp_path / "one.xml", one)
    assert "<html" in (tmp_path / "one.html").read_text(encoding="utf-8")
    assert (tmp_path / "one.xml").read_bytes().startswith(b"<")


def test_temporary_data_goes_where_it_is_told(tmp_path: Path) -> None:
    """And is gone at the end; a folder that is not there is refused."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    assert reports("--temporary", folder, fastq(tmp_path / "a.fastq"))[0] == 0
    assert list(folder.iterdir()) == []
    result = run("--temporary", tmp_path / "absent", fastq(tmp_path / "a.fastq"))
    assert (result.exit_code, "TEMPORARY_UNUSABLE" in result.stderr) == (2, True)


def test_reports_become_nodes_about_the_run(tmp_path: Path) -> None:
    """That file names or the option tell; a file of no run is told, and its exit code stays."""
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    place = Provenance("t.jsonl", "0" * 64, "line 1", "records", "1", "2026-01-01T00:00:00Z")
    store = open_store(url, write=True)
    store.write([Record("Run", "CRR000001", {"iri": node_iri("Run", "CRR000001"), "scope": "public"}, (), place)])
    store.close()
    named, other = bad(tmp_path / "CRR000001_f1.fastq"), fastq(tmp_path / "other.fastq")
    assert run("--graph", "--store", url, named).exit_code == 1
    assert "neither its Run nor its File" in run("--graph", "--store", url, other).stderr
    assert run("--graph", "--store", url, "--run", "CRR000001", other).exit_code == 0
    store = open_store(url)
    counted = store.statistics().nodes
    store.close()
    assert (counted["QcReport"], counted["QcFinding"]) == (2, 1)


def test_without_a_cluster_that_answers_nothing_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with a hint."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("--dask", "tcp://127.0.0.1:9", fastq(tmp_path / "a.fastq"))
    assert (result.exit_code, "DASK_ABSENT" in result.stderr, "hint" in result.stderr) == (2, True, True)


def started(*arguments: object) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "cli", "qc", "--json", *map(str, arguments)]
    return subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A folder that is watched."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    watching = started("--watch", folder, "--still", "0")
    yield folder, watching
    watching.kill()
    watching.communicate()


def test_an_inbox_is_watched_until_ctrl_c(inbox: tuple[Path, subprocess.Popen[str]], tmp_path: Path) -> None:
    """Each file once, with the checksum beside it; reports beside, nothing moved; the next watch starts where it was."""
    folder, watching = inbox
    (folder / "a.fastq.md5").write_text("0" * 32, encoding="utf-8")
    fastq(tmp_path / "a.fastq").replace(folder / "a.fastq")
    assert watching.stdout is not None
    assert codes(json.loads(watching.stdout.readline())) == ["E_MD5"]
    watching.send_signal(signal.SIGINT)
    rest, errors = watching.communicate(timeout=60)
    assert (watching.returncode, rest) == (130, "")
    assert "interrupted" in errors
    names = sorted(path.name for path in folder.iterdir())
    assert names == [".checked.jsonl", "a.fastq", "a.fastq.md5", "a.fastq.qc.json"]
    fastq(tmp_path / "b.fastq").replace(folder / "b.fastq")
    again = started("--watch", folder, "--still", "0")
    assert again.stdout is not None
    assert json.loads(again.stdout.readline())["files"][0]["path"] == str(folder / "b.fastq")
    again.send_signal(signal.SIGTERM)
    assert again.communicate(timeout=60)[0] == ""
    assert again.returncode == 130


def test_mates_that_arrive_one_after_the_other_become_a_set(tmp_path: Path) -> None:
    """And a list of checksums that is none stops nothing."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    fastq(folder / "s_R1.fastq")
    watching = started("--watch", folder, "--still", "0", "--pair-by-name", "--out", tmp_path / "out")
    assert watching.stdout is not None
    assert len(json.loads(watching.stdout.readline())["files"]) == 1
    (folder / "s_R2.fastq.md5").write_text("nothing\n", encoding="utf-8")
    fastq(tmp_path / "s_R2.fastq", mate=2).replace(folder / "s_R2.fastq")
    report = json.loads(watching.stdout.readline())
    assert (len(report["files"]), codes(report)) == (2, [])
    watching.send_signal(signal.SIGINT)
    assert "MD5_LIST_UNUSABLE" in watching.communicate(timeout=60)[1]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".checked.jsonl", "s_R1.fastq.qc.json"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_leaves_no_half_report(tmp_path: Path, jobs: int) -> None:
    """And no temporary data; a second run makes what is missing."""
    good = fastq(tmp_path / "a.fastq")
    large = tmp_path / "large.fastq"
    with large.open("wb") as file:
        file.truncate(1 << 40)  # a hole that takes hours to read
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    working = started("--out", out, "--temporary", scratch, "--format", "sam", "--jobs", jobs, good, large)
    deadline = time.monotonic() + 60
    while not (out / ".checked.jsonl").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    working.send_signal(signal.SIGINT)
    _, errors = working.communicate(timeout=60)
    assert (working.returncode, "interrupted" in errors) == (130, True)
    assert sorted(path.name for path in out.iterdir()) == [".checked.jsonl", "a.fastq.qc.json"]
    assert list(scratch.iterdir()) == []


def test_a_start_brings_along_no_format(tmp_path: Path) -> None:
    """What a file does not need is not imported: pysam, numba, sourmash, image libraries."""
    (tmp_path / "a.fastq").touch()
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom cli.main import app\n"
        f"CliRunner().invoke(app, ['qc', {str(tmp_path / 'a.fastq')!r}])\n"
        "print(sorted({'pysam', 'numba', 'sourmash', 'pydicom', 'scipy', 'distributed'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
