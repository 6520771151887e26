"""The YAML schema as read: classes and slots with inheritance and `slot_usage` resolved.

Only what our own generators need of LinkML is understood here: one parent class, slots by name,
`slot_usage`, annotations as plain values, and Chinese texts in `alt_descriptions.zh`. LinkML itself
reads the same files in `linkml_outputs`, so a mistake in the language is found there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SCHEMA_FILE = Path(__file__).resolve().parents[1] / "gsagraph.yaml"
VOCABULARY_FILE = SCHEMA_FILE.with_name("vocabularies.yaml")
ROOT_CLASS = "Node"


@dataclass(frozen=True, slots=True)
class SchemaSource:
    """The merged YAML: raw definitions by name, as dictionaries of LinkML's metamodel."""

    version: str
    title: str
    prefixes: dict[str, str]
    classes: dict[str, dict[str, Any]]
    slots: dict[str, dict[str, Any]]
    enums: dict[str, dict[str, Any]]

    def expand(self, curie: str) -> str:
        """The full IRI of a CURIE whose prefix the schema declares (KeyError otherwise)."""
        prefix, _, local = curie.partition(":")
        return self.prefixes[prefix] + local

    def expand_all(self, curies: str) -> tuple[str, ...]:
        """The full IRIs of CURIEs parted by blanks."""
        return tuple(self.expand(curie) for curie in curies.split())

    def node_classes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The classes of nodes, by their stable code."""
        nodes = [(name, c) for name, c in self.classes.items() if c.get("is_a") == ROOT_CLASS]
        return iter(sorted(nodes, key=lambda item: annotation(item[1], "code", 0)))

    def structure_classes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The classes of small objects kept inside a slot."""
        return ((name, c) for name, c in self.classes.items() if annotation(c, "structure", default=False))

    def slots_of(self, class_name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Name and definition of every slot of a class, inherited ones first, usage merged in."""
        definition = self.classes[class_name]
        parent = self.classes[definition["is_a"]] if "is_a" in definition else {}
        for name in [*parent.get("slots", ()), *definition.get("slots", ())]:
            yield name, _merged(self.slots[name], definition.get("slot_usage", {}).get(name, {}))

    def personal_slots(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The fields of sources that are declared to be refused: never stored and never published."""
        return ((name, s) for name, s in self.slots.items() if annotation(s, "access", "public") == "personal")

    def relationship_slots(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The slots that declare relationships, in the order of the schema."""
        return ((name, s) for name, s in self.slots.items() if annotation(s, "relationship", None))


def read_schema(schema_file: Path = SCHEMA_FILE, vocabulary_file: Path = VOCABULARY_FILE) -> SchemaSource:
    """Read the schema and the vocabularies it imports."""
    schema = yaml.load(schema_file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    vocabularies = yaml.load(vocabulary_file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return SchemaSource(
        version=schema["version"],
        title=schema["title"],
        prefixes=schema["prefixes"],
        classes=schema["classes"],
        slots=schema["slots"],
        enums=vocabularies["enums"],
    )


def annotation(definition: dict[str, Any], name: str, default: Any) -> Any:
    """The value of an annotation of a class, slot or enum, or the default."""
    return definition.get("annotations", {}).get(name, default)


def chinese(definition: dict[str, Any]) -> str:
    """The Chinese description, or an empty text."""
    return str(definition.get("alt_descriptions", {}).get("zh", {}).get("description", ""))


def _merged(slot: dict[str, Any], usage: dict[str, Any]) -> dict[str, Any]:
    merged = {**slot, **usage}
    merged["annotations"] = {**slot.get("annotations", {}), **usage.get("annotations", {})}
    return merged
