"""The way in: source → loader → check → rules → store, in batches.

A batch is a thousand records, or as many as eight megabytes of a source hold. Every record is asked of the model (`graph_schema.validation`); what the model refuses is mended, told,
or refused, as `--on-invalid` says. A batch is written whole or not at all, so an interrupted load
leaves the store sound and a second run finds what is there unchanged.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cli.load_report import LoadReport
from cli.report_scopes import REPORTS, with_scopes
from cli.representatives import represent
from graph_schema.errors import InvalidRecord, UnusableInput
from graph_schema.model import RELATIONSHIPS
from graph_schema.record import Provenance, Record
from graph_store.protocol import Store
from loaders.detect import loader_of
from loaders.draft import REFUSED
from loaders.mend import complete, mend
from loaders.source import Source
from qc.finding import Finding
from qc.report import report_records
from qc.rules import Rule, rules

OnInvalid = Literal["ignore", "warn", "refuse"]

BATCH = 1000
BATCH_BYTES = 8 << 20
VALUE_CODES = frozenset({"VALUE_UNEXPECTED", "VOCABULARY_UNKNOWN"})
REPORTED = frozenset({"error", "warning"})


@dataclass(slots=True)
class Pipeline:
    """One load: the store, how to treat what is invalid, the report so far, and when to stop."""

    store: Store
    report: LoadReport
    on_invalid: OnInvalid = "warn"
    dry_run: bool = False
    stop: Callable[[], bool] = lambda: False
    progress: Callable[[Source], None] = lambda _: None
    batch: list[Record] = field(default_factory=list)
    pending: list[Finding] = field(default_factory=list)
    series: dict[str, set[str]] = field(default_factory=dict)

    def load(self, source: Source) -> None:
        """Everything of one source; UnusableInput where nobody can read it."""
        loader = loader_of(source)
        self.report.files.append({"path": source.path, "format": loader.FORMAT, "sha256": source.sha256})
        checks = rules()
        subjects = Subjects()
        begun = 0
        said = False
        for item in loader.read(source):
            said = said or isinstance(item, Record) or item.node_type is not None
            if isinstance(item, Finding):
                self._hear(item)
            else:
                self._take(item, source, checks, subjects)
            if len(self.batch) >= BATCH or (self.batch and source.position - begun > BATCH_BYTES):
                self.flush()
                begun = source.position
                self.progress(source)
                if self.stop():
                    return
        self._finish(checks, subjects)
        self.flush()
        if source.as_format and not said and not loader.matches(source):
            raise UnusableInput(
                f"nothing in it could be read as {loader.FORMAT}",
                code="FORMAT_MISMATCH",
                hint="leave out --as to detect the format",
            )

    def _hear(self, finding: Finding) -> None:
        """A loader's finding: about values it waits for its record, about identity it counts as refused."""
        if finding.code in VALUE_CODES:
            self.pending.append(finding)
            return
        self.report.find(finding)
        if finding.code in REFUSED and finding.node_type:
            self.report.refuse(finding.node_type)
        elif finding.accession and finding.severity in REPORTED:
            self.pending.append(finding)

    def _take(self, record: Record, source: Source, checks: Sequence[Rule], subjects: "Subjects") -> None:
        """A record: mended or refused, judged by the rules, and put into the batch."""
        said, self.pending = self.pending, []
        mended, problems = mend(complete(record), source)
        values = [finding for finding in (*said, *problems) if finding.code in VALUE_CODES or finding in problems]
        if mended is None or (self.on_invalid == "refuse" and values):
            self._refuse(record, values)
            return
        self.report.leave_out(left_out(record, mended))
        if self.on_invalid != "ignore":
            for finding in values:
                self.report.find(finding)
        self.batch.append(mended)
        self._report(
            mended,
            "load",
            [finding for finding in (*said, *problems) if self.on_invalid != "ignore" or finding not in values],
        )
        for rule in checks:
            found = list(rule.check(mended, source.path))
            for finding in found:
                self.report.find(finding)
            self._report(mended, rule.name, found)
        subjects.remember(mended)

    def _refuse(self, record: Record, values: Sequence[Finding]) -> None:
        for finding in values:
            self.report.find(as_error(finding))
        self.report.refuse(record.type, [relation.type for relation in record.relations])

    def _report(self, record: Record, rule_set: str, findings: Sequence[Finding]) -> None:
        if findings and record.provenance:
            scope = str(record.slots["scope"])
            self.batch.extend(
                report_records((record.type, record.accession), rule_set, findings, record.provenance, scope)
            )

    def _finish(self, checks: Sequence[Rule], subjects: "Subjects") -> None:
        """What the rules say at the end of a source, and findings whose record never came."""
        for rule in checks:
            for finding in rule.finish():
                self.report.find(finding)
                place = subjects.places.get((finding.node_type or "", finding.accession or ""))
                if place and finding.node_type and finding.accession:
                    self.batch.extend(
                        report_records((finding.node_type, finding.accession), rule.name, [finding], *place)
                    )
        for finding in self.pending:
            if finding.code in VALUE_CODES:
                self.report.find(finding)
        self.pending.clear()

    def flush(self) -> None:
        """Write the batch: objects first, then what was found about them, as visible as they are now."""
        batch, self.batch = self.batch, []
        for record in batch:
            self._note(record)
        objects = [record for record in batch if record.type not in REPORTS]
        self._write(objects)
        self._write(with_scopes(self.store, objects, [record for record in batch if record.type in REPORTS]))

    def _note(self, record: Record) -> None:
        """Remember the imaging series that an image belongs to, by the scope of the image."""
        for relation in record.relations if record.type == "Image" else ():
            if relation.type == "IN_SERIES":
                self.series.setdefault(str(record.slots["scope"]), set()).add(relation.to)

    def end(self) -> None:
        """What only the whole of a load tells: the image that stands for each series."""
        if self.series and not self.dry_run:
            represent(self.store, set().union(*self.series.values()), self.series)

    def _write(self, batch: Sequence[Record]) -> None:
        """Write records; where the store refuses them together, one by one, and refuse the bad ones."""
        if not batch:
            return
        try:
            self.report.add(self.store.write(batch, dry_run=self.dry_run))
        except InvalidRecord:
            for record in batch:
                self._write_alone(record)

    def _write_alone(self, record: Record) -> None:
        try:
            self.report.add(self.store.write([record], dry_run=self.dry_run))
        except InvalidRecord as error:
            place = record.provenance
            finding = Finding(
                error.code,
                "error",
                place.source if place else "",
                place.location if place else "",
                error.message,
                error.hint,
            )
            self._refuse(record, [finding])


