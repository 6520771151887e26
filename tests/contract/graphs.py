"""Random graphs over a part of the real model: small, with ties, nulls, many scripts and open references."""

from random import Random
from typing import Any

from graph_schema.model import RELATIONSHIPS, SLOTS
from tests.contract.oracle import Graph, Key, Link

TYPES = ("BioProject", "Dataset", "Experiment", "File", "Individual", "Run", "Sample")

TEXTS = [
    "Colon cancer",
    "colon Cancer",
    "结肠癌 WGS",
    "结肠 癌",
    "直肠癌全基因组",
    "ÉTUDE de l'été",
    "étude DE L'ÉTÉ",
    "STRASSE Straße",
    "İstanbul ISTANBUL",
    'quoted "text" \\ and / and \t tab\nline',
    "100% _wild_ *card* ?",
    "WGS",
    "wgs of CRR2",
    "ＦＵＬＬ width",
    "emoji 😀 𠀀",
    "  blanks   around ",
    "The and of a",
    "x" * 100 + "1",
    "x" * 100 + "2",
]
WORDS = ["WGS", "RNA-Seq", "结肠", "colon", "Colon", "male", "é", ""]
DATES = ["2023-12-31", "2024-01-01", "2024-02-29"]
NUMBERS = [-1, 0, 1, 2, 150, 2**53 + 1, 2**63 - 1]
FLOATS = [-2.5, 0.0, 0.1, 1.0, 1e300, 123456789.125]
SCOPES = ["public", "public", "public", "review", "withheld", "dataset:HRA1"]
PREFIXES = {
    "BioProject": "PRJCA",
    "Dataset": "CRA",
    "Experiment": "CRX",
    "File": "CRR1/f",
    "Individual": "HRI",
    "Run": "CRR",
    "Sample": "SAMC",
}
NUMBERED = [1, 2, 3, 10, 11, 20, 100]

READ = {
    kind: tuple(
        name
        for name, slot in SLOTS[kind].items()
        if name not in {"provenance", "missing_reasons", "external_references"} and slot.access == "public"
    )
    for kind in TYPES
}
"""The slots random graphs fill and random plans ask for."""


def value_for(random: Random, kind: str, name: str) -> Any:
    """A value a slot may hold, out of few."""
    slot = SLOTS[kind][name]
    if slot.structure is not None:
        return [{"name": random.choice(WORDS), "value": random.choice(TEXTS)}] if name == "attributes" else None
    one = _plain(random, slot.range)
    if not slot.many:
        return one
    return [each for each in (_plain(random, slot.range) for _ in range(random.randrange(4))) if each is not None]


def _plain(random: Random, kind: str) -> Any:
    match kind:
        case "integer":
            return random.choice(NUMBERS)
        case "float":
            return random.choice(FLOATS)
        case "boolean":
            return random.random() < 0.5
        case "date" | "datetime":
            return random.choice(DATES)
        case "uri":
            return "https://example.org/" + random.choice("ab")
        case "text":
            return random.choice(TEXTS)
        case _:
            return random.choice(WORDS) or None


def accessions(kind: str) -> list[str]:
    """The accessions nodes of a type may have."""
    return [f"{PREFIXES[kind]}{number}" for number in NUMBERED]


def random_graph(seed: int) -> Graph:
    """The graph of a seed."""
    random = Random(seed)
    nodes: dict[Key, dict[str, Any]] = {}
    for kind in TYPES:
        for accession in random.sample(accessions(kind), random.randint(2, len(NUMBERED))):
            nodes[kind, accession] = _slots(random, kind, accession)
    return Graph(nodes, [*_links(random, nodes).values()])


def _slots(random: Random, kind: str, accession: str) -> dict[str, Any]:
    chance = random.choice([0.3, 0.6, 0.9])
    filled = {name: value_for(random, kind, name) for name in READ[kind] if random.random() < chance}
    filled["title"] = value_for(random, kind, "title")
    slots = {name: value for name, value in filled.items() if value not in (None, [], "")}
    identity = {
        "accession": accession,
        "iri": f"https://example.org/{kind.lower()}/{accession}",
        "scope": random.choice(SCOPES),
    }
    return slots | identity


def _links(random: Random, nodes: dict[Key, Any]) -> dict[tuple[str, Key, Key], Link]:
    """Relationships from every node, some to nodes that are not there, symmetric ones smaller end first."""
    links = {}
    for source in nodes:
        for relationship in RELATIONSHIPS.values():
            targets = [kind for kind in relationship.targets_of.get(source[0], ()) if kind in TYPES]
            for _ in range(random.choice([0, 0, 1, 2, 3]) if targets else 0):
                kind = random.choice(targets)
                ends = (source, (kind, random.choice(accessions(kind))))
                if relationship.symmetric:
                    ends = tuple(sorted(ends, key=lambda key: (key[1], key[0])))
                properties = {p.name: _plain(random, p.range) for p in relationship.properties if random.random() < 0.6}
                said = {name: value for name, value in properties.items() if value is not None}
                links[relationship.type, *ends] = Link(relationship.type, *ends, said)
    return links
