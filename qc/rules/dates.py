"""The date rule: what was collected or run must not lie in the future, nor before sequencing of anything."""

from collections.abc import Iterator
from datetime import UTC, datetime

from graph_schema.record import Record
from qc.finding import Finding

PAST_SLOTS = ("collection_date", "run_date", "submission_date", "modified_date")
EARLIEST_RUN = "1990"


class DateRule:
    """Days that cannot be."""

    name = "dates"

    def __init__(self, today: str | None = None) -> None:
        self.today = today or datetime.now(UTC).date().isoformat()

    def check(self, record: Record, path: str) -> Iterator[Finding]:
        """A finding for each date that is yet to come, and for runs of times before sequencers."""
        for slot in PAST_SLOTS:
            value = record.slots.get(slot)
            if isinstance(value, str) and value > self.today[: len(value)]:
                yield self._finding("DATE_IN_FUTURE", record, path, f"{slot} {value} is after {self.today}")
        run_date = record.slots.get("run_date")
        if isinstance(run_date, str) and run_date < EARLIEST_RUN:
            yield self._finding("RUN_DATE_TOO_EARLY", record, path, f"run_date {run_date} is before {EARLIEST_RUN}")

    def _finding(self, code: str, record: Record, path: str, message: str) -> Finding:
        location = record.provenance.location if record.provenance else ""
        return Finding(code, "warning", path, location, message, "correct the date", record.type, record.accession)

    def finish(self) -> Iterator[Finding]:
        """Nothing more."""
        return iter(())
