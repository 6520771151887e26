"""Random valid documents over the small graph, for every test that compares two ways to answer."""

from collections.abc import Iterator
from typing import Any

import orjson
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    get_named_type,
)
from hypothesis import strategies as st

from api.fields import owner, properties, roots, target
from api.resolvers import plain_schema

SCOPES = [("public",), ("public", "review"), ("dataset:HRA000001", "public", "review", "withheld")]
TEXTS = [
    "GSA",
    "run 1",
    "RUN",
    "结",
    "colon",
    "WGS",
    "CRR000005",
    "SAMC000001",
    "",
    "PAIRED",
    "a",
    "2024-02-01",
    "\x00",
    "%",
]
NUMBERS = [0, 5, 1000, 2000, 2**62, -1]
INTERESTING = [
    "runs",
    "samples",
    "experiments",
    "datasets",
    "individuals",
    "bioProjects",
    "files",
    "imagingStudies",
    "qcReports",
]
INTERESTING_RELATIONS = {
    "runs",
    "experiment",
    "experiments",
    "samples",
    "individual",
    "individuals",
    "datasets",
    "dataset",
    "bioProject",
    "files",
    "run",
    "mother",
    "children",
    "sameIndividuals",
    "imagingStudies",
    "imagingSeries",
    "qcReports",
    "about",
    "crossReferences",
    "dataAccessCommittee",
}
NODE_SLOTS = ["accession", "title", "scope", "archive", "releaseDate", "iri", "__typename"]


