"""A record as its page shows it: slots with their terms, relations with counts and first rows, access, provenance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.fields import owner, properties, target
from api.ui.access import Access, states
from api.ui.columns import Cell, Link, brief_columns, cell, node_link, plain, related_path
from api.ui.heads import Head, head_of, plain_head
from api.ui.labels import description, name_label
from api.ui.language import Language, gettext
from api.ui.quality import DRAWN
from graph_schema.definition import RelationField, Slot
from graph_schema.model import STRUCTURES, VOCABULARIES
from graph_schema.names import camel

ROWS = 10
APART = (
    frozenset({"title", "description", "attributes", "missing_reasons", "external_references", "provenance"}) | DRAWN
)
PROVENANCE = ("source", "location", "loader", "version", "time", "sha256")


@dataclass(frozen=True, slots=True)
class Term:
    """An ontology term beside a literal."""

    label: str
    accession: str
    href: str | None
    iri: str


@dataclass(frozen=True, slots=True)
class SlotView:
    """One filled slot: label, what it means, its values as texts or links, and the terms they stand for."""

    label: str
    description: str
    values: tuple[Link, ...]
    terms: tuple[Term, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A small table: headings and rows of cells."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class RelationView:
    """One relation: label, how many nodes, the first of them, and where to see all."""

    name: str
    label: str
    description: str
    total: int
    table: TableView
    all_href: str | None


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything the record page shows of a node."""

    node_type: str
    accession: str
    iri: str
    title: str
    description: str
    gone: bool
    slots: tuple[SlotView, ...]
    attributes: tuple[SlotView, ...]
    relations: tuple[RelationView, ...]
    absent: tuple[str, ...]
    access: tuple[Access, ...]
    references: tuple[Link, ...]
    provenance: TableView | None


def view(language: Language, node: Mapping[str, Any], gone: bool) -> RecordView:
    """The view of the answer to a record document."""
    node_type = node["__typename"]
    relations = [_relation(language, field, node) for field in owner(node_type).relations.values()]
    return RecordView(
        node_type=node_type,
        accession=node["accession"],
        iri=node["iri"],
        title=node.get("title") or node.get("name") or "",
        description=node.get("description") or "",
        gone=gone,
        slots=tuple(_slots(language, node_type, node)),
        attributes=tuple(_attributes(node)),
        relations=tuple(item for item in relations if item.total),
        absent=tuple(item.label for item in relations if not item.total),
        access=tuple(states(node_type, node)),
        references=tuple(_references(node)),
        provenance=_provenance(language, node),
    )


def _slots(language: Language, node_type: str, node: Mapping[str, Any]) -> Iterator[SlotView]:
    terms = _terms(node)
    reasons = {item["slot"]: item["reason"] for item in node.get("missingReasons") or ()}
    for slot in owner(node_type).slots.values():
        if slot.name in APART:
            continue
        values = _values(language, slot, node.get(slot.alias))
        reason = reasons.get(slot.name) or reasons.get(slot.alias) or ""
        if values or reason:
            found = terms.get(slot.alias, ())
            yield SlotView(name_label(language, slot.alias), description(language, slot), values, tuple(found), reason)


def _values(language: Language, slot: Slot, value: Any) -> tuple[Link, ...]:
    if value is None or value == []:
        return ()
    parts = value if isinstance(value, list) else [value]
    return tuple(_value(language, slot, part) for part in parts)


def _value(language: Language, slot: Slot, value: Any) -> Link:
    """A value as text; addresses of the web become links, vocabulary values get their meaning beside them."""
    text = _structured(slot, value) if isinstance(value, dict) else plain(value)
    href = text if slot.range == "uri" and text.startswith(("http://", "https://")) else None
    return Link(text, href, _meaning(language, slot, value))


def _structured(slot: Slot, value: Mapping[str, Any]) -> str:
    assert slot.structure is not None
    named = ((part.alias, value.get(part.alias)) for part in STRUCTURES[slot.structure])
    return ", ".join(f"{name}: {plain(content)}" for name, content in named if content is not None)


