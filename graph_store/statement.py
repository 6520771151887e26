"""What a record states, made ready for a store: pure functions both stores write by.

`prepare` turns a record into a `Statement`: slots as they are stored, relationships with both ends
known and the smaller end of symmetric ones first, the contribution it is, and a hash of it all.
`absorb` merges a statement into what a node has so far, `absorb_edge` into a relationship. The
rules are those of `graph_store.protocol`.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import orjson

from graph_schema.accession import detect
from graph_schema.definition import Slot
from graph_schema.errors import InvalidRecord
from graph_schema.model import RELATIONSHIPS, SLOTS
from graph_schema.record import Record, Relation, ScopeBy
from graph_schema.validation import validate

BY_SOURCE, BY_TARGET = 1, 2
"""Which end stated a relationship: bits of `said`."""

ABSENT: tuple[Any, ...] = (None, "", [], ())
PLACE = ("loader", "source", "location")
PUBLIC = "public"
FIRMNESS: dict[ScopeBy, int] = {"default": 0, "caution": 1, "release_state": 2, "scope": 3}
"""How firmly a scope is told; kept in front of the hash of each contribution."""

Verdict = Literal["new", "changed", "unchanged"]


class NodeKey(NamedTuple):
    """What a node is known by."""

    type: str
    accession: str


class EdgeKey(NamedTuple):
    """What a relationship is known by."""

    source: NodeKey
    type: str
    target: NodeKey


@dataclass(slots=True)
class EdgeState:
    """A relationship as stored: its properties (snake_case) and the ends that stated it."""

    properties: dict[str, Any]
    said: int


@dataclass(slots=True)
class NodeState:
    """A node as stored: slots, and the hash of each contribution."""

    slots: dict[str, Any] = field(default_factory=dict)
    contributions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """A record made ready: `slots` as stored (lists native, structures JSON text), one entry of
    provenance, and for each relationship the bit of the end that states it and its properties.
    """

    key: NodeKey
    slots: dict[str, Any]
    edges: dict[EdgeKey, EdgeState]
    contribution: str
    entry: dict[str, str] | None
    hash: str
    derived: bool
    scope_by: int


def prepare(record: Record) -> Statement:
    """The statement of a record; InvalidRecord if the model refuses it."""
    problems = [problem.message for problem in validate(record, complete=True) if problem.fatal]
    if problems:
        told = f"{record.type} {record.accession}: {'; '.join(problems)}"
        raise InvalidRecord(told, hint="nothing of the batch was written")
    key = NodeKey(record.type, record.accession)
    slots, edges, origin = _stored_slots(record), _edges(key, record.relations), record.provenance
    return Statement(
        key=key,
        slots=slots,
        edges=edges,
        contribution=f"{origin.loader}\t{origin.source}\t{origin.location}" if origin else "",
        entry=_entry(record),
        hash=f"{FIRMNESS[record.scope_by]}:{_hash(slots, edges, record.derived)}",
        derived=record.derived,
        scope_by=FIRMNESS[record.scope_by],
    )


def _stored_slots(record: Record) -> dict[str, Any]:
    known = SLOTS[record.type]
    return {
        name: _stored(known[name], value)
        for name, value in record.slots.items()
        if value not in ABSENT and name != "provenance"
    } | {"accession": record.accession}


def _stored(slot: Slot, value: Any) -> Any:
    if slot.range == "structure":
        return orjson.dumps(value).decode()
    if slot.range == "float":
        return [float(part) for part in value] if slot.many else float(value)
    return list(value) if slot.many else value


def _entry(record: Record) -> dict[str, str] | None:
    origin = record.provenance
    if origin is None:
        return None
    return {name: getattr(origin, name) for name in ("source", "sha256", "location", "loader", "version", "time")}


def _hash(slots: dict[str, Any], edges: dict[EdgeKey, EdgeState], derived: bool) -> str:
    said = {"\t".join((*key.source, key.type, *key.target)): [s.said, s.properties] for key, s in edges.items()}
    text = orjson.dumps([slots, said, derived], option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(text, digest_size=12).hexdigest()


def _edges(key: NodeKey, relations: Iterable[Relation]) -> dict[EdgeKey, EdgeState]:
    edges: dict[EdgeKey, EdgeState] = {}
    for relation in relations:
        edge, said = _directed(key, relation)
        state = edges.setdefault(edge, EdgeState({}, said))
        state.said |= said
        state.properties.update(_stored_properties(relation))
    return edges


def _directed(key: NodeKey, relation: Relation) -> tuple[EdgeKey, int]:
    far = NodeKey(far_type(key.type, relation), relation.to)
    source, target, said = (far, key, BY_TARGET) if relation.reverse else (key, far, BY_SOURCE)
    if RELATIONSHIPS[relation.type].symmetric and (target.accession, target.type) < (source.accession, source.type):
        source, target, said = target, source, BY_SOURCE + BY_TARGET - said
    return EdgeKey(source, relation.type, target), said


def _stored_properties(relation: Relation) -> dict[str, Any]:
    known = {slot.name: slot for slot in RELATIONSHIPS[relation.type].properties}
    return {name: _stored(known[name], value) for name, value in relation.properties.items() if value not in ABSENT}


def far_type(near_type: str, relation: Relation) -> str:
    """The node type at the other end of a relation: as said, the only one allowed, or told by the accession."""
    known = RELATIONSHIPS[relation.type]
    allowed = known.sources if relation.reverse else known.targets
    if relation.to_type is not None:
        guesses: tuple[str | None, ...] = (relation.to_type,)
    elif len(allowed) == 1:
        guesses = allowed
    else:
        found = detect(relation.to)
        guesses = (found.node_type if found else None, near_type)
    told = next((guess for guess in guesses if guess in allowed), None)
    if told is not None:
        return told
    message = f"{near_type}: {relation.type} to {relation.to!r}: the type of the other end is not known"
    raise InvalidRecord(message, hint=f"say which of {', '.join(allowed)}")


def absorb(node: NodeState | None, statement: Statement) -> tuple[NodeState, Verdict]:
    """The node after the statement, and what that makes of it; the given state is not changed."""
    if node is None:
        return _contributed(NodeState(dict(statement.slots)), statement), "new"
    if node.contributions.get(statement.contribution) == statement.hash:
        return node, "unchanged"
    if _is_hidden_mention(node, statement):
        return node, "unchanged"
    if _begins_anew(node, statement):
        return _contributed(NodeState(dict(statement.slots)), statement), "changed"
    before = {name: value for name, value in node.slots.items() if name != "provenance"}
    slots = _merged(before, node, statement)
    if not is_sole(node, statement):
        slots["scope"] = _scope(node, statement, older=_is_older(statement.slots, before))
    if slots == before and statement.derived:
        return node, "unchanged"
    after = NodeState({**slots, "provenance": node.slots.get("provenance")}, dict(node.contributions))
    return _contributed(after, statement), "unchanged" if slots == before else "changed"


def _merged(slots: dict[str, Any], node: NodeState, statement: Statement) -> dict[str, Any]:
    if statement.derived:
        return {**statement.slots, **slots}
    if is_sole(node, statement):
        return dict(statement.slots)
    earlier, later = (statement.slots, slots) if _is_older(statement.slots, slots) else (slots, statement.slots)
    return {**earlier, **_structures_joined(statement.key.type, earlier, later)}


def _begins_anew(node: NodeState, statement: Statement) -> bool:
    """Whether a node that only hidden ones have mentioned is now told in public: what they said is forgotten."""
    mentioned = all(_firmness(digest) == FIRMNESS["default"] for digest in node.contributions.values())
    return mentioned and node.slots["scope"] != PUBLIC and statement.slots["scope"] == PUBLIC


def _is_hidden_mention(node: NodeState, statement: Statement) -> bool:
    """Whether a hidden object mentions a public node: nothing of that may be seen."""
    mentions = statement.derived and statement.scope_by == FIRMNESS["default"]
    return mentions and node.slots["scope"] == PUBLIC != statement.slots["scope"]


def _scope(node: NodeState, statement: Statement, *, older: bool) -> str:
    """Who may see the node: the scope told most firmly, of equally firm ones the later."""
    stored, stated = str(node.slots["scope"]), str(statement.slots["scope"])
    others = (digest for place, digest in node.contributions.items() if place != statement.contribution)
    known = max((_firmness(digest) for digest in others), default=0)
    fills = statement.derived or older
    firmer = statement.scope_by > known or (statement.scope_by == known and not fills)
    return stated if firmer else stored


def _firmness(digest: str) -> int:
    level, said, _ = digest.partition(":")
    return int(level) if said else FIRMNESS["default"]


def _is_older(stated: dict[str, Any], stored: dict[str, Any]) -> bool:
    """Whether a source tells an earlier version than the stored one: it then fills gaps only, in whatever order they came."""
    return str(stated.get("modified_date") or "") < str(stored.get("modified_date") or "") and "modified_date" in stated


def _structures_joined(node_type: str, earlier: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    """The later slots, their lists of structures joined with the earlier ones."""
    known = SLOTS[node_type]
    joined = dict(later)
    for name, value in later.items():
        if name in earlier and known[name].range == "structure" and earlier[name] != value:
            joined[name] = _entries_joined(earlier[name], value)
    return joined


def _entries_joined(before: str, stated: str) -> str:
    """Two lists of structures as one: a stated entry takes the place of those of its name, others stay."""
    earlier, later = orjson.loads(before), orjson.loads(stated)
    if all(entry in earlier for entry in later):
        return before
    told = [_entry_key(entry) for entry in later]
    kept = [entry for entry in earlier if _entry_key(entry) not in told]
    return orjson.dumps(sorted([*kept, *later], key=_entry_key)).decode()


def _entry_key(entry: dict[str, Any]) -> list[str]:
    """What an entry is known by: an attribute by its name, a reason by its slot, a reference by database and accession."""
    return [str(entry.get(name, "")) for name in ("name", "slot", "database", "accession")]


def is_sole(node: NodeState, statement: Statement) -> bool:
    """Whether the statement renews the only contribution of the node, and so may withdraw."""
    return not statement.derived and node.contributions.keys() == {statement.contribution}


def _contributed(node: NodeState, statement: Statement) -> NodeState:
    """The node with the statement's contribution and entry of provenance taken in."""
    known = node.slots.pop("provenance", None)
    entries = orjson.loads(known) if known else []
    if statement.entry:
        place = [statement.entry[name] for name in PLACE]
        entries = [entry for entry in entries if [entry[name] for name in PLACE] != place]
        entries = sorted([*entries, statement.entry], key=lambda entry: [entry[name] for name in PLACE])
    if entries:
        node.slots["provenance"] = orjson.dumps(entries).decode()
    node.contributions[statement.contribution] = statement.hash
    return node


def absorb_edge(edge: EdgeState | None, stated: EdgeState, *, sole: bool) -> tuple[EdgeState, Verdict]:
    """The relationship after it is stated (again); `sole` by a node's only contribution."""
    if edge is None:
        return EdgeState(dict(stated.properties), stated.said), "new"
    alone = sole and edge.said == stated.said
    properties = dict(stated.properties) if alone else {**edge.properties, **stated.properties}
    verdict: Verdict = "unchanged" if properties == edge.properties else "changed"
    return EdgeState(properties, edge.said | stated.said), verdict
