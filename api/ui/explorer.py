"""The explorer: `/graph?ids=…` draws nodes, all relationships among them, and offers what is next to each.

The address is the state. `expand=RUN/field` (with `of=` the accession) adds up to 25 further neighbours
and answers with the address that holds them; a script does the same without a new page. `around=` an
accession answers with the address of that node and its first neighbours, a few along each relationship.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.fields import owner
from api.ui import documents
from api.ui.addresses import graph_path, node_path
from api.ui.asking import Asked, ask
from api.ui.documents import stored
from api.ui.labels import name_label, type_label
from api.ui.look import LOOKS
from api.ui.page import Page
from graph_schema.errors import QueryRefused
from graph_schema.model import NODE_TYPES, RELATIONSHIPS

EXPAND, RING = 25, 5
MOST_NODES, WARN_NODES = 500, 300


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What one field of a node leads to: how many there are, how many of them are on the canvas."""

    field: str
    label: str
    shown: int
    total: int
    href: str

    @property
    def hidden(self) -> int:
        """How many are not on the canvas yet."""
        return max(0, self.total - self.shown)


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node of the canvas and of the table beside it."""

    id: str
    type: str
    type_label: str
    accession: str
    label: str
    href: str
    without_href: str
    neighbours: tuple[Neighbours, ...]


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A relationship between two nodes of the canvas."""

    source: NodeView
    target: NodeView
    relation: str
    label: str


def explorer(request: Request) -> Response:
    """Answers `/graph`."""
    ids = _ids(request.query_params.get("ids", ""))
    expand = request.query_params.get("expand")
    if expand:
        return RedirectResponse(graph_path([*ids, *_expanded(request, ids, expand)]) + _language(request), 303)
    around = request.query_params.get("around", "").strip()
    if around:
        return RedirectResponse(graph_path([around, *_ring(request, around)]) + _language(request), 303)
    asked = Asked(stored("subgraph"), {"ids": ids})
    found = ask(request, asked)["subgraph"] if ids else {"nodes": [], "edges": []}
    return _page(request, ids, asked, found)


def _language(request: Request) -> str:
    return f"&{urlencode({'lang': request.query_params['lang']})}" if "lang" in request.query_params else ""


def _ids(text: str) -> list[str]:
    """The accessions of the address, each once; QueryRefused where there are too many to draw."""
    ids = list(dict.fromkeys(part.strip() for part in text.replace("\n", ",").split(",") if part.strip()))
    if len(ids) > MOST_NODES:
        hint = "look at the tables, or draw a part"
        raise QueryRefused(f"{len(ids)} nodes: the canvas draws at most {MOST_NODES}", code="LIST_TOO_LONG", hint=hint)
    return ids


def _expanded(request: Request, ids: Sequence[str], expand: str) -> list[str]:
    """Up to 25 further nodes at the end of a field: `Type/field/accession` says of which node."""
    node_type, _, rest = expand.partition("/")
    field, _, accession = rest.partition("/")
    if node_type not in NODE_TYPES or field not in owner(node_type).relations:
        raise QueryRefused(f"expand={expand} names no relation", code="BAD_FILTER", hint="write Type/field/accession")
    first = min(EXPAND, MOST_NODES - len(ids))
    many = owner(node_type).relations[field].many
    variables = {"id": accession} | ({"known": list(ids), "first": first} if many else {})
    node = ask(request, Asked(documents.neighbours(node_type, field), variables))["node"]
    answer = (node or {}).get(field)
    nodes = [] if answer is None else answer["nodes"] if many else [answer]
    return [item["accession"] for item in nodes if item["accession"] not in ids]


def _ring(request: Request, accession: str) -> list[str]:
    """The neighbours of a node, at most `RING` along each relationship and direction."""
    found = ask(request, Asked(stored("ring"), {"ids": [accession], "first": RING}))["subgraph"]["nodes"]
    others = dict.fromkeys(node["accession"] for node in found if node["accession"] != accession)
    return [other for other in others if "," not in other][: MOST_NODES - 1]


