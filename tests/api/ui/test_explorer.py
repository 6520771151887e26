"""The explorer on the server: its address as its state, counts before the click, limits in the open."""

import re
from html import unescape

import orjson
import pytest

from api.ui import explorer
from graph_schema.iri import node_iri


def data(text: str):
    """What the canvas draws."""
    return orjson.loads(re.search(r'id="graph-data">(.*?)</script>', text, re.DOTALL)[1])


def counts(text: str, accession: str) -> dict[str, str]:
    """Shown and all neighbours of a node by relation, as its row says them."""
    row = next(row for row in re.findall(r"<tr data-node=.*?</tr>", text, re.DOTALL) if f">{accession}</a>" in row)
    return dict(re.findall(r">([A-Z][A-Za-z ]+) (\d+/\d+)</", row))


async def test_nodes_and_edges_of_the_address(get) -> None:
    """All relationships among the nodes of the address are drawn and listed."""
    told = data((await get("/graph?ids=HRA000001,HRI000001,HRI000002")).text)
    assert [node["accession"] for node in told["nodes"]] == ["HRA000001", "HRI000001", "HRI000002"]
    ids = {node["accession"]: node["id"] for node in told["nodes"]}
    assert ids["HRA000001"] == node_iri("Dataset", "HRA000001")
    drawn = {(edge["source"], edge["relation"], edge["target"]) for edge in told["edges"]}
    assert drawn == {
        (ids["HRI000001"], "IN_DATASET", ids["HRA000001"]),
        (ids["HRI000002"], "IN_DATASET", ids["HRA000001"]),
        (ids["HRI000002"], "MOTHER", ids["HRI000001"]),
    }


async def test_counts(get) -> None:
    """Each relation says how many are shown of how many; both directions of one relationship are told apart."""
    text = (await get("/graph?ids=HRI000001,HRI000002")).text
    assert counts(text, "HRI000001") == {"Datasets": "0/1", "Samples": "0/1", "Children": "1/1"}
    assert counts(text, "HRI000002") == {"Datasets": "0/1", "Samples": "0/1", "Mother": "1/1"}
    assert data(text)["nodes"][0]["hidden"] == 2


async def test_expand_goes_on_where_it_stopped(get) -> None:
    """Each expansion brings 25 further neighbours, none twice, until none is left."""
    path = "/graph?ids=HRX000001"
    seen = []
    for _ in range(2):
        told = await get(f"{path}&expand=Experiment/runs/HRX000001")
        assert told.status_code == 303
        path = told.headers["location"]
        ids = path.partition("ids=")[2].split(",")
        seen.append(len(ids))
        assert len(ids) == len(set(ids))
    assert seen == [21, 21]


async def test_around_draws_the_first_ring(get, monkeypatch: pytest.MonkeyPatch) -> None:
    """A node with a few neighbours along each relationship; the address then names them all."""
    told = await get("/graph?around=HRI000002&lang=zh")
    assert (told.status_code, told.headers["location"]) == (
        303,
        "/graph?ids=HRI000002,HRA000001,HRI000001,HRS000002&lang=zh",
    )
    monkeypatch.setattr(explorer, "RING", 2)
    ids = (await get("/graph?around=HRX000001")).headers["location"].partition("ids=")[2].split(",")
    assert (ids[0], sum(item.startswith("HRR") for item in ids)) == ("HRX000001", 2)
    assert '<a href="/graph?around=HRI000002">' in (await get("/individual/HRI000002.html")).text


async def test_around_what_is_not_here(get) -> None:
    """An unknown node is named by the page it leads to, and a language is no way to add parameters."""
    told = await get("/graph?around=HRR999999&lang=zh%26ids%3DHRR000001")
    assert told.headers["location"] == "/graph?ids=HRR999999&lang=zh%26ids%3DHRR000001"


async def test_expand_in_steps(get, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a smaller step the next neighbours follow in the order of their accessions."""
    monkeypatch.setattr(explorer, "EXPAND", 2)
    first = (await get("/graph?ids=HRX000001&expand=Experiment/runs/HRX000001")).headers["location"]
    second = (await get(f"{first}&expand=Experiment/runs/HRX000001")).headers["location"]
    assert second == "/graph?ids=HRX000001,HRR000003,HRR000006,HRR000009,HRR000012"


async def test_expand_to_one(get) -> None:
    """A relation to one node brings that one, once; one to none brings nothing."""
    address = "/graph?ids=HRR000001&expand=Run/experiment/HRR000001&lang=zh"
    assert (await get(address)).headers["location"] == "/graph?ids=HRR000001,HRX000002&lang=zh"
    again = "/graph?ids=HRR000001,HRX000002&expand=Run/experiment/HRR000001"
    assert (await get(again)).headers["location"] == "/graph?ids=HRR000001,HRX000002"
    assert (await get("/graph?ids=X&expand=Individual/father/HRI000001")).headers["location"] == "/graph?ids=X"


async def test_files_with_slashes(get) -> None:
    """A node whose accession holds a slash is expanded like any other."""
    path = "/graph?ids=HRR000001&expand=File/run/HRR000001/d41d8cd98f00b204e9800998ecf8427e"
    assert (await get(path)).headers["location"] == "/graph?ids=HRR000001"


@pytest.mark.parametrize("expand", ["Nope/runs/A", "Run/nope/A", "nonsense"])
async def test_expand_refused(get, expand: str) -> None:
    """What names no relation is 400 in words."""
    told = await get(f"/graph?ids=HRR000001&expand={expand}", accept="application/json")
    assert (told.status_code, told.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_FILTER")


async def test_limits_are_told(get, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full canvas warns, and what cannot be drawn is refused with the limit."""
    monkeypatch.setattr(explorer, "WARN_NODES", 2)
    assert "The canvas is getting full" in (await get("/graph?ids=HRR000001,HRR000002")).text
    monkeypatch.setattr(explorer, "MOST_NODES", 2)
    told = await get("/graph?ids=HRR000001,HRR000002,HRR000003", accept="application/json")
    assert told.status_code == 400
    assert "at most 2" in told.json()["errors"][0]["message"]


async def test_missing_nodes_are_named(get) -> None:
    """What is not here is said; the rest is drawn."""
    text = (await get("/graph?ids=HRR000001,HRR999999")).text
    assert "Not in this graph: HRR999999" in text
    assert len(data(text)["nodes"]) == 1


async def test_iris_draw_too(get) -> None:
    """The IRI of a node stands for its accession."""
    text = (await get(f"/graph?ids={node_iri('Run', 'HRR000001')}")).text
    assert data(text)["nodes"][0]["accession"] == "HRR000001"
    assert "Not in this graph" not in text


async def test_copied_query(get) -> None:
    """The page shows the one document it ran, with the ids of its address."""
    text = unescape((await get("/graph?ids=HRR000001,HRR000002")).text)
    assert "subgraph(ids: $ids, expand: [])" in text
    assert orjson.loads(re.search(r'id="graph-variables"[^>]*>(.*?)</pre>', text, re.DOTALL)[1]) == {
        "ids": ["HRR000001", "HRR000002"]
    }


async def test_empty(get) -> None:
    """Without nodes the page says how to begin."""
    assert "Start from one record or several" in (await get("/graph")).text


async def test_chinese(get) -> None:
    """Types, relations and counts are told in Chinese."""
    text = (await get("/graph?ids=HRA000001&lang=zh")).text
    assert "个体 0/2" in text
    assert data(text)["nodes"][0]["typeLabel"] == "数据集"