class Writer:
    """Writes random valid documents from the model, drawing every choice from hypothesis."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.aliases = 0
        self.fragments: list[str] = []

    def pick(self, values: Any) -> Any:
        return self.draw(st.sampled_from(list(values)))

    def chance(self, percent: int) -> bool:
        return self.draw(st.integers(0, 99)) < percent

    def alias(self) -> str:
        if not self.chance(20):
            return ""
        self.aliases += 1
        return f"x{self.aliases}: "

    def directive(self) -> str:
        if not self.chance(10):
            return ""
        return f" @{self.pick(['skip', 'include'])}(if: {self.pick(['true', 'false', '$yes', '$no'])})"

    def document(self) -> str:
        body = " ".join(self.root() for _ in range(self.draw(st.integers(1, 3))))
        return (
            f"query Q($yes: Boolean! = true, $no: Boolean = false) {{ __typename @include(if: $yes) @skip(if: $no) {body} }} "
            + " ".join(self.fragments)
        )

    def root(self) -> str:
        self.aliases += 1
        name = self.pick(INTERESTING)
        if self.chance(15):
            return f'r{self.aliases}: node(id: "{self.pick(["CRR000001", "SAMC000001", "HRI000002", "HRA000001", "nothing"])}") {self.interface(2)}'
        return f"r{self.aliases}: {name}{self.arguments(roots()[name])} {self.connection(roots()[name], None, 3)}"

    def arguments(self, kind: str) -> str:
        parts = []
        if self.chance(40):
            parts.append(f"where: {self.where(f'{kind}Where', 2)}")
        if self.chance(40):
            parts.append(f"orderBy: {self.order(f'{kind}OrderBy')}")
        if self.chance(40):
            parts.append(f"first: {self.draw(st.integers(0, 4))}")
        return f"({', '.join(parts)})" if parts else ""

    def order(self, kind: str) -> str:
        names = list(plain_schema().type_map[kind].fields)  # type: ignore[attr-defined]
        keys = [f"{{ {self.pick(names)}: {self.pick(['ASC', 'DESC'])} }}" for _ in range(self.draw(st.integers(1, 2)))]
        return keys[0] if len(keys) == 1 and self.chance(50) else f"[{', '.join(keys)}]"

    def where(self, kind: str, depth: int) -> str:
        fields = plain_schema().type_map[kind].fields  # type: ignore[attr-defined]
        liked = [
            name
            for name in fields
            if name in INTERESTING_RELATIONS
            or name
            in (
                "accession",
                "title",
                "bases",
                "scope",
                "libraryStrategy",
                "tissue",
                "size",
                "and",
                "or",
                "not",
                "attributes",
            )
        ]
        names = {self.pick(liked if self.chance(80) else fields) for _ in range(self.draw(st.integers(0, 2)))}
        inner = [
            f"{name}: {self.operand(fields[name].type, depth)}"
            for name in sorted(names)
            if depth or not self._deep(fields[name].type)
        ]
        return "{ " + ", ".join(inner) + " }"

    @staticmethod
    def _deep(kind: Any) -> bool:
        return get_named_type(kind).name.endswith("Where")

    def operand(self, kind: Any, depth: int) -> str:
        if isinstance(kind, GraphQLNonNull):
            return self.operand(kind.of_type, depth)
        if isinstance(kind, GraphQLList):
            return "[" + ", ".join(self.operand(kind.of_type, depth) for _ in range(self.draw(st.integers(0, 3)))) + "]"
        if isinstance(kind, GraphQLInputObjectType):
            if kind.name.endswith("ListWhere"):
                return (
                    f"{{ {self.pick(kind.fields)}: {self.where(kind.name.replace('ListWhere', 'Where'), depth - 1)} }}"
                )
            if kind.name.endswith("Where"):
                return self.where(kind.name, depth - 1)
            return (
                "{ "
                + ", ".join(
                    f"{name}: {self.operand(kind.fields[name].type, depth)}"
                    for name in sorted({self.pick(kind.fields)})
                )
                + " }"
            )
        assert isinstance(kind, GraphQLScalarType | GraphQLEnumType)
        return {
            "String": lambda: orjson.dumps(self.pick(TEXTS)).decode(),
            "Boolean": lambda: self.pick(["true", "false"]),
            "Long": lambda: str(self.pick(NUMBERS)),
            "Float": lambda: str(self.pick([1.25, 0, 3.5])),
        }[kind.name]()

    def connection(self, kind: str, relation: Any, depth: int) -> str:
        parts = [self.part(kind, relation, depth) for _ in range(self.draw(st.integers(1, 3)))]
        return "{ " + " ".join(parts) + " }"

    def part(self, kind: str, relation: Any, depth: int) -> str:
        self.aliases += 1
        choice = self.pick(["totalCount", "nodes", "nodes", "edges", "pageInfo", "facets", "__typename"])
        if choice == "nodes":
            return f"p{self.aliases}: nodes{self.directive()} {self.objects(kind, depth)}"
        if choice == "edges":
            carried = " ".join(properties(relation)) if relation else ""
            return f"p{self.aliases}: edges{self.directive()} {{ cursor {carried} __typename node {self.objects(kind, depth)} }}"
        if choice == "pageInfo":
            return f"p{self.aliases}: pageInfo {{ {self.pick(['hasNextPage', 'endCursor', 'hasNextPage __typename endCursor'])} }}"
        if choice == "facets":
            names = [alias for alias, slot in owner(kind).slots.items() if slot.facet]
            return (
                f'p{self.aliases}: facets(fields: ["{self.pick(names)}"], first: 3) {{ field buckets {{ value count }} }}'
                if names
                else "__typename"
            )
        return f"p{self.aliases}: {choice}{self.directive()}"

    def objects(self, kind: str, depth: int) -> str:
        return self.interface(depth) if kind == "Node" else self.node(kind, depth)

    def interface(self, depth: int) -> str:
        parts = [self.alias() + self.pick(NODE_SLOTS) for _ in range(self.draw(st.integers(1, 2)))]
        for _ in range(self.draw(st.integers(0, 2))):
            kind = self.pick(["Run", "Sample", "Individual", "Dataset", "Experiment"])
            parts.append(f"... on {kind}{self.directive()} {self.node(kind, min(depth, 1))}")
        return "{ " + " ".join(parts) + " }"

    def node(self, kind: str, depth: int) -> str:
        parts = list(self.fields(kind, depth))
        if self.chance(15):
            self.aliases += 1
            self.fragments.append(f"fragment F{self.aliases} on {kind} {{ {' '.join(parts)} }}")
            return f"{{ ...F{self.aliases}{self.directive()} accession }}"
        return "{ " + " ".join(parts) + " }"

    def fields(self, kind: str, depth: int) -> Iterator[str]:
        fields = owner(kind)
        yield "accession"
        for _ in range(self.draw(st.integers(0, 3))):
            yield self.leaf(kind)
        liked = [name for name in fields.relations if name in INTERESTING_RELATIONS]
        if depth and liked:
            for _ in range(self.draw(st.integers(0, 2))):
                self.aliases += 1
                name = self.pick(liked)
                relation = fields.relations[name]
                inner = (
                    self.connection(target(relation), relation, depth - 1)
                    if relation.many
                    else self.objects(target(relation), depth - 1)
                )
                given = self.arguments(target(relation)) if relation.many else ""
                yield f"y{self.aliases}: {name}{given}{self.directive()} {inner}"

    def leaf(self, kind: str) -> str:
        alias, slot = self.pick(owner(kind).slots.items())
        if slot.structure:
            self.aliases += 1
            return f"z{self.aliases}: {alias} {{ __typename {'name value' if slot.structure == 'Attribute' else ''} }}"
        return f"{self.alias()}{alias}{self.directive()}"


@st.composite
def documents(draw: Any) -> str:
    return Writer(draw).document()
