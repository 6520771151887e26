"""Which GSA dataset (CRA) the rows of a workbook belong to: told by the download paths, else by the file name.

The workbook has no sheet of datasets, so the Dataset nodes made here are derived: they state their
archive and projects, and whatever source names the dataset itself overrules them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_schema.accession import normalise
from graph_schema.record import Record
from loaders.draft import Reading
from loaders.gsa_files import dataset_of
from loaders.source import Source
from loaders.workbook import Row, Sheet, Workbook
from qc.finding import Finding

IN_FILE_NAME = re.compile(r"(?<![A-Za-z0-9])(CRA\d{6,})(?!\d)", re.IGNORECASE)


@dataclass(slots=True)
class Membership:
    """Datasets by run, experiment and sample; `places` tells where each dataset is named."""

    places: dict[str, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], str] = field(default_factory=dict)
    projects: dict[str, dict[str, None]] = field(default_factory=dict)
    samples_by_name: dict[str, str | None] = field(default_factory=dict)

    def dataset(self, node_type: str, accession: str) -> str | None:
        """The dataset of an object: the only one there is, or the one its runs are in."""
        return next(iter(self.places)) if len(self.places) == 1 else self.objects.get((node_type, accession))


def memberships(source: Source, workbook: Workbook) -> Membership:
    """Read ahead what ties rows to datasets, before any record is made."""
    membership = Membership()
    of_experiment: dict[str, str] = {}
    for row in _rows(workbook.sheet("Run")):
        _run(row, membership, of_experiment)
    if not membership.places and (found := IN_FILE_NAME.search(source.name)):
        membership.places[found[1].upper()] = "file name"
    for row in _rows(workbook.sheet("Experiment")):
        _experiment(row, membership, of_experiment)
    for row in _rows(workbook.sheet("Sample")):
        name, accession = row.get("sample name"), normalise(row.get("accession"))
        membership.samples_by_name[name] = None if name in membership.samples_by_name else accession
        _project(membership, "Sample", accession, row.get("project accession", "bioproject accession"))
    return membership


def _rows(sheet: Sheet | None) -> Iterator[Row]:
    return sheet.rows() if sheet else iter(())


def _run(row: Row, membership: Membership, of_experiment: dict[str, str]) -> None:
    run = normalise(row.get("accession"))
    if named := dataset_of(row):
        dataset, cell = named
        membership.places.setdefault(dataset, cell)
        membership.objects["Run", run] = dataset
        of_experiment.setdefault(normalise(row.get("experiment accession")), dataset)
        _project(membership, "Run", run, row.get("bioproject accession"))


def _experiment(row: Row, membership: Membership, of_experiment: dict[str, str]) -> None:
    experiment = normalise(row.get("accession"))
    if dataset := of_experiment.get(experiment):
        membership.objects["Experiment", experiment] = dataset
        membership.objects.setdefault(("Sample", normalise(row.get("biosample accession"))), dataset)
    _project(membership, "Experiment", experiment, row.get("bioproject accession"))


def _project(membership: Membership, node_type: str, accession: str, project: str) -> None:
    dataset = membership.dataset(node_type, accession)
    if dataset and project:
        membership.projects.setdefault(dataset, {}).setdefault(project)


def dataset_records(reading: Reading, membership: Membership) -> Iterator[Record | Finding]:
    """The derived datasets, each in the projects its rows name."""
    if not membership.places:
        message = "neither a download path nor the file name tells the dataset (CRA)"
        yield reading.source.finding(
            "DATASET_UNKNOWN", "warning", "", message, "name the file after its accession, CRA….xlsx"
        )
    for dataset, place in membership.places.items():
        draft = reading.draft("Dataset", dataset, place, derived=True)
        draft.put("dataset_type", "GSA dataset")
        draft.put("access_type", "open")
        for project in membership.projects.get(dataset, {}):
            draft.relate("PART_OF", "BioProject", project, "BioProject accession", place)
        if len([relation for relation in draft.relations if relation.type == "PART_OF"]) > 1:
            draft.find(
                "DATASET_SEVERAL_PROJECTS",
                "warning",
                place,
                f"the rows of {dataset} name several projects",
                "a dataset is part of one project",
            )
        yield from draft.build()
