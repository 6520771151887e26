"""Writes `docs/data-model.svg`: the node types and the relationships between them.

Boxes stand on a hand-made grid, so that the picture stays the same while slots change; a new type
is put in a row of its own until it is given a place. Relationships of a type to itself, and those
open to any type, are written below instead of drawn.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from html import escape

from graph_schema.definition import NodeType, Relationship
from graph_schema.generators.tables import Model

PLACES: Mapping[str, tuple[float, float]] = {
    "Organization": (0, 0),
    "Publication": (0, 1),
    "DataAccessCommittee": (0, 2),
    "AccessRequest": (0, 3),
    "BioProject": (1, 0),
    "Dataset": (1, 1),
    "ImagingStudy": (1, 3),
    "ImagingSeries": (1, 4),
    "Sample": (2.2, 2),
    "Individual": (2.3, 3),
    "Image": (2.2, 4),
    "Taxon": (3.2, 0),
    "Experiment": (3.2, 2),
    "QcReport": (3.3, 3),
    "OntologyTerm": (3.3, 4),
    "Analysis": (4.3, 1),
    "Run": (4.3, 2),
    "QcFinding": (4.3, 3),
    "Release": (4.3, 4),
    "TaxonProfile": (5.4, 0),
    "File": (5.4, 1.5),
}
SHOWN_SLOTS = 4
COLUMN, ROW, WIDTH, HEIGHT, MARGIN = 285, 170, 186, 96, 30
TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#8a99a8"/></marker></defs>'
)
LABEL_AT = 0.43  # how far from the source a label stands, so that two crossing lines keep theirs apart

STYLE = """text { font: 11px system-ui, sans-serif; fill: #1d2733 }
.type { font-weight: 600; font-size: 13px }
.slot { fill: #51606f }
.box { fill: #ffffff; stroke: #2f6f8f; stroke-width: 1.3 }
.link { stroke: #8a99a8; stroke-width: 1.2; marker-end: url(#tip) }
.label { font-size: 9px; fill: #7a3e00; text-anchor: middle; paint-order: stroke; stroke: #f7f9fb; stroke-width: 3px }"""


def write_er_diagram(model: Model) -> str:
    """The picture as SVG."""
    places, hidden = _places(model), _shared_slots(model)
    width = MARGIN + max(x for x, _ in places.values()) + WIDTH
    notes = list(_notes(model))
    below = MARGIN * 2 + max(y for _, y in places.values()) + HEIGHT
    height = below + 16 * len(notes) + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">',
        "<title>Node types and relationships of gsagraph</title>",
        f"<style>{STYLE}</style>",
        TIP,
        f'<rect width="{width:g}" height="{height:g}" fill="#f7f9fb"/>',
        *_links(model, places),
        *(_box(model.node_types[name], place, hidden) for name, place in places.items()),
        *_labels(model, places),
        *(f'<text x="{MARGIN}" y="{below + 16 * n:g}">{escape(note)}</text>' for n, note in enumerate(notes)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _places(model: Model) -> dict[str, tuple[float, float]]:
    """The top left corner of each box, in pixels."""
    unplaced = [name for name in model.node_types if name not in PLACES]
    grid = {**PLACES, **{name: (column, 5) for column, name in enumerate(unplaced)}}
    return {name: (MARGIN + grid[name][0] * COLUMN, MARGIN + grid[name][1] * ROW) for name in model.node_types}


def _drawn(model: Model) -> dict[tuple[str, str], list[str]]:
    """Relationship types by the pair of types they join; those open to every type are left out."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for relationship in model.relationships.values():
        if not _is_general(relationship):
            for source, targets in relationship.targets_of.items():
                for target in targets:
                    pairs.setdefault((source, target), []).append(relationship.type)
    return {pair: types for pair, types in pairs.items() if pair[0] != pair[1]}


def _is_general(relationship: Relationship) -> bool:
    return max(len(relationship.sources), len(relationship.targets)) > 5


def _links(model: Model, places: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    for source, target in _drawn(model):
        (x1, y1), (x2, y2) = _ends(places[source], places[target])
        yield f'<line class="link" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _labels(model: Model, places: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    for (source, target), types in _drawn(model).items():
        (x1, y1), (x2, y2) = _ends(places[source], places[target])
        x, y = x1 + (x2 - x1) * LABEL_AT, y1 + (y2 - y1) * LABEL_AT
        yield f'<text class="label" x="{x:.1f}" y="{y + 3:.1f}">{", ".join(types)}</text>'


def _ends(source: tuple[float, float], target: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the line between two boxes leaves the one and meets the other."""
    return _border(source, target), _border(target, source)


def _border(corner: tuple[float, float], towards: tuple[float, float]) -> tuple[float, float]:
    dx, dy = towards[0] - corner[0], towards[1] - corner[1]
    share = min(WIDTH / 2 / abs(dx) if dx else 1.0, HEIGHT / 2 / abs(dy) if dy else 1.0)
    return corner[0] + WIDTH / 2 + dx * share, corner[1] + HEIGHT / 2 + dy * share


def _box(node_type: NodeType, corner: tuple[float, float], hidden: AbstractSet[str]) -> str:
    x, y = corner
    lines = [
        f"<g><title>{escape(node_type.description)} · {escape(node_type.description_zh)}</title>",
        f'<rect class="box" x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="7"/>',
        f'<text class="type" x="{x + 10:g}" y="{y + 20:g}">{node_type.name}</text>',
    ]
    for n, alias in enumerate(_shown(node_type, hidden)):
        lines.append(f'<text class="slot" x="{x + 10:g}" y="{y + 38 + 15 * n:g}">{alias}</text>')
    return "\n".join([*lines, "</g>"])


def _shared_slots(model: Model) -> AbstractSet[str]:
    """Slots that most archived objects have and that tell nothing of a type: not shown."""
    owners = Counter(slot.name for node_type in model.node_types.values() for slot in node_type.slots)
    return {name for name, count in owners.items() if count > 4 and name != "name"}


def _shown(node_type: NodeType, hidden: AbstractSet[str]) -> list[str]:
    """The slots that tell most: the type's own facets and search slots first."""
    own = [slot for slot in node_type.slots if slot.name not in hidden]
    telling = sorted(own, key=lambda slot: not (slot.facet or slot.search))
    return [slot.alias for slot in telling[:SHOWN_SLOTS]]


def _notes(model: Model) -> Iterator[str]:
    """What is not drawn, in words."""
    relationships = model.relationships.values()
    general = [rel for rel in relationships if _is_general(rel)]
    own = [rel.type for rel in relationships if rel not in general and set(rel.sources) & set(rel.targets)]
    yield f"Within one type: {', '.join(own)}"
    for rel in general:
        like = all(targets == (source,) for source, targets in rel.targets_of.items())
        sources = _some(rel.sources, model)
        yield f"{rel.type}: {sources} → {'the same type' if like else _some(rel.targets, model)}"


def _some(types: tuple[str, ...], model: Model) -> str:
    return "any type" if len(types) == len(model.node_types) else ", ".join(types)
