"""Units: what they carry between processes, when a stored report is theirs, order, and processes that die."""

import multiprocessing
import os
import pickle
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from qc.sequence.checked import Checked
from qc.sequence.options import Options
from qc.sequence.units import Outcome, Unit, died, in_order, spread, work


def text(path: Path, content: str = "nothing of the kind\n") -> Path:
    """A file of no known format."""
    path.write_text(content, encoding="utf-8")
    return path


def unit(*paths: Path, options: Options | None = None) -> Unit:
    """The unit of these files."""
    return Unit(paths, options or Options())


def codes(outcome: Outcome) -> list[str]:
    """The codes of a report."""
    assert isinstance(outcome, Checked)
    return [remark.code for remark in outcome.remarks]


def test_a_unit_knows_its_size(tmp_path: Path) -> None:
    """Stored bytes of all files; a file that is gone counts nothing."""
    assert unit(text(tmp_path / "a", "12345"), text(tmp_path / "b", "123"), tmp_path / "gone").size == 8


def test_the_digest_changes_with_all_that_changes_a_report(tmp_path: Path) -> None:
    """Size, time, path and options count; where temporary data goes does not."""
    one, other = text(tmp_path / "a"), text(tmp_path / "b")
    options = Options(md5={"x": "1", "y": "2"})
    digest = unit(one, options=options).digest()
    assert digest == unit(one, options=replace(options, temporary=tmp_path, memory=1)).digest()
    assert digest == unit(one, options=replace(options, md5={"y": "2", "x": "1"})).digest()
    assert digest != unit(other, options=options).digest()
    assert digest != unit(one, options=replace(options, sample="S1")).digest()
    os.utime(one, ns=(1, 1))
    changed = unit(one, options=options).digest()
    assert digest != changed
    text(one, "longer than it was before\n")
    os.utime(one, ns=(1, 1))
    assert unit(one, options=options).digest() not in {digest, changed}


def test_what_cannot_be_read_comes_back_as_a_value(tmp_path: Path) -> None:
    """It survives the way between processes with its code and hint."""
    outcome = work(unit(tmp_path / "absent.fastq"))
    assert isinstance(outcome, UnusableInput)
    again = pickle.loads(pickle.dumps(outcome))
    assert (again.message, again.code, again.hint) == (outcome.message, outcome.code, outcome.hint)


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_unit_has_its_outcome(tmp_path: Path, jobs: int) -> None:
    """Here or in processes, numbered; bytes and units are told."""
    units = [unit(text(tmp_path / f"{number}.txt")) for number in range(3)] + [unit(tmp_path / "absent")]
    told: list[tuple[int, int]] = []
    outcomes = dict(spread(units, jobs, lambda *done: told.append(done)))
    assert sorted(outcomes) == [0, 1, 2, 3]
    assert [codes(outcomes[number]) for number in range(3)] == [["E_UNKNOWN_FORMAT"]] * 3
    assert isinstance(outcomes[3], UnusableInput)
    if jobs == 1:
        assert [sum(column) for column in zip(*told, strict=True)] == [4, 60]


class Deadly(dict[str, str]):
    """Checksums that kill the process that looks them up, if it is a worker."""

    def get(self, key: str, default: object = None) -> str:
        if multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().get(key, str(default))


def test_a_process_that_dies_costs_one_unit(tmp_path: Path) -> None:
    """Its report says so and does not pass; the others have theirs."""
    units = [unit(text(tmp_path / f"{number}.txt")) for number in range(3)]
    units[1] = replace(units[1], options=Options(md5=Deadly()))
    outcomes = dict(spread(units, 2, lambda *_done: None))
    assert [codes(outcomes[number]) for number in range(3)] == [
        ["E_UNKNOWN_FORMAT"],
        ["E_INTERNAL"],
        ["E_UNKNOWN_FORMAT"],
    ]


def test_the_report_of_a_dead_process_names_every_file(tmp_path: Path) -> None:
    """Nothing is known of them but their size."""
    checked = died(unit(text(tmp_path / "a", "123"), tmp_path / "gone"))
    assert [(facts.bytes, facts.md5, facts.container, facts.format) for facts in checked.files] == [
        (3, "", "unknown", "unknown"),
        (0, "", "unknown", "unknown"),
    ]
    assert (codes(checked), checked.verdict) == (["E_INTERNAL", "E_INTERNAL"], "fail")


@given(st.permutations(range(12)))
def test_outcomes_come_in_the_order_of_their_units(order: list[int]) -> None:
    """However they are done."""
    outcome = Checked((), {})
    assert [number for number, _ in in_order((number, outcome) for number in order)] == list(range(12))
