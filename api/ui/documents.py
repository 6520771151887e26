"""The GraphQL documents that pages run: the files in `queries/`, and those derived from the model.

What a page shows under "the GraphQL this page ran" is exactly this text with its variables. A document's
text depends on the type and on what is counted, never on values, so that each is parsed once.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from api.fields import owner, properties, target
from api.ui import access
from api.ui.columns import NODE_FIELDS, SHOWN, Column, brief_columns, columns_of, selection
from graph_schema.definition import RelationField, Slot
from graph_schema.model import NODE_TYPES, STRUCTURES

SEARCHED = tuple(
    name
    for name in NODE_TYPES
    if name not in ("File", "Image", "QcReport", "QcFinding", "AccessRequest", "TaxonProfile", "Release")
)
"""Types searched together; one statement each, so those without words of their own are left to their tables."""

FACET_VALUES = 20
QUERIES = Path(__file__).parent / "queries"


@cache
def stored(name: str) -> str:
    """A document kept as a file, by its name."""
    return (QUERIES / f"{name}.graphql").read_text("utf-8")


@cache
def record(node_type: str) -> str:
    """Everything of one node: all slots, and of each relation the count and the first rows."""
    fields = [*map(_slot, owner(node_type).slots.values()), *map(_relation, owner(node_type).relations.values())]
    fields += filter(None, [access.selection(node_type)])
    return _lines(
        f"query {node_type}Record($id: ID!, $rows: Int!)",
        f"node(id: $id, type: {node_type})",
        [f"... on {node_type}", "__typename", *fields],
    )


def _lines(head: str, root: str, inner: Sequence[str]) -> str:
    """A document with one field a line; `inner` begins with the fragment's condition."""
    condition, *fields = inner
    body = "".join(f"      {field}\n" for field in fields)
    return f"{head} {{\n  {root} {{\n    {condition} {{\n{body}    }}\n  }}\n}}\n"


def _slot(slot: Slot) -> str:
    if slot.structure is None:
        return slot.alias
    return f"{slot.alias} {{ {' '.join(part.alias for part in STRUCTURES[slot.structure])} }}"


def _relation(relation: RelationField) -> str:
    if not relation.many:
        return f"{relation.name} {{ {related(relation)} }}"
    carried = " ".join(properties(relation))
    node = f"node {{ {related(relation)} }}"
    return f"{relation.name}(first: $rows) {{ totalCount edges {{ {carried + ' ' if carried else ''}{node} }} }}"


def related(relation: RelationField) -> str:
    """What a record page shows of each node at the end of a relation."""
    return NODE_FIELDS if len(relation.targets) > 1 else selection(brief_columns(target(relation)))


@cache
def table(node_type: str, counted: tuple[str, ...], apart: tuple[str, ...], shown: int = SHOWN) -> str:
    """A page of a table with its facets: those in `counted` over the whole selection, and each of `apart`,
    which has a selection of its own, over the selection without it (`$facet0`, `$facet1` …).
    """
    root = NODE_TYPES[node_type].root
    declared = [f"$where: {node_type}Where", f"$orderBy: [{node_type}OrderBy!]", "$first: Int", "$after: String"]
    declared += [f"$facet{index}: {node_type}Where" for index in range(len(apart))]
    return "\n".join(
        [
            f"query {node_type}Table({', '.join(declared)}) {{",
            f"  {root}(where: $where, orderBy: $orderBy, first: $first, after: $after) {{",
            "    totalCount",
            f"    nodes {{ {selection(columns_of(node_type), shown)} }}",
            "    pageInfo { hasNextPage endCursor }",
            *([f"    {_facets(counted)}"] if counted else []),
            "  }",
            *(
                f"  facet{index}: {root}(where: $facet{index}) {{ {_facets([name])} }}"
                for index, name in enumerate(apart)
            ),
            "}",
            "",
        ]
    )


def _facets(fields: Iterable[str]) -> str:
    names = ", ".join(f'"{field}"' for field in fields)
    return f"facets(fields: [{names}], first: {FACET_VALUES}) {{ field buckets {{ value count }} }}"


@cache
def searches(types: tuple[str, ...]) -> str:
    """Full text over titles, names and accessions, each type on its own with its count."""
    inner = "{ totalCount totalCountIsExact nodes { __typename accession iri title archive } }"
    lines = (
        f"  found{index}: search(text: $text, types: [{name}], first: $first) {inner}\n"
        for index, name in enumerate(types)
    )
    return f"query Search($text: String!, $first: Int!) {{\n{''.join(lines)}}}\n"


@cache
def details(types: tuple[str, ...]) -> str:
    """Title and access state of nodes by accession, one list for each type."""
    declared = ", ".join(f"$ids{index}: [String!]!" for index in range(len(types)))
    inner = "{ nodes { iri title accessType releaseState } }"
    lines = (
        f"  type{index}: {NODE_TYPES[name].root}(where: {{ accession: {{ in: $ids{index} }} }}, first: 1000) {inner}\n"
        for index, name in enumerate(types)
    )
    return f"query Details({declared}) {{\n{''.join(lines)}}}\n"


@cache
def counts(node_type: str, number: int) -> str:
    """How many nodes of a type fulfil each of several conditions, in one document."""
    declared = ", ".join(f"$where{index}: {node_type}Where" for index in range(number))
    root = NODE_TYPES[node_type].root
    lines = (f"  count{index}: {root}(where: $where{index}) {{ totalCount }}\n" for index in range(number))
    return f"query {node_type}Counts({declared}) {{\n{''.join(lines)}}}\n"


@cache
def values(node_type: str, alias: str, number: int) -> str:
    """The most frequent values of one slot over a selection."""
    root = NODE_TYPES[node_type].root
    counted = f'facets(fields: ["{alias}"], first: {number}) {{ buckets {{ value count }} }}'
    return f"query {node_type}Values($where: {node_type}Where) {{\n  found: {root}(where: $where) {{ {counted} }}\n}}\n"


@cache
def neighbours(node_type: str, field: str) -> str:
    """Nodes at the end of one relation of one node, besides those already known."""
    relation = owner(node_type).relations[field]
    arguments = f"(where: {{ not: {{ accession: {{ in: $known }} }} }}, first: $first) {{ totalCount nodes {{ {NODE_FIELDS} }} }}"
    asked = f"{field}{arguments}" if relation.many else f"{field} {{ {NODE_FIELDS} }}"
    declared = "$id: ID!, $known: [String!]!, $first: Int!" if relation.many else "$id: ID!"
    return f"query {node_type}Neighbours({declared}) {{\n  node(id: $id, type: {node_type}) {{\n    ... on {node_type} {{ {asked} }}\n  }}\n}}\n"


def headings(columns: Sequence[Column]) -> list[str]:
    """The names of columns in a downloaded table: their paths, as in GraphQL."""
    return [item.path.rstrip("#[]") for item in columns]
