"""`gsagraph load`: the whole way in, from files to a store, with its report, exit codes and interruptions."""

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest
from typer.testing import CliRunner

from cli.load_report import KEPT_PER_CODE, LoadReport
from cli.main import app
from graph_store import open_store
from qc.finding import Finding

RUNNER = CliRunner()
HERE = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((HERE / "docs" / "load-report.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a store that does not exist yet."""
    return f"sqlite:///{tmp_path / 'graph.db'}"


def load(url: str, *arguments: object, stdin: bytes | None = None) -> tuple[int, dict[str, Any]]:
    """Exit code and report of a load; the report always fits its schema."""
    result = RUNNER.invoke(app, ["load", "--json", "--store", url, *map(str, arguments)], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    report = orjson.loads(result.stdout)
    jsonschema_rs.validate(SCHEMA, report)
    for outcomes in (*report["nodes"].values(), *report["relationships"].values()):
        assert outcomes["read"] == sum(outcomes[name] for name in ("new", "changed", "unchanged", "refused"))
    return result.exit_code, report


def counts(report: dict[str, Any], outcome: str) -> dict[str, int]:
    """How many of each node type had an outcome."""
    return {name: outcomes[outcome] for name, outcomes in report["nodes"].items() if outcomes[outcome]}


def codes(report: dict[str, Any]) -> list[str]:
    """The codes of the findings, in order."""
    return [finding["code"] for finding in report["findings"]]


def statistics(url: str) -> tuple[dict[str, int], int]:
    """Loaded nodes by type and open references."""
    store = open_store(url)
    try:
        counted = store.statistics()
        return counted.nodes, counted.unresolved
    finally:
        store.close()


def nodes(url: str, node_type: str) -> list[dict[str, Any]]:
    """Every node of a type."""
    store = open_store(url)
    try:
        return list(store.scan(node_type, ["public", "review"]))
    finally:
        store.close()


def lines(path: Path, *records: dict[str, Any]) -> Path:
    """Records as JSON Lines."""
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    return path


def run(number: int, **slots: object) -> dict[str, Any]:
    """A run with its experiment."""
    return {
        "type": "Run",
        "accession": f"CRR{number:06}",
        "slots": slots,
        "relationships": [{"type": "OF_EXPERIMENT", "to": "CRX000001"}],
    }


def test_the_real_workbook(shared_data: Path, url: str) -> None:
    """Counts, findings as nodes, and a second load that changes nothing."""
    path = shared_data / "gsa" / "CRA010170.xlsx"
    code, report = load(url, path)
    assert code == 0
    assert {name: report["nodes"][name]["new"] for name in ("Sample", "Experiment", "Run", "File", "Dataset")} == {
        "Sample": 176, "Experiment": 184, "Run": 394, "File": 696, "Dataset": 1,
    }  # fmt: skip
    assert [file["format"] for file in report["files"]] == ["gsa"]
    assert codes(report).count("PLACE_COORDINATE_MISMATCH") == 176
    assert {finding["severity"] for finding in report["findings"]} == {"warning", "info"}
    found, unresolved = statistics(url)
    assert (found["Sample"], found["Run"], found["File"]) == (176, 394, 696)
    assert unresolved > 0
    told = [node for node in nodes(url, "QcFinding") if node["code"] == "PLACE_COORDINATE_MISMATCH"]
    assert len(told) == 176
    store = open_store(url)
    about = {edge.target for edge in store.edges("ABOUT", ["public"]) if edge.target_type == "Sample"}
    store.close()
    assert len(about) == 176
    again_code, again = load(url, path)
    assert again_code == 0
    assert counts(again, "new") == counts(again, "changed") == {}
    assert counts(again, "unchanged") == counts(report, "new")


def test_order_does_not_matter(tmp_path: Path) -> None:
    """A reference waits for its object; either order ends in the same graph."""
    runs = lines(tmp_path / "runs.jsonl", run(1), run(2))
    experiment = lines(
        tmp_path / "experiment.jsonl", {"type": "Experiment", "accession": "CRX000001", "slots": {"title": "e"}}
    )
    ends = []
    for name, order in (("a", [runs, experiment]), ("b", [experiment, runs])):
        url = f"sqlite:///{tmp_path / name}.db"
        load(url, order[0])
        waiting = statistics(url)[1]
        load(url, order[1])
        ends.append((statistics(url), waiting))
    assert [end for end, _ in ends] == [({"Experiment": 1, "Run": 2}, 0)] * 2
    assert [waiting for _, waiting in ends] == [2, 0]


def test_a_changed_file_changes_its_records(tmp_path: Path, url: str) -> None:
    """The same line with another value is a change; the rest stays unchanged."""
    path = lines(tmp_path / "a.jsonl", run(1, title="old"), run(2, title="same"))
    load(url, path)
    _, report = load(url, lines(path, run(1, title="new"), run(2, title="same")))
    assert report["nodes"]["Run"] == {"read": 2, "new": 0, "changed": 1, "unchanged": 1, "refused": 0}
    assert {node["accession"]: node["title"] for node in nodes(url, "Run")} == {"CRR000001": "new", "CRR000002": "same"}


def test_a_dry_run_writes_nothing(tmp_path: Path, url: str) -> None:
    """Neither into a new store, which is not even made, nor into one that exists."""
    path = lines(tmp_path / "a.jsonl", run(1), run(2))
    code, report = load(url, "--dry-run", path)
    assert (code, counts(report, "new")) == (0, {"Run": 2})
    assert not (tmp_path / "graph.db").exists()
    load(url, lines(tmp_path / "b.jsonl", run(3)))
    _, report = load(url, "--dry-run", path)
    assert counts(report, "new") == {"Run": 2}
    assert statistics(url)[0] == {"Run": 1}


def test_standard_input_and_gzip(tmp_path: Path, url: str) -> None:
    """`-` reads what is piped, compressed or not."""
    content = orjson.dumps(run(1)) + b"\n"
    assert load(url, "-", stdin=content)[1]["files"][0]["path"] == "-"
    code, report = load(url, "-", stdin=gzip.compress(content.replace(b"CRR000001", b"CRR000002")))
    assert (code, counts(report, "new")) == (0, {"Run": 1})


def test_folders_are_read_in_sorted_order(tmp_path: Path, url: str) -> None:
    """All files below, hidden ones left out; strangers are told and harm nothing."""
    folder = tmp_path / "in"
    (folder / "b" / ".hidden").mkdir(parents=True)
    lines(folder / "b" / "2.jsonl", run(2))
    lines(folder / "a.jsonl", run(1))
    lines(folder / "b" / ".hidden" / "3.jsonl", run(3))
    (folder / "README.md").write_text("about")
    code, report = load(url, folder)
    assert [Path(file["path"]).name for file in report["files"]] == ["a.jsonl", "2.jsonl"]
    assert (code, counts(report, "new")) == (0, {"Run": 2})
    assert [(finding["code"], finding["severity"]) for finding in report["findings"]] == [("FORMAT_UNKNOWN", "info")]


def test_a_folder_that_may_not_be_listed_stops_the_load(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files behind a closed folder are not passed over in silence: exit 2, nothing written, the folder named."""
    folder = tmp_path / "in"
    (folder / "closed").mkdir(parents=True)
    lines(folder / "a.jsonl", run(1))
    scandir = os.scandir

    def refused(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    code, report = load(url, folder)
    assert (code, report["nodes"]) == (2, {})
    assert [(finding["code"], finding["path"]) for finding in report["findings"]] == [("PATH_UNREADABLE", str(folder))]
    assert "closed: Permission denied" in report["findings"][0]["message"]


def test_a_broken_file_in_a_folder_is_an_error(tmp_path: Path, url: str) -> None:
    """An HTML page where data are meant is told as error; the others load."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xml").write_text("<html><body>404</body></html>")
    lines(folder / "b.jsonl", run(1))
    code, report = load(url, folder)
    assert (code, codes(report), counts(report, "new")) == (1, ["HTML_NOT_DATA"], {"Run": 1})


@pytest.mark.parametrize(
    ("content", "code"), [("", "EMPTY_INPUT"), ("<html/>", "HTML_NOT_DATA"), ("<note/>", "FORMAT_UNKNOWN")]
)
def test_unusable_input_is_exit_2(tmp_path: Path, url: str, content: str, code: str) -> None:
    """A named file that nobody reads is unusable; other named files load all the same."""
    (tmp_path / "bad").write_text(content)
    good = lines(tmp_path / "good.jsonl", run(1))
    exit_code, report = load(url, tmp_path / "bad", good)
    assert (exit_code, codes(report), counts(report, "new")) == (2, [code], {"Run": 1})


def test_an_absent_path_stops_before_anything_is_written(tmp_path: Path, url: str) -> None:
    """All paths are looked at first; the report says which is absent."""
    good = lines(tmp_path / "good.jsonl", run(1))
    code, report = load(url, good, tmp_path / "absent")
    assert (code, codes(report), report["nodes"]) == (2, ["PATH_UNREADABLE"], {})
    assert report["findings"][0]["path"] == str(tmp_path / "absent")
    assert not (tmp_path / "graph.db").exists()


def test_refused_objects_count_and_the_rest_loads(tmp_path: Path, url: str) -> None:
    """A record without identity is refused whatever --on-invalid says, and makes exit 1."""
    (tmp_path / "a.xml").write_text("<RUN_SET><RUN/><RUN accession='SRR000001'/></RUN_SET>")
    for choice in ("ignore", "warn", "refuse"):
        code, report = load(url, "--on-invalid", choice, tmp_path / "a.xml")
        assert code == 1
        assert (report["nodes"]["Run"]["read"], report["nodes"]["Run"]["refused"]) == (2, 1)
        assert codes(report) == ["NO_ACCESSION"]


@pytest.mark.parametrize(
    ("choice", "exit_code", "severities", "outcome", "title"),
    [("warn", 0, ["warning"], "new", True), ("ignore", 0, [], "new", True), ("refuse", 1, ["error"], "refused", False)],
)
def test_invalid_values(
    tmp_path: Path, url: str, choice: str, exit_code: int, severities: list[str], outcome: str, title: bool
) -> None:
    """Warned about and kept as attribute, kept in silence, or the record refused."""
    path = lines(tmp_path / "a.jsonl", run(1, title="t", spots="many"), run(2, title="t", spots=5))
    code, report = load(url, "--on-invalid", choice, path)
    assert code == exit_code
    assert [finding["severity"] for finding in report["findings"] if finding["code"] == "WRONG_TYPE"] == severities
    assert report["nodes"]["Run"][outcome] == (2 if outcome == "new" else 1)
    found = {node["accession"]: node for node in nodes(url, "Run")}
    assert ("CRR000001" in found) is title
    assert found["CRR000002"]["spots"] == 5
    if title:
        assert found["CRR000001"]["attributes"] == [{"name": "spots", "value": "many"}]


def test_invalid_cells_of_a_workbook_follow_the_same_choice(tmp_path: Path, url: str) -> None:
    """What a loader could not fit is invalid too."""
    (tmp_path / "a.xml").write_text(
        "<RUN_SET><RUN accession='SRR000001' total_spots='many'/><RUN accession='SRR000002'/></RUN_SET>"
    )
    code, report = load(url, "--on-invalid", "refuse", tmp_path / "a.xml")
    assert (code, counts(report, "refused"), counts(report, "new")) == (1, {"Run": 1}, {"Run": 1})
    assert [(finding["code"], finding["severity"]) for finding in report["findings"]] == [("VALUE_UNEXPECTED", "error")]
    code, report = load(url, tmp_path / "a.xml")
    assert (code, [finding["severity"] for finding in report["findings"]]) == (0, ["warning"])
    assert [node["code"] for node in nodes(url, "QcFinding")] == ["VALUE_UNEXPECTED"]


def test_a_truncated_file_loads_what_stood_before(tmp_path: Path, url: str) -> None:
    """Complete objects are in the store, and the fault is an error with its place."""
    whole = "<RUN_SET>" + "".join(f"<RUN accession='SRR{n:06}'/>" for n in range(3000)) + "</RUN_SET>"
    (tmp_path / "a.xml").write_text(whole[:50_000])
    code, report = load(url, tmp_path / "a.xml")
    complete = whole[:50_000].count("/>")
    assert (code, report["nodes"]["Run"]["new"], codes(report)) == (1, complete, ["XML_BROKEN"])
    assert report["findings"][0]["location"].endswith(f"after {complete} RUN")
    assert statistics(url)[0]["Run"] == complete


def test_what_is_not_released_is_for_review(tmp_path: Path, url: str) -> None:
    """Scope follows the release state, the findings about it too."""
    record = {
        "type": "Sample",
        "accession": "SAMC000001",
        "slots": {
            "releaseState": "private",
            "geographicLocation": "China:Hubei",
            "latitudeLongitude": "39.91 N 116.41 E",
        },
    }
    load(url, lines(tmp_path / "a.jsonl", record))
    assert {node["scope"] for kind in ("Sample", "QcReport", "QcFinding") for node in nodes(url, kind)} == {"review"}


def test_a_forced_format_and_bad_choices(tmp_path: Path, url: str) -> None:
    """--as decides; names nobody knows are refused before anything is read."""
    path = tmp_path / "a"
    path.write_bytes(b"[]\n" + orjson.dumps(run(1)))
    code, report = load(url, "--as", "records", path)
    assert (code, counts(report, "new"), codes(report)) == (1, {"Run": 1}, ["LINE_NOT_RECORD"])
    refused = RUNNER.invoke(app, ["load", "--as", "nope", "--store", url, str(path)])
    assert refused.exit_code == 2
    assert "error FORMAT_NAME_UNKNOWN" in refused.stderr
    assert RUNNER.invoke(app, ["load", "--on-invalid", "nope", "--store", url, str(path)]).exit_code == 2


def test_the_report_for_people(tmp_path: Path, url: str) -> None:
    """Tables on standard output, nothing of progress among them."""
    (tmp_path / "a.xml").write_text("<RUN_SET><RUN/><RUN accession='SRR000001'/></RUN_SET>")
    result = RUNNER.invoke(app, ["load", "--dry-run", "--store", url, str(tmp_path / "a.xml")])
    assert result.exit_code == 1
    assert "dry run: nothing was written" in result.stdout
    assert "NO_ACCESSION" in result.stdout
    assert "Run" in result.stdout
    assert "Traceback" not in result.stderr


def test_findings_beyond_the_bound_are_counted_not_kept() -> None:
    """Memory is bounded, the number of what is left out is told, the exit code knows."""
    report = LoadReport()
    for number in range(KEPT_PER_CODE + 5):
        report.find(Finding("CODE", "error", "a", f"line {number}", "m"))
    told = report.contract()["findings"]
    assert len(told) == KEPT_PER_CODE + 1
    assert told[-1]["code"] == "FINDINGS_CUT"
    assert told[-1]["message"].startswith("5 more findings CODE")
    assert report.exit_code == 1


def big(path: Path, count: int) -> Path:
    """Many runs as JSON Lines."""
    with io.BufferedWriter(path.open("wb")) as stream:  # type: ignore[arg-type]
        for number in range(count):
            stream.write(orjson.dumps(run(number)) + b"\n")
    return path


def started(url: str, path: Path) -> subprocess.Popen[bytes]:
    """A load in a process of its own, once it has written something."""
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", "load", "--json", "--store", url, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=HERE,
        env=environment,
    )
    file = Path(url.removeprefix("sqlite:///"))
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if file.exists() and statistics(url)[0].get("Run"):
                break
        except Exception:  # noqa: BLE001 the store is being made
            pass
        time.sleep(0.02)
    return process


def test_an_interruption_ends_after_a_batch_and_a_second_run_goes_on(tmp_path: Path, url: str) -> None:
    """Exit 130 with a report; what it counts is in the store, whole batches; the rest comes next time."""
    count = 30_000
    path = big(tmp_path / "a.jsonl", count)
    process = started(url, path)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    report = orjson.loads(out)
    if process.returncode == 0:
        pytest.skip("the load was over before it could be interrupted")
    assert process.returncode == 130
    assert b"Traceback" not in err
    written = report["nodes"]["Run"]["new"]
    assert 0 < written < count
    assert written % 1000 == 0
    assert statistics(url)[0]["Run"] == written
    code, again = load(url, path)
    assert code == 0
    assert again["nodes"]["Run"] == {
        "read": count,
        "new": count - written,
        "changed": 0,
        "unchanged": written,
        "refused": 0,
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [("insdc", "<run_set><run/></run_set>"), ("biosample", "<RUN_SET><RUN/></RUN_SET>"), ("records", "<RUN_SET/>\n")],
)
def test_a_forced_format_that_finds_nothing_is_unusable(url: str, tmp_path: Path, name: str, content: str) -> None:
    """Nothing read as a format the content is not of is exit code 2, never a silent 0."""
    path = tmp_path / "a"
    path.write_text(content)
    code, report = load(url, "--as", name, path)
    assert code == 2
    assert codes(report)[-1] == "FORMAT_MISMATCH"


def test_an_empty_set_of_the_forced_format_is_clean(url: str, tmp_path: Path) -> None:
    """Nothing in it is not the same as nothing understood; refused objects were understood too."""
    path = tmp_path / "a"
    path.write_text("<RUN_SET/>")
    assert load(url, "--as", "insdc", path)[0] == 0
    path.write_text("<x><RUN/></x>")
    assert load(url, "--as", "insdc", path)[0] == 1


def test_a_store_folder_that_cannot_be_is_told_without_traceback(tmp_path: Path) -> None:
    """What the system refuses about the store is exit code 2 with a code, a message and a hint."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"type": "Run", "accession": "CRR000001"}')
    result = RUNNER.invoke(app, ["load", "--store", f"sqlite:///{path}/graph.db", str(path)])
    assert result.exit_code == 2
    assert "error STORE_UNAVAILABLE: " in result.stderr
    assert "hint: " in result.stderr


def test_a_remark_about_an_object_does_not_refuse_it(url: str, tmp_path: Path) -> None:
    """A reference without accession is told; the run that makes it is read once and new."""
    path = tmp_path / "a.xml"
    path.write_text("<RUN_SET><RUN accession='SRR000001'><EXPERIMENT_REF refname='x'/></RUN></RUN_SET>")
    code, report = load(url, path)
    assert (code, codes(report)) == (0, ["REFERENCE_WITHOUT_ACCESSION"])
    assert report["nodes"]["Run"] == {"read": 1, "new": 1, "changed": 0, "unchanged": 0, "refused": 0}


def test_a_stranger_is_an_error_by_name_and_a_remark_in_a_folder(url: str, tmp_path: Path) -> None:
    """What somebody named must be usable; what only lies there need not be."""
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "notes.txt"
    path.write_text("words")
    told = {}
    for given in (path, folder):
        code, report = load(url, given)
        told[given] = (code, [(finding["code"], finding["severity"]) for finding in report["findings"]])
    assert told == {path: (2, [("FORMAT_UNKNOWN", "error")]), folder: (0, [("FORMAT_UNKNOWN", "info")])}


def test_a_file_named_twice_is_read_once(url: str, tmp_path: Path) -> None:
    """By its name and again by its name."""
    path = tmp_path / "a.xml"
    path.write_text("<RUN_SET><RUN accession='SRR000001'/></RUN_SET>")
    _, report = load(url, path, path)
    assert [file["path"] for file in report["files"]] == [str(path)]
    assert report["nodes"]["Run"]["read"] == 1


def test_a_relationship_that_is_left_out_is_counted_as_refused(url: str, tmp_path: Path) -> None:
    """The record loads with what is right; types nobody knows are told and make no row."""
    parts = [{"type": "OF_EXPERIMENT", "to": "CRX000001"}, {"type": "USES_SAMPLE", "to": "SAMC000001"}, {"type": "NOPE", "to": "x"}]  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_bytes(orjson.dumps({"type": "Run", "accession": "CRR000001", "relationships": parts}))
    code, report = load(url, path)
    assert (code, counts(report, "new")["Run"]) == (0, 1)
    told = {name: (row["read"], row["new"], row["refused"]) for name, row in report["relationships"].items()}
    assert (told["OF_EXPERIMENT"], told["USES_SAMPLE"]) == ((1, 1, 0), (1, 0, 1))
    assert "NOPE" not in told
    assert sorted(set(codes(report))) == ["UNKNOWN_RELATIONSHIP", "WRONG_END"]
