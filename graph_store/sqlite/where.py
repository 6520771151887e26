"""Filters as SQL. Logic is two-valued: a comparison with null does not hold.

SQL's unknown counts as false wherever a condition stands alone or under AND and OR; only a
negation has to settle it, so `not` and `every` say `IS NOT TRUE`.
"""

from graph_store.plan import All, AnyOf, Compare, Has, IsNull, Not, Via, Where
from graph_store.sqlite.column import column, table, typed, visible
from graph_store.sqlite.step import parents, step

SELECTIVE = {True: frozenset({"accession", "md5"}), False: frozenset({"accession", "iri"})}
"""Slots whose equality finds few nodes by an index (of one type, of several): `some` may start from there."""

SIGNS = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def where_sql(where: Where, types: tuple[str, ...], depth: int, *, top: bool = False) -> str:
    """The condition on the node `n{depth}` of one of these types.

    With `top` it decides a whole table's rows, where a quantifier had better start from its far end.
    """
    alias = f"n{depth}"
    match where:
        case All(parts):
            return _joined(" AND ", [where_sql(part, types, depth, top=top) for part in parts], "1")
        case AnyOf(parts):
            return _joined(" OR ", [where_sql(part, types, depth) for part in parts], "0")
        case Not(part):
            return f"({where_sql(part, types, depth)}) IS NOT TRUE"
        case IsNull(slot, yes):
            return f"{column(alias, types, slot)} IS {'' if yes else 'NOT '}NULL"
        case Compare():
            return _compare(where, column(alias, types, where.slot))
        case Has():
            return _has(where, depth, top=top)


def _joined(word: str, parts: list[str], nothing: str) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"({word.join(parts)})" if parts else nothing


def _compare(compare: Compare, value: str) -> str:
    param = f":p{compare.param}"
    match compare.operator:
        case "in":
            return f"{value} IN (SELECT value FROM json_each({param}))"
        case "has":
            return f"EXISTS (SELECT 1 FROM json_each({value}) WHERE value = {param})"
        case "contains":
            return f"instr(lower({value}), {param}) > 0"
        case "starts_with":
            return f"substr(lower({value}), 1, length({param})) = {param}"
        case operator:
            return f"{value} {SIGNS[operator]} {param}"


def _has(has: Has, depth: int, *, top: bool) -> str:
    if has.quantifier == "some" and top and is_selective(has.where, has.via.targets):
        return _from_far_end(has, depth)
    holds = where_sql(has.where, has.via.targets, depth + 1)
    if has.quantifier == "every":
        holds = f"({holds}) IS NOT TRUE"
    word = "EXISTS" if has.quantifier == "some" else "NOT EXISTS"
    return f"{word} (SELECT 1 FROM {reached(has.via, f'n{depth}.id', depth + 1, [holds])})"


def reached(via: Via, parent: str, depth: int, conditions: list[str]) -> str:
    """FROM and WHERE over the visible nodes `n{depth}` at the end of a step, in walking order."""
    way = step(via, parent, depth)
    alias = f"n{depth}"
    tests = [*way.conditions, *typed(alias, via.targets), visible(alias), *conditions]
    return f"{way.source} CROSS JOIN {table(via.targets)} {alias} ON {alias}.id = {way.far} WHERE {' AND '.join(tests)}"


def _from_far_end(has: Has, depth: int) -> str:
    inner, targets = depth + 1, has.via.targets
    alias = f"n{inner}"
    tests = [*typed(alias, targets), visible(alias), where_sql(has.where, targets, inner, top=True)]
    ways = (
        f"SELECT {way.far} FROM {table(targets)} {alias} CROSS JOIN {way.source}"
        f" ON {' AND '.join(way.conditions)} WHERE {' AND '.join(tests)}"
        for way in parents(has.via, f"{alias}.id", inner)
    )
    return f"n{depth}.id IN ({' UNION ALL '.join(ways)})"


def is_selective(where: Where, types: tuple[str, ...]) -> bool:
    """Whether a filter certainly finds few nodes by an index, here or at the end of further steps."""
    match where:
        case All(parts):
            return any(is_selective(part, types) for part in parts)
        case Compare(slot, operator, _):
            return operator in {"eq", "in"} and slot in SELECTIVE[len(types) == 1]
        case Has(via, "some", inner):
            return is_selective(inner, via.targets)
        case _:
            return False
