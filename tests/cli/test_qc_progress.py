"""The progress bar: only on a terminal, out of the way of what is printed there."""

import io
import sys

import pytest
from rich.console import Console

from cli import qc_progress
from cli.qc_progress import shown


class Terminal(io.StringIO):
    """Text that counts as a terminal."""

    def isatty(self) -> bool:
        return True


def screens(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> io.StringIO:
    """Let the bar go to this text."""
    text = Terminal() if terminal else io.StringIO()

    def console(*, stderr: bool) -> Console:
        assert stderr
        return Console(file=text, force_terminal=terminal, width=100, legacy_windows=False)

    monkeypatch.setattr(qc_progress, "Console", console)
    return text


def test_a_terminal_sees_units_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing of it stays."""
    text = screens(monkeypatch, terminal=True)
    with shown(3, 2_000_000) as bar:
        bar.advance(0, 500_000)
        bar.advance(1, 500_000)
        bar.progress.refresh()
        task = bar.progress.tasks[0]
        assert (task.completed, task.total, task.description) == (1_000_000, 2_000_000, "1 of 3")
    assert "1 of 3" in text.getvalue()
    assert "1.0/2.0 MB" in text.getvalue()


def test_a_file_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs are not filled with bars."""
    text = screens(monkeypatch, terminal=False)
    with shown(3, 100) as bar, bar.aside():
        bar.advance(1, 50)
    assert not text.getvalue().strip()


def test_the_bar_steps_aside_for_what_is_printed_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard output is the same terminal, and only there."""
    screens(monkeypatch, terminal=True)
    for output, running in ((Terminal(), False), (io.StringIO(), True)):
        monkeypatch.setattr(sys, "stdout", output)
        with shown(1, 1) as bar:
            with bar.aside():
                assert bar.progress.live.is_started is running
            assert bar.progress.live.is_started
