"""Strategies for hypothesis: nodes and relationships of every type, with nasty texts in them."""

from typing import Any

from hypothesis import strategies as st

from graph_schema.definition import Slot
from graph_schema.iri import node_iri
from graph_schema.model import NODE_TYPES, RELATIONSHIPS, STRUCTURES
from graph_store.protocol import Edge

NASTY = [
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "\x00",
    "\x01",
    "\x1f",
    "\x7f",
    "\x85",
    "\u2028",
    "'''",
    '"""',
    "<b>",
    "^^",
    "@en",
    "e\u0301",
    "汉字",
    "𠮷",
    "\ufffd",
    "%41",
]

texts = st.lists(
    st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), min_size=1, max_size=6
).map("".join)
dates = st.dates().map(lambda day: day.isoformat()) | st.sampled_from(
    ["2026", "2026-02", "2026-13", "2026-02-30", "soon", "2020/2021"]
)
moments = st.datetimes().map(lambda time: time.isoformat() + "Z") | st.sampled_from(
    ["2026-01-01T00:00:00.500000+08:00", "2026-01-01T00:00:00", "2026-01-01", "noon"]
)
addresses = st.sampled_from(
    [
        "https://example.org/a b",
        "ftp://ftp.example.org/样本/a|b.gz",
        "http://example.org/%20?q=1#f",
        "www.example.org",
        "a{b}",
    ]
)
RANGES: dict[str, st.SearchStrategy[Any]] = {
    "string": texts,
    "text": texts,
    "integer": st.integers(0, 2**62),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    "date": dates,
    "datetime": moments,
    "uri": addresses,
}


def values(slot: Slot) -> st.SearchStrategy[Any]:
    """Values of a slot as a store gives them."""
    one = elements(slot.structure) if slot.structure else RANGES[slot.range]
    return st.lists(one, min_size=1, max_size=3) if slot.many or slot.structure else one


def elements(structure: str) -> st.SearchStrategy[dict[str, Any]]:
    """Elements of a structure; its first part is always there."""
    parts = {part.alias: RANGES[part.range] for part in STRUCTURES[structure]}
    first = next(iter(parts))
    required = {first, "reason"} & set(parts)
    optional = {name: part for name, part in parts.items() if name not in required}
    return st.fixed_dictionaries({name: parts[name] for name in required}, optional=optional)


@st.composite
def nodes(draw: st.DrawFn, node_type: str) -> dict[str, Any]:
    """Slots of a node of a type: some of them, the accession always."""
    accession = draw(st.sampled_from(["A1", "a b/c", "doi:10.1/x<y>", "样本"]) | texts)
    slots = [slot for slot in NODE_TYPES[node_type].slots if slot.name not in ("accession", "iri", "scope")]
    chosen = draw(st.lists(st.sampled_from(slots), unique_by=lambda slot: slot.name, max_size=6))
    filled = {slot.name: draw(values(slot)) for slot in chosen}
    return {"accession": accession, "iri": node_iri(node_type, accession), "scope": "public", **filled}


@st.composite
def edges(draw: st.DrawFn) -> Edge:
    """A relationship of any type with some of its properties."""
    known = RELATIONSHIPS[draw(st.sampled_from(sorted(RELATIONSHIPS)))]
    source = draw(st.sampled_from(known.sources))
    target = draw(st.sampled_from(known.targets_of[source]))
    filled = {slot.name: draw(values(slot)) for slot in known.properties if draw(st.booleans())}
    ends = st.sampled_from(["A1", "B 2", "doi:10.1/x"])
    return Edge(known.type, source, draw(ends), target, draw(ends), filled)
