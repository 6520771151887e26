"""Units sent to a Dask cluster; its workers must see the files under the same absolute paths and have this program."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from graph_schema.errors import UnusableInput
from qc.sequence.check import printable
from qc.sequence.checked import Checked
from qc.sequence.units import Advance, Outcome, Unit, died, work

PATIENCE = 20
"""Seconds to wait for a scheduler."""


def spread_over(address: str, units: Sequence[Unit], told: Advance) -> Iterator[tuple[int, Outcome]]:
    """The number of each unit with its outcome, as the workers of the cluster at `address` are done with them.

    A unit whose worker died has a report that says so. UnusableInput where Dask is not installed (DASK_ABSENT) or the
    cluster does not answer (DASK_UNREACHABLE).
    """
    distributed = _distributed()
    with _connected(distributed, address) as client:
        futures = {client.submit(work, sent(unit), pure=False): number for number, unit in enumerate(units)}
        try:
            for future in distributed.as_completed(futures):
                number = futures[future]
                yield number, _outcome(future, units[number])
                told(1, units[number].size)
        finally:
            client.cancel(list(futures))


def sent(unit: Unit) -> Unit:
    """The unit with absolute paths: a worker has a folder of its own that relative ones would begin at."""
    asked = unit.options
    options = replace(
        asked,
        md5={str(Path(path).absolute()): md5 for path, md5 in asked.md5.items()},
        reference=_absolute(asked.reference),
        sites=_absolute(asked.sites),
        taxonomy=_absolute(asked.taxonomy),
    )
    return Unit(tuple(path.absolute() for path in unit.paths), options)


def _absolute(path: Path | None) -> Path | None:
    return path.absolute() if path is not None else None


def _as_named(checked: Checked, unit: Unit) -> Checked:
    """The report with the paths that were asked for, as every other way of checking gives it."""
    names = {printable(path.absolute()): printable(path) for path in unit.paths}
    return replace(
        checked,
        files=tuple(replace(file, path=names.get(file.path, file.path)) for file in checked.files),
        remarks=tuple(replace(remark, file=names.get(remark.file, remark.file)) for remark in checked.remarks),
    )


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        message, hint = "Dask is not installed", "install the extra `dask` (package distributed), or use --jobs"
        raise UnusableInput(message, code="DASK_ABSENT", hint=hint) from error


def _connected(distributed: Any, address: str) -> Any:
    try:
        return distributed.Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        message, hint = f"no Dask scheduler answers at {address}", "check the address, like tcp://host:8786"
        raise UnusableInput(message, code="DASK_UNREACHABLE", hint=hint) from error


def _outcome(future: Any, unit: Unit) -> Outcome:
    if future.status == "finished":
        outcome: Outcome = future.result()
        return _as_named(outcome, unit) if isinstance(outcome, Checked) else outcome
    return died(unit, f"the cluster gave it up: {type(future.exception()).__name__}")
