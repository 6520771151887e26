"""Columns of tables: what they ask for and what their cells show."""

import pytest

from api.fields import owner
from api.ui.columns import (
    COLUMNS,
    Cell,
    Link,
    cell,
    column,
    columns_of,
    inverse,
    node_link,
    plain,
    related_path,
    selection,
)
from graph_schema.model import NODE_TYPES

RUN = {
    "__typename": "Run",
    "accession": "CRR000001",
    "iri": "https://w3id.org/gsagraph/run/CRR000001",
    "title": "one",
    "bases": 1234567,
    "files": {"totalCount": 12000},
    "experiment": {
        "__typename": "Experiment",
        "accession": "CRX000001",
        "iri": "https://w3id.org/gsagraph/experiment/CRX000001",
        "title": None,
        "platform": "ILLUMINA",
    },
}


def test_every_type_has_columns() -> None:
    """Each node type of the model has a table, with columns that exist and are named once."""
    assert set(COLUMNS) == set(NODE_TYPES)
    for name in NODE_TYPES:
        paths = [item.path for item in columns_of(name)]
        assert len(paths) == len(set(paths)) > 1


@pytest.mark.parametrize("path", ["nothing", "experiment.nothing", "nothing#", "title.x"])
def test_unknown_column(path: str) -> None:
    """A path the model does not have is a mistake, found when the table is made."""
    with pytest.raises(KeyError):
        column("Run", path)


def test_selection() -> None:
    """Each kind of column asks for what its cells need, and for nothing twice."""
    asked = selection(
        [column("Run", path) for path in ("bases", "experiment.platform", "experiment", "files#", "bases")]
    )
    assert asked == (
        "__typename accession iri title bases experiment { platform } "
        "experiment { __typename accession iri title } files { totalCount }"
    )
    assert "samples(first: 2) { totalCount nodes {" in selection([column("Experiment", "samples[]")])
    assert "samples(first: 50) {" in selection([column("Experiment", "samples[]")], shown=50)


def test_cells() -> None:
    """An accession leads to its record, a relation to its node, a count to the filtered table."""
    shown = {
        path: cell(column("Run", path), RUN)
        for path in ("accession", "bases", "experiment", "experiment.platform", "files#")
    }
    assert shown["accession"] == Cell(links=(Link("CRR000001", "/run/CRR000001"),))
    assert shown["bases"] == Cell("1,234,567")
    assert shown["experiment"] == Cell(links=(Link("CRX000001", "/experiment/CRX000001"),))
    assert shown["experiment.platform"] == Cell("ILLUMINA")
    assert shown["files#"] == Cell(links=(Link("12,000", "/files?run.accession=CRR000001"),))


def test_cells_of_nothing() -> None:
    """What is absent shows as nothing, a count of none without a link."""
    bare = RUN | {"experiment": None, "bases": None, "files": {"totalCount": 0}}
    for path in ("bases", "experiment", "experiment.platform"):
        assert cell(column("Run", path), bare) == Cell()
    assert cell(column("Run", "files#"), bare) == Cell("0")


def test_first_nodes() -> None:
    """A list shows its first nodes by title and how many there are besides."""
    sample = {"__typename": "Sample", "accession": "SAMC1", "iri": "x", "title": "blood"}
    row = {"accession": "CRX1", "samples": {"totalCount": 5, "nodes": [sample, sample | {"title": None}]}}
    shown = cell(column("Experiment", "samples[]"), row)
    assert [link.text for link in shown.links] == ["blood", "SAMC1"]
    assert shown.more == 3


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("a", "a"),
        (12345, "12,345"),
        (2024, "2024"),
        (-10000, "-10,000"),
        (1.5, "1.5"),
        (True, "true"),
        (["a", None, 2], "a; ; 2"),
        ({"a": 1, "b": None}, "a=1"),
    ],
)
def test_plain(value, text: str) -> None:
    """Every value becomes one line; nothing nested stays."""
    assert plain(value) == text


def test_inverse() -> None:
    """The way back is the field of the other type along the same relationships, where all of it leads back."""
    assert inverse(owner("Run").relations["files"]) == "run"
    assert inverse(owner("Dataset").relations["samples"]) == "datasets"
    assert inverse(owner("Individual").relations["children"]) is None
    assert inverse(owner("Run").relations["crossReferences"]) is None


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_inverse_leads_back(node_type: str) -> None:
    """Whatever the way back is called, it ends at the type it came from."""
    for relation in owner(node_type).relations.values():
        back = inverse(relation)
        if back:
            assert node_type in owner(relation.targets[0]).relations[back].targets


def test_related_path() -> None:
    """All nodes of a relation are a table filtered by where it came from."""
    assert related_path(owner("Dataset").relations["samples"], "CRA1") == "/samples?datasets.accession=CRA1"
    assert related_path(owner("Individual").relations["children"], "HRI1") is None


def test_node_link_by_title() -> None:
    """A link carries the accession, or the title where asked and present."""
    assert node_link(RUN).text == "CRR000001"
    assert node_link(RUN, by_title=True).text == "one"
    assert node_link(RUN | {"title": ""}, by_title=True).text == "CRR000001"


def test_long_names_are_shortened() -> None:
    """UIDs and checksums keep their beginning and end; shorter names stay whole."""
    assert Link("HRR000001/d41d8cd98f00b204e9800998ecf8427e").short == "HRR000001/d41d…ecf8427e"
    assert Link("a" * 28).short == "a" * 28
