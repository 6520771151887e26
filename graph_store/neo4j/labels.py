"""Labels: every node has that of its type, and beside it `Node` when loaded, `Unresolved` when only referred to."""

from collections.abc import Iterable, Sequence

from graph_schema.model import NODE_TYPES

NODE = "Node"
UNRESOLVED = "Unresolved"
"""An unresolved node has an accession and no scope, so nobody sees it."""

FEW_TYPES = 4
"""Up to here the name of a type is told by asking for each label, beyond by reading them."""


def labels(types: Iterable[str]) -> str:
    """A label expression for any of the types; `Node` where they are all there are."""
    chosen = sorted(types)
    return NODE if len(chosen) == len(NODE_TYPES) else "|".join(chosen)


def is_any(node: str, types: Iterable[str]) -> list[str]:
    """The test that a node is of one of the types, as parts to be joined by AND; none where every type will do."""
    chosen = sorted(types)
    return [] if len(chosen) == len(NODE_TYPES) else [f"{node}:{'|'.join(chosen)}"]


def type_name(node: str, types: Iterable[str]) -> str:
    """The name of a node's type, as an expression."""
    chosen = sorted(types)
    if len(chosen) == 1:
        return f"'{chosen[0]}'"
    if len(chosen) > FEW_TYPES:
        return f"[label IN labels({node}) WHERE NOT label IN ['{NODE}', '{UNRESOLVED}']][0]"
    return "CASE " + " ".join(f"WHEN {node}:{name} THEN '{name}'" for name in chosen) + " END"


def type_of(labels_of_node: Sequence[str]) -> str:
    """The node type among a node's labels."""
    return next(label for label in labels_of_node if label in NODE_TYPES)