def _page(request: Request, ids: Sequence[str], asked: Asked, found: Mapping[str, Any]) -> Response:
    page = Page.of(request)
    nodes = _nodes(page, ids, found)
    edges = [_edge(page, nodes, edge) for edge in found["edges"]]
    missing = [token for token in ids if token not in {node.accession for node in nodes.values()} | set(nodes)]
    return page.render(
        "graph.html",
        asked=asked,
        nodes=list(nodes.values()),
        edges=edges,
        missing=missing,
        legend=_legend(page, nodes.values()),
        data=_data(nodes.values(), edges),
        bundle=page.assets.bundle("graph.js"),
        most=MOST_NODES,
        crowded=len(nodes) >= WARN_NODES,
        summary=_summary(page, len(nodes), len(edges)),
    )


def _summary(page: Page, nodes: int, edges: int) -> str:
    said = page.ngettext("%(n)s node", "%(n)s nodes", nodes) % {"n": nodes}
    return f"{said} · " + page.ngettext("%(n)s relationship", "%(n)s relationships", edges) % {"n": edges}


def _nodes(page: Page, ids: Sequence[str], found: Mapping[str, Any]) -> dict[str, NodeView]:
    """The nodes by id, in the order of the address."""
    kinds = {node["id"]: node["type"] for node in found["nodes"]}
    place = {token: index for index, token in enumerate(ids)}
    ordered = sorted(found["nodes"], key=lambda node: place.get(node["accession"], place.get(node["id"], len(place))))
    return {node["id"]: _node(page, ids, node, _shown(node["id"], found["edges"], kinds)) for node in ordered}


def _shown(node: str, edges: Sequence[Mapping[str, Any]], kinds: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Relationship, direction and type of each neighbour on the canvas."""
    out = [(edge["relation"], "out", kinds[edge["target"]]) for edge in edges if edge["source"] == node]
    return out + [(edge["relation"], "in", kinds[edge["source"]]) for edge in edges if edge["target"] == node]


def _node(page: Page, ids: Sequence[str], node: Mapping[str, Any], shown: Sequence[tuple[str, str, str]]) -> NodeView:
    return NodeView(
        id=node["id"],
        type=node["type"],
        type_label=type_label(page.language, node["type"]),
        accession=node["accession"],
        label=node["label"],
        href=node_path(node["type"], node["accession"], node["iri"]),
        without_href=graph_path([token for token in ids if token not in (node["accession"], node["id"])]),
        neighbours=tuple(_neighbours(page, ids, node, shown)),
    )


def _neighbours(
    page: Page, ids: Sequence[str], node: Mapping[str, Any], shown: Sequence[tuple[str, str, str]]
) -> Iterator[Neighbours]:
    """The fields of a node that lead somewhere, with counts."""
    for name, field in owner(node["type"]).relations.items():

        def fits(relation: str, direction: str, kind: str, field: Any = field) -> bool:
            ways = ("both", direction) if RELATIONSHIPS[relation].symmetric else (direction,)
            return relation in field.relationships and field.direction in ways and kind in field.targets

        total = sum(item["count"] for item in node["degree"] if fits(item["relation"], item["direction"], item["type"]))
        if total:
            there = sum(fits(*neighbour) for neighbour in shown)
            href = f"{graph_path(ids)}&expand={node['type']}/{name}/{node['accession']}"
            yield Neighbours(name, name_label(page.language, name), min(there, total), total, href)


def _edge(page: Page, nodes: Mapping[str, NodeView], edge: Mapping[str, Any]) -> EdgeView:
    label = name_label(page.language, RELATIONSHIPS[edge["relation"]].alias)
    return EdgeView(nodes[edge["source"]], nodes[edge["target"]], edge["relation"], label)


def _legend(page: Page, nodes: Any) -> list[tuple[str, str, int]]:
    """The types on the canvas with their number, in the order of the model."""
    present = [node.type for node in nodes]
    return [(name, type_label(page.language, name), present.count(name)) for name in NODE_TYPES if name in present]


def _data(nodes: Any, edges: Sequence[EdgeView]) -> dict[str, Any]:
    """What the canvas draws."""
    return {
        "nodes": [
            {
                "id": node.id,
                "type": node.type,
                "typeLabel": node.type_label,
                "accession": node.accession,
                "label": node.label,
                "hidden": sum(item.hidden for item in node.neighbours),
            }
            for node in nodes
        ],
        "edges": [
            {"source": edge.source.id, "target": edge.target.id, "relation": edge.relation, "label": edge.label}
            for edge in edges
        ],
        "looks": {name: {"colour": look.colour, "points": look.points} for name, look in LOOKS.items()},
    }
