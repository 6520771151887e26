"""Filters, scopes, steps and orders of a plan as Cypher; `graph_store.neo4j.emit` puts them together.

Logic is two-valued: a comparison with a missing property is null, which a filter takes as false; under a
negation it is made false explicitly. Strings are compared by order only where they are accessions, dates
or sort keys, in which UTF-16 and code points sort alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from graph_schema.definition import Slot
from graph_schema.model import RELATIONSHIPS, SLOTS
from graph_schema.names import camel
from graph_store.neo4j.labels import labels, type_name
from graph_store.plan import All, AnyOf, Compare, Has, IsNull, Not, OrderKey, Page, Param, Via, Where

SIGNS = {"eq": "=", "in": "IN", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
FOLDED_SIGNS = {"contains": "CONTAINS", "starts_with": "STARTS WITH"}


@dataclass(slots=True)
class Variables:
    """Canonical names: `n1`, `n2` … for nodes, `e2` for the relationship that led to `n2`."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def node(self) -> str:
        """The next node's name."""
        return f"n{next(self.numbers)}"


def edge_of(node: str) -> str:
    """The name of the relationship that led to a node."""
    return "e" + node[1:]


def param(position: Param) -> str:
    """A value of the plan by its position."""
    return f"$p{position}"


def slot_of(types: Iterable[str], name: str) -> Slot:
    """A slot by its snake_case name, as the first of these types that has it defines it."""
    return next(SLOTS[node_type][name] for node_type in types if name in SLOTS[node_type])


def visible(node: str) -> str:
    """The test of the viewer's scopes, made at every node a statement visits."""
    return f"{node}.scope IN $scopes"


def far_types(via: Via) -> set[str]:
    """The types the model allows at the far end of a step."""
    ends = set[str]()
    for relationship in (RELATIONSHIPS[name] for name in via.relationships):
        ends.update(relationship.targets if via.direction != "in" else ())
        ends.update(relationship.sources if via.direction != "out" else ())
    return ends


def once(via: Via) -> bool:
    """Whether a step can reach a node along several relationships, which then counts once."""
    symmetric = all(RELATIONSHIPS[name].symmetric for name in via.relationships)
    return len(via.relationships) > 1 or (via.direction == "both" and not symmetric)


def step(parent: str, via: Via, node: str, *, named: bool = False, labelled: bool = False) -> str:
    """The pattern of a step from a parent; labels only where the relationship leaves the type open, or on demand."""
    name = edge_of(node) if named else ""
    arrow = f"-[{name}:{'|'.join(sorted(via.relationships))}]-"
    arrow = {"out": f"{arrow}>", "in": f"<{arrow}", "both": arrow}[via.direction]
    end = "" if not labelled and far_types(via) <= set(via.targets) else f":{labels(via.targets)}"
    return f"({parent}){arrow}({node}{end})"


def condition(where: Where, node: str, types: tuple[str, ...], variables: Variables, *, negated: bool = False) -> str:
    """A filter as a Cypher expression; never null under a negation."""
    match where:
        case All(parts):
            texts = [condition(part, node, types, variables, negated=negated) for part in parts]
            return _joined(texts, " AND ", "true")
        case AnyOf(parts):
            texts = [condition(part, node, types, variables, negated=negated) for part in parts]
            return _joined(texts, " OR ", "false")
        case Not(part):
            return f"NOT ({condition(part, node, types, variables, negated=True)})"
        case Compare():
            text = comparison(where, node)
            return f"coalesce({text}, false)" if negated else text
        case IsNull(slot, yes):
            return f"{node}.{camel(slot)} IS {'' if yes else 'NOT '}NULL"
        case Has():
            return _quantified(where, node, variables)


def _joined(texts: list[str], word: str, nothing: str) -> str:
    if len(texts) == 1:
        return texts[0]
    return f"({word.join(texts)})" if texts else nothing


def comparison(compare: Compare, node: str) -> str:
    """One comparison; content is searched in the folded text, which is stored only where it differs."""
    value, right = f"{node}.{camel(compare.slot)}", param(compare.param)
    if compare.operator == "has":
        return f"{right} IN {value}"
    if sign := FOLDED_SIGNS.get(compare.operator):
        return f"coalesce({value}Folded, {value}) {sign} {right}"
    return f"{value} {SIGNS[compare.operator]} {right}"


def _quantified(has: Has, parent: str, variables: Variables) -> str:
    node = variables.node()
    every = has.quantifier == "every"
    inner = condition(has.where, node, has.via.targets, variables, negated=every)
    parts = [visible(node)] + ([f"NOT ({inner})"] if every else [] if inner == "true" else [inner])
    text = f"EXISTS {{ MATCH {step(parent, has.via, node)} WHERE {' AND '.join(parts)} }}"
    return text if has.quantifier == "some" else f"NOT {text}"


def conditions(where: Where, node: str, types: tuple[str, ...], variables: Variables) -> list[str]:
    """The scope test and the filter as parts to be joined by AND."""
    parts = where.parts if isinstance(where, All) else (where,)
    return [visible(node), *(condition(part, node, types, variables) for part in parts)]


def key_value(key: OrderKey, node: str, types: tuple[str, ...]) -> str:
    """What an order key sorts by: the value, or its sort key."""
    return f"{node}.{camel(key.slot)}{'Sort' if slot_of(types, key.slot).sort_key else ''}"


def order(keys: tuple[OrderKey, ...], node: str, types: tuple[str, ...]) -> str:
    """An order that ends in the accession, nulls last; ties of an accession go by type."""
    texts = []
    for key in keys:
        value = key_value(key, node, types)
        if not slot_of(types, key.slot).required:
            texts.append(f"{value} IS NULL")
        texts.append(f"{value} DESC" if key.descending else value)
    if len(types) > 1:
        texts.append(type_name(node, types))
    return ", ".join(texts)


def _after(key: OrderKey, value: str, right: str, *, required: bool) -> str:
    beyond = f"{value} {'<' if key.descending else '>'} {right}"
    return beyond if required else f"({beyond} OR ({value} IS NULL AND {right} IS NOT NULL))"


def _same(value: str, right: str, *, required: bool) -> str:
    return f"{value} = {right}" if required else f"({value} = {right} OR ({value} IS NULL AND {right} IS NULL))"


def beyond(page: Page, node: str, types: tuple[str, ...]) -> list[str]:
    """The filter of a page that goes on after a position; nothing for the first page."""
    alternatives: list[str] = []
    same: list[str] = []
    for key, position in zip(page.order, page.after, strict=bool(page.after)):
        value, required = key_value(key, node, types), slot_of(types, key.slot).required
        right = param(position)
        alternatives.append(" AND ".join([*same, _after(key, value, right, required=required)]))
        same.append(_same(value, right, required=required))
    if len(alternatives) < 2:
        return alternatives
    return ["(" + " OR ".join(f"({text})" for text in alternatives) + ")"]