def _meaning(language: Language, slot: Slot, value: Any) -> str:
    """What a vocabulary says of a value, where that differs from the value itself."""
    terms = VOCABULARIES[slot.vocabulary].terms if slot.vocabulary in VOCABULARIES else ()
    for term in terms:
        if term.value == value:
            text = (term.description_zh if language == "zh" else "") or term.description
            return "" if text.lower() == str(value).lower() else text
    return ""


def _terms(node: Mapping[str, Any]) -> dict[str, list[Term]]:
    """Ontology terms by the camelCase name of the slot whose value they stand for."""
    found: dict[str, list[Term]] = {}
    for edge in (node.get("terms") or {}).get("edges", ()):
        term, field = edge["node"], edge.get("field") or ""
        link = node_link(term)
        label = term.get("label") or term.get("title") or term["accession"]
        found.setdefault(camel(field) if "_" in field else field, []).append(
            Term(label, term["accession"], link.href, term["iri"])
        )
    return found


def _attributes(node: Mapping[str, Any]) -> Iterator[SlotView]:
    """What the source says beyond the model: name, value and unit as it writes them."""
    for item in node.get("attributes") or ():
        text = " ".join(filter(None, (plain(item.get("value")), item.get("unit"))))
        yield SlotView(item.get("name") or "", "", (Link(text),))


def _references(node: Mapping[str, Any]) -> Iterator[Link]:
    for item in node.get("externalReferences") or ():
        url = item.get("url")
        yield Link(
            item.get("accession") or url or "",
            url if str(url).startswith(("http://", "https://")) else None,
            item.get("database") or "",
        )


def _relation(language: Language, field: RelationField, node: Mapping[str, Any]) -> RelationView:
    found = node.get(field.name)
    if field.many:
        edges, total = (found or {}).get("edges", []), (found or {}).get("totalCount", 0)
    else:
        edges, total = ([{"node": found}], 1) if found else ([], 0)
    href = related_path(field, node["accession"]) if field.many and total > len(edges) else None
    table = _related_table(language, field, edges)
    return RelationView(field.name, name_label(language, field.name), description(language, field), total, table, href)


def _related_table(language: Language, field: RelationField, edges: Sequence[Mapping[str, Any]]) -> TableView:
    """Rows of related nodes: columns that some row fills, then what the relationship itself says."""
    carried = list(properties(field).values()) if field.many else []
    if len(field.targets) > 1:
        heads = [plain_head(gettext(language, text)) for text in ("Record", "Title")]
        rows = [[Cell(links=(node_link(edge["node"]),)), Cell(edge["node"].get("title") or "")] for edge in edges]
    else:
        columns = brief_columns(target(field))
        heads = [head_of(language, column) for column in columns]
        rows = [[cell(column, edge["node"]) for column in columns] for edge in edges]
    heads += [Head(name_label(language, slot.alias), description(language, slot)) for slot in carried]
    rows = [
        [*row, *(Cell(plain(edge.get(slot.alias))) for slot in carried)] for row, edge in zip(rows, edges, strict=True)
    ]
    return _filled(heads, rows)


def _filled(heads: Sequence[Head], rows: Sequence[Sequence[Cell]]) -> TableView:
    """The table without columns that are empty in every row."""
    kept = [index for index in range(len(heads)) if any(row[index].text or row[index].links for row in rows)]
    return TableView(tuple(heads[index] for index in kept), tuple(tuple(row[index] for index in kept) for row in rows))


def _provenance(language: Language, node: Mapping[str, Any]) -> TableView | None:
    entries = node.get("provenance") or []
    if not entries:
        return None
    heads = [plain_head(name_label(language, name)) for name in PROVENANCE]
    return _filled(heads, [[Cell(plain(entry.get(name))) for name in PROVENANCE] for entry in entries])


def document(node: Mapping[str, Any]) -> dict[str, Any]:
    """The record as JSON: its slots and relations as GraphQL names them, what is empty left out."""
    kept = {
        name: value for name, value in node.items() if name not in ("__typename", "access") and not _is_empty(value)
    }
    return {"type": node["__typename"], **kept}


def _is_empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, dict) and value.get("totalCount") == 0)
