"""Units worked and told: what is stored already is not checked again, the others are spread, all come in order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import typer

from cli.qc_documents import Documents
from cli.qc_progress import Bar, shown
from cli.qc_reports import Reports
from graph_schema.errors import UnusableInput
from qc.sequence.beside import judged
from qc.sequence.checked import Checked
from qc.sequence.cluster import spread_over
from qc.sequence.units import Advance, Outcome, Unit, in_order, spread

FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130


@dataclass(slots=True)
class Run:
    """One run of `gsagraph qc`: how units are worked, where reports go, and what came of it so far."""

    tell: Callable[[Checked], None]
    jobs: int = 1
    dask: str | None = None
    reports: Reports | None = None
    documents: Documents = field(default_factory=Documents)
    failed: bool = False
    unusable: bool = False
    compared: bool = False
    """Whether genotypes are compared among the units: then none is told before all are checked."""

    @property
    def exit_code(self) -> int:
        """2 a path that cannot be read, 1 a finding of severity error, 0 otherwise."""
        return UNUSABLE if self.unusable else FAILED if self.failed else 0

    def work(self, units: Sequence[Unit], *, silent: bool = False) -> None:
        """Check the units and tell of each in their order; `silent` says nothing of those that were stored."""
        known = self._known(units)
        todo = [number for number in range(len(units)) if number not in known]
        waiting = [units[number] for number in todo]
        with shown(len(waiting), sum(unit.size for unit in waiting)) as bar:
            found = ((todo[index], outcome) for index, outcome in self._spread(waiting, bar.advance))
            outcomes: Iterable[tuple[int, Outcome]] = chain(known.items(), self._stored(units, self._judged(found)))
            for number, outcome in in_order(outcomes):
                if not (silent and number in known):
                    self._tell(units[number], outcome, bar)

    def refuse(self, error: UnusableInput) -> None:
        """Say that a path cannot be read; the others are checked all the same."""
        self.unusable = True
        typer.echo(f"error {error.code}: {error.message}", err=True)
        if error.hint:
            typer.echo(f"hint: {error.hint}", err=True)

    def _known(self, units: Sequence[Unit]) -> dict[int, Checked]:
        """The stored reports of the units, by their numbers."""
        if self.reports is None:
            return {}
        stored = ((number, self.reports.known(unit)) for number, unit in enumerate(units))
        return {number: checked for number, checked in stored if checked is not None}

    def _spread(self, units: Sequence[Unit], told: Advance) -> Iterator[tuple[int, Outcome]]:
        if not units:
            return iter(())
        return spread_over(self.dask, units, told) if self.dask else spread(units, self.jobs, told)

    def _stored(self, units: Sequence[Unit], outcomes: Iterable[tuple[int, Outcome]]) -> Iterator[tuple[int, Outcome]]:
        """The same outcomes, stored the moment they come."""
        for number, outcome in outcomes:
            if self.reports is not None and isinstance(outcome, Checked):
                self.reports.write(units[number], outcome)
            yield number, outcome

    def _judged(self, outcomes: Iterable[tuple[int, Outcome]]) -> Iterable[tuple[int, Outcome]]:
        """The same outcomes with what their genotypes say among each other, where that was asked for."""
        if not self.compared:
            return outcomes
        every = list(outcomes)
        checked = {number: outcome for number, outcome in every if isinstance(outcome, Checked)}
        said: dict[int, Outcome] = dict(zip(checked, judged(list(checked.values())), strict=True))
        return [(number, said.get(number, outcome)) for number, outcome in every]

    def _tell(self, unit: Unit, outcome: Outcome, bar: Bar) -> None:
        with bar.aside():
            if isinstance(outcome, UnusableInput):
                self.refuse(outcome)
                return
            self.failed |= outcome.verdict == "fail"
            for said in [*self.documents.write(unit, outcome), *self.documents.into_graph(outcome)]:
                typer.echo(f"warning: {said}", err=True)
            self.tell(outcome)
