"""What the rows of a GSA-Human workbook share, read ahead: the dataset, names, ages, families, BioSamples."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_schema.accession import detect, normalise
from graph_schema.vocabulary import missing_reason, standard
from loaders.governance import PROJECT, STATE
from loaders.individual import Youngest, ancestor_cycles, families
from loaders.release import release_state, scope_of
from loaders.workbook import Row, Sheet, Workbook

IN_TEXT = re.compile(r"(?<![A-Za-z0-9])(HRA\d{6,})(?!\d)", re.IGNORECASE)
INDIVIDUAL = ("individual accession", "individual")
SAMPLE = ("sample name", "biosample name")
AGE, AGE_UNIT = ("age", "host age"), ("age unit", "host age unit")


@dataclass(slots=True)
class Context:
    """What is known of a workbook before its records are made; `rows` tells whether a sheet Dataset names it."""

    dataset: str | None = None
    place: str = "file name"
    rows: bool = False
    release_state: str | None = None
    access_type: str | None = None
    projects: dict[str, None] = field(default_factory=dict)
    ages: Youngest = field(default_factory=Youngest)
    sexes: dict[str, str] = field(default_factory=dict)
    families: dict[str, list[Row]] = field(default_factory=dict)
    cycles: frozenset[str] = frozenset()
    individuals_by_name: dict[str, str | None] = field(default_factory=dict)
    samples_by_name: dict[str, str | None] = field(default_factory=dict)
    sample_of_biosample: dict[str, str] = field(default_factory=dict)

    @property
    def scope(self) -> str:
        """Who may see the objects of the workbook."""
        return scope_of(self.release_state)


def context_of(workbook: Workbook, file_name: str) -> Context:
    """Read ahead what the rows of a workbook share."""
    context = Context()
    _dataset(context, workbook, file_name)
    for row in _rows(workbook.sheet("Individual")):
        _individual(context, row)
    for row in _rows(workbook.sheet("Sample")):
        _sample(context, row)
    for row in _rows(workbook.sheet("Experiment")):
        if (project := row.get(*PROJECT)) and not missing_reason(project):
            context.projects.setdefault(normalise(project))
    family = workbook.sheet("Family")
    context.families = families(family)
    context.cycles = frozenset(row.location for row, _ in ancestor_cycles(family))
    return context


def _rows(sheet: Sheet | None) -> Iterator[Row]:
    return sheet.rows() if sheet else iter(())


def _dataset(context: Context, workbook: Workbook, file_name: str) -> None:
    """The dataset: of the sheet Dataset, else of the download paths, else of the file name."""
    for row in _rows(workbook.sheet("Dataset")):
        named = detect(row.get("accession"))
        if named is None or named.kind != "gsahuman.dataset":
            continue
        context.rows, context.dataset, context.place = True, named.value, row.location
        state = row.get(*STATE)
        term = standard("ReleaseState", release_state(state)) if state else None
        context.release_state = term.value if term else None if missing_reason(state) else "private"
        access = standard("AccessType", row.get("data accessibility", "access type"))
        context.access_type = access.value if access else None
        return
    for row in _rows(workbook.sheet("Run")):
        if found := IN_TEXT.search(" ".join(value for value in row.values if "/" in value)):
            context.dataset, context.place = found[1].upper(), row.location
            return
    if found := IN_TEXT.search(file_name):
        context.dataset = found[1].upper()


def _individual(context: Context, row: Row) -> None:
    accession = normalise(row.get("accession"))
    _name(context.individuals_by_name, row.get("individual name", "name"), accession)
    sex = standard("Sex", row.get("gender", "sex"))
    if sex:
        context.sexes[accession] = sex.value


def _sample(context: Context, row: Row) -> None:
    accession, individual = normalise(row.get("accession")), row.get(*INDIVIDUAL)
    _name(context.samples_by_name, row.get("sample name"), accession)
    individual = normalise(context.individuals_by_name.get(individual) or individual)
    context.ages.meet(individual, row.get(*AGE), row.get(*AGE_UNIT))
    if biosample := row.get("biosample accession"):
        context.sample_of_biosample[normalise(biosample)] = accession


def _name(names: dict[str, str | None], name: str, accession: str) -> None:
    """Know an object by its name, unless two have the same."""
    if name:
        names[name] = None if names.get(name, accession) != accession else accession
