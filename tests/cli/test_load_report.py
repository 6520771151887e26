"""The report of a load: counts, exit codes, the tables for people, the bar, and what Ctrl-C does to it."""

import io
import signal
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import Progress

from cli.load import Bar, Interruption, files_of, interruption
from cli.load_report import LoadReport, print_report
from graph_schema.errors import UnusableInput
from graph_store.protocol import Tally, WriteReport
from loaders.source import open_source
from qc.finding import Finding


def printed(report: LoadReport, *, dry_run: bool = False) -> str:
    """What people see."""
    stream = io.StringIO()
    print_report(Console(file=stream, width=160), report, dry_run=dry_run)
    return stream.getvalue()


def test_what_stores_and_refusals_say_adds_up() -> None:
    """Two batches and a refusal are one sum, relationships of the refused object too."""
    report = LoadReport()
    report.add(WriteReport({"Run": Tally(new=2)}, {"OF_EXPERIMENT": Tally(new=2)}))
    report.add(WriteReport({"Run": Tally(changed=1, unchanged=3), "File": Tally(new=1)}))
    report.refuse("Run", ["OF_EXPERIMENT"])
    assert report.contract()["nodes"] == {
        "File": {"read": 1, "new": 1, "changed": 0, "unchanged": 0, "refused": 0},
        "Run": {"read": 7, "new": 2, "changed": 1, "unchanged": 3, "refused": 1},
    }
    assert report.contract()["relationships"] == {
        "OF_EXPERIMENT": {"read": 3, "new": 2, "changed": 0, "unchanged": 0, "refused": 1}
    }


@pytest.mark.parametrize(
    ("severities", "unusable", "interrupted", "code"),
    [
        ([], False, False, 0),
        (["info", "warning"], False, False, 0),
        (["warning", "error"], False, False, 1),
        (["error"], True, False, 2),
        (["error"], True, True, 130),
    ],
)
def test_exit_codes(severities: list[str], unusable: bool, interrupted: bool, code: int) -> None:
    """Clean, errors, unusable input, interrupted: the worse wins."""
    report = LoadReport(unusable=unusable, interrupted=interrupted)
    for severity in severities:
        report.find(Finding("CODE", severity, "a", "", "m"))  # type: ignore[arg-type]
    assert report.exit_code == code


def test_findings_in_the_contract_are_six_texts() -> None:
    """What a finding is about stays inside; its path, place, message and hint come out."""
    report = LoadReport()
    report.find(Finding("CODE", "info", "a.xlsx", "Run!2", "message", "hint", "Run", "CRR000001"))
    assert report.contract()["findings"] == [
        {
            "code": "CODE",
            "severity": "info",
            "path": "a.xlsx",
            "location": "Run!2",
            "message": "message",
            "hint": "hint",
        }
    ]


def test_people_see_counts_codes_and_three_examples() -> None:
    """Many findings of one code are a number and a few places; signs of markup are shown as they are."""
    report = LoadReport()
    report.add(WriteReport({"Run": Tally(new=1234)}))
    for number in range(5):
        report.find(Finding("CODE", "warning", "a.xlsx", f"Run!{number}", "[bold]odd[/bold]", "look [at] it"))
    shown = printed(report)
    assert "1,234" in shown
    assert "warning CODE × 5" in shown
    assert shown.count("[bold]odd[/bold]") == 3
    assert "look [at] it" in shown
    assert "dry run" not in shown
    assert "dry run: nothing was written" in printed(report, dry_run=True)
    report.interrupted = True
    assert "run the same command again" in printed(report)


def test_the_bar_follows_the_stored_bytes(tmp_path: Path) -> None:
    """Each source counts by how far it was read, all together."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"x" * 100)
    second.write_bytes(b"y" * 50)
    with Progress(disable=True) as progress:
        bar = Bar(progress, int(progress.add_task("loading", total=150)), {str(first): 100, str(second): 50})
        for path, expected in ((first, 100), (second, 150)):
            with open_source(path) as source:
                with source.open() as stream:
                    stream.read()
                bar.at(source)
            assert progress.tasks[0].completed == expected


def test_the_first_interruption_waits_and_the_second_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    """One Ctrl-C asks for a stop after the batch, another stops at once; afterwards all is as before."""
    before = signal.getsignal(signal.SIGINT)
    with interruption() as stop:
        assert not stop.is_wanted()
        signal.raise_signal(signal.SIGINT)
        assert stop.is_wanted()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
    assert "stopping after this batch" in capsys.readouterr().err
    assert not Interruption().is_wanted()


def test_files_of_a_path(tmp_path: Path) -> None:
    """A file is itself, a folder what is below it in order, standard input a dash; absent ones are told."""
    (tmp_path / "b").mkdir()
    for name in ("b/2", "a", ".hidden", "b/1"):
        (tmp_path / name).write_text("x")
    assert [Path(file).relative_to(tmp_path).as_posix() for file in files_of(str(tmp_path))] == ["a", "b/1", "b/2"]
    assert files_of(str(tmp_path / "a")) == [str(tmp_path / "a")]
    assert files_of("-") == ["-"]
    with pytest.raises(UnusableInput):
        files_of(str(tmp_path / "absent"))