@dataclass(slots=True)
class Subjects:
    """Where the runs, samples and experiments of a source stand, for rules that speak at its end; bounded."""

    places: dict[tuple[str, str], tuple[Provenance, str]] = field(default_factory=dict)

    def remember(self, record: Record) -> None:
        """Note the place and scope of a record."""
        if (
            record.type in ("Run", "Sample", "Experiment", "Individual")
            and record.provenance
            and len(self.places) < 50_000
        ):
            self.places[record.type, record.accession] = (record.provenance, str(record.slots["scope"]))


def left_out(record: Record, mended: Record) -> list[str]:
    """The types of the relationships that mending took from a record, as far as the model knows them."""
    kept = set(map(id, mended.relations))
    return [part.type for part in record.relations if id(part) not in kept and part.type in RELATIONSHIPS]


def as_error(finding: Finding) -> Finding:
    """The same finding, of severity error: its record was refused."""
    return Finding(
        finding.code,
        "error",
        finding.path,
        finding.location,
        finding.message,
        finding.hint,
        finding.node_type,
        finding.accession,
    )


def load_all(sources: Iterator[tuple[Source, bool]], pipeline: Pipeline) -> None:
    """Every source in turn; one that nobody reads is told: named ones are unusable input, found ones are skipped."""
    for source, named in sources:
        try:
            with source:
                pipeline.load(source)
        except UnusableInput as error:
            pipeline.flush()
            _skip(pipeline.report, source, error, named=named)
        pipeline.progress(source)
        if pipeline.stop():
            pipeline.report.interrupted = True
            break
    pipeline.end()


SKIPPED_QUIETLY = frozenset({"FORMAT_UNKNOWN", "BINARY_INPUT", "ZIP_NOT_WORKBOOK"})


def _skip(report: LoadReport, source: Source, error: UnusableInput, *, named: bool) -> None:
    quiet = error.code in SKIPPED_QUIETLY and not named
    report.unusable |= named
    report.find(Finding(error.code, "info" if quiet else "error", source.path, "", error.message, error.hint))
