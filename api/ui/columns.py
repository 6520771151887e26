"""Columns of result tables: which ones each type has, what of GraphQL they need, and what their cells show.

A column is a path of GraphQL names from the type of the table: a slot (`title`), a slot behind to-one
relations (`experiment.libraryStrategy`), a to-one relation itself (`experiment`, a link), or a to-many
relation, shown as its count (`files#`) or its first nodes (`samples[]`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from api.fields import owner, target
from api.ui.addresses import list_path, node_path
from api.ui.labels import description, name_label
from api.ui.language import Language
from graph_schema.definition import RelationField, Slot

SHOWN = 2
NODE_FIELDS = "__typename accession iri title"
LONGEST = 28
GROUPED_FROM = 10_000
"""Numbers from here on are grouped by thousands; years are not that great."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "BioProject": ("title", "projectDataTypes", "taxa[]", "datasets#", "samples#", "releaseDate"),
    "Dataset": ("title", "archive", "accessType", "bioProject", "dataAccessCommittee", "individuals#", "samples#", "experiments#", "files#", "imagingStudies#", "releaseDate"),
    "Individual": ("name", "sex", "ageBand", "disease", "group", "samples#", "imagingStudies#", "datasets[]"),
    "Sample": ("name", "title", "organism", "tissue", "individual", "collectionDate", "geographicLocation", "experiments#"),
    "Experiment": ("title", "libraryStrategy", "librarySource", "librarySelection", "libraryLayout", "platform", "instrumentModel", "samples[]", "runs#"),
    "Run": ("title", "experiment", "experiment.libraryStrategy", "experiment.platform", "experiment.instrumentModel", "spots", "bases", "files#", "releaseDate"),
    "Analysis": ("title", "analysisType", "assemblyName", "files#"),
    "File": ("name", "format", "size", "md5", "run", "analysis", "dataset"),
    "ImagingStudy": ("title", "individual", "dataset", "modalities", "bodyParts", "daysFromBaseline", "imagingSeries#"),
    "ImagingSeries": ("modality", "bodyPart", "seriesDescription", "manufacturer", "model", "sliceThickness", "imageCount", "imagingStudy"),
    "Image": ("sopClassUid", "rows", "columns", "instanceNumber", "imagingSeries"),
    "Taxon": ("title", "scientificName", "commonName", "rank", "samples#", "datasets#"),
    "Publication": ("title", "journal", "year", "doi", "datasets#", "bioProjects#"),
    "DataAccessCommittee": ("title", "name", "datasets#"),
    "QcReport": ("title", "ruleSet", "verdict", "errorCount", "warningCount", "findings#"),
    "QcFinding": ("code", "severity", "location", "message", "hint"),
    "OntologyTerm": ("label", "ontology"),
    "Organization": ("name", "country", "datasets#", "bioProjects#"),
    "AccessRequest": ("requestState", "requestDate", "decisionDate"),
    "TaxonProfile": ("software", "version", "totalCount", "identifiedCount"),
    "Release": ("version", "nodeCount", "relationshipCount"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a node, or only names it."""

    text: str
    href: str | None = None
    note: str = ""

    @property
    def short(self) -> str:
        """The text, its middle left out where it is long (UIDs, checksums)."""
        return self.text if len(self.text) <= LONGEST else f"{self.text[:14]}…{self.text[-8:]}"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: a text, or links with the number of further ones left out."""

    text: str = ""
    links: tuple[Link, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the relations that lead to it, then a slot, or a relation shown as `node`, `nodes` or `count`."""

    path: str
    steps: tuple[RelationField, ...]
    slot: Slot | None
    relation: RelationField | None
    kind: str

    @property
    def numeric(self) -> bool:
        """Numbers stand to the right."""
        return self.kind == "count" or (self.slot is not None and self.slot.range in ("integer", "float"))

    @property
    def item(self) -> Slot | RelationField:
        """What the model says about the column: its slot, or its relation."""
        found = self.slot or self.relation
        assert found is not None
        return found

    def label(self, language: Language) -> str:
        """The heading."""
        return name_label(language, self.slot.alias if self.slot else self.path.rstrip("#[]").rpartition(".")[2])

    def describe(self, language: Language) -> str:
        """What the model says of it."""
        return description(language, self.item)


@cache
def column(node_type: str, path: str) -> Column:
    """A column by its path; KeyError where the model has no such name."""
    kind = {"#": "count", "]": "nodes"}.get(path[-1], "slot")
    *names, last = path.rstrip("#[]").split(".")
    steps: list[RelationField] = []
    here = node_type
    for name in names:
        steps.append(owner(here).relations[name])
        here = target(steps[-1])
    slot = owner(here).slots.get(last) if kind == "slot" else None
    if slot:
        return Column(path, tuple(steps), slot, None, "slot")
    return Column(path, tuple(steps), None, owner(here).relations[last], "node" if kind == "slot" else kind)


def columns_of(node_type: str) -> tuple[Column, ...]:
    """The accession and the columns of a type's table."""
    return tuple(column(node_type, path) for path in ("accession", *COLUMNS[node_type]))


def brief_columns(node_type: str) -> tuple[Column, ...]:
    """Columns for a short list inside another page: own slots only."""
    plain = (item for item in columns_of(node_type) if item.kind == "slot" and not item.steps)
    return tuple(item for item in plain if item.slot and not item.slot.structure)[:7]


def selection(columns: Sequence[Column], shown: int = SHOWN) -> str:
    """The GraphQL selection that all columns together need, with `shown` nodes of each list."""
    return " ".join([NODE_FIELDS, *dict.fromkeys(_asked(item, shown) for item in columns)])


def _asked(item: Column, shown: int) -> str:
    if item.slot:
        inner = item.slot.alias
    else:
        assert item.relation is not None
        inner = (
            item.relation.name
            + {
                "count": " { totalCount }",
                "node": f" {{ {NODE_FIELDS} }}",
                "nodes": f"(first: {shown}) {{ totalCount nodes {{ {NODE_FIELDS} }} }}",
            }[item.kind]
        )
    for step in reversed(item.steps):
        inner = f"{step.name} {{ {inner} }}"
    return inner


def cell(item: Column, row: Mapping[str, Any]) -> Cell:
    """What a row of the answer shows in a column."""
    if item.slot and item.slot.name == "accession" and not item.steps:
        return Cell(links=(node_link(row),))
    here: Mapping[str, Any] | None = row
    for step in item.steps:
        here = here.get(step.name) if here else None
    if here is None:
        return Cell()
    return _slot_cell(item.slot, here) if item.slot else _relation_cell(item, here, row)


def _slot_cell(slot: Slot, node: Mapping[str, Any]) -> Cell:
    return Cell(plain(node.get(slot.alias)))


def plain(value: Any) -> str:
    """A slot's value as one line of text: lists joined, numbers grouped, truth in words of the data."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(plain(part) for part in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={plain(part)}" for key, part in value.items() if part is not None)
    if isinstance(value, bool):
        return str(value).lower()
    return grouped(value) if isinstance(value, int | float) else str(value)


def grouped(value: float) -> str:
    """A number with its thousands set apart, if it is a great one.

    >>> grouped(2024), grouped(1234567), grouped(0.5)
    ('2024', '1,234,567', '0.5')
    """
    return f"{value:,}" if abs(value) >= GROUPED_FROM else str(value)


def _relation_cell(item: Column, node: Mapping[str, Any], row: Mapping[str, Any]) -> Cell:
    assert item.relation is not None
    found = node.get(item.relation.name)
    if found is None:
        return Cell()
    if item.kind == "node":
        return Cell(links=(node_link(found),))
    if item.kind == "nodes":
        shown = tuple(node_link(each, by_title=True) for each in found["nodes"])
        return Cell(links=shown, more=found["totalCount"] - len(shown))
    href = related_path(item.relation, row["accession"]) if found["totalCount"] and not item.steps else None
    count = grouped(found["totalCount"])
    return Cell(links=(Link(count, href),)) if href else Cell(count)


def node_link(node: Mapping[str, Any], *, by_title: bool = False) -> Link:
    """A link to a node of an answer, named by its accession, or by its title where that says more."""
    text = (node.get("title") if by_title else None) or node["accession"]
    return Link(text, node_path(node["__typename"], node["accession"], node["iri"]))


def related_path(relation: RelationField, accession: str) -> str | None:
    """The table of all nodes a to-many relation leads to, filtered by where it came from; None if there is none."""
    back = inverse(relation)
    return list_path(relation.targets[0], [(f"{back}.accession", accession)]) if back else None


@cache
def inverse(relation: RelationField) -> str | None:
    """The field of the target that leads back along the same relationships, if every target node has one."""
    if len(relation.targets) != 1:
        return None
    turned = {"out": "in", "in": "out", "both": "both"}[relation.direction]
    for name, field in owner(relation.targets[0]).relations.items():
        if (
            set(field.relationships) == set(relation.relationships)
            and field.direction == turned
            and relation.owner in field.targets
        ):
            return name if len(field.targets) == 1 else None
    return None
