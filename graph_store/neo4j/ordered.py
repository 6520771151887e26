"""First pages, and pages further on, in an order an index has: by a date or a sort key, then by accession.

An index holds no nulls, and a position asked for with OR is looked for in all of it. So the page is put together of up to three
parts, each a walk along an index that ends at the limit: the same value behind the accession, later values, and, only where
these are too few, nodes without a value.
"""

from graph_store.neo4j.conditions import key_value, order, param, slot_of
from graph_store.neo4j.labels import labels
from graph_store.neo4j.lead import leading
from graph_store.plan import OrderKey, Page, Select

INDEXED = frozenset({"release_date"})
"""Slots with an index of their own together with the accession, beside those with a sort key."""


def indexed_key(branch: Select) -> OrderKey | None:
    """The key of an order an index has, where a page of one whole type is asked for in it."""
    page = branch.page
    if branch.via is not None or page is None or len(branch.types) != 1 or leading(branch.where) is not None:
        return None
    if len(page.order) != 2 or page.order[1] != OrderKey("accession", descending=False):
        return None
    slot = slot_of(branch.types, page.order[0].slot)
    return page.order[0] if (slot.sort_key or slot.name in INDEXED) and not slot.required else None


def ordered_page(branch: Select, key: OrderKey, page: Page, node: str, tests: list[str]) -> str:
    """The nodes of a page in order, bound to `node`."""
    value, first = key_value(key, node, branch.types), f"LIMIT {param(page.first)}"
    by_value = f"{value}{' DESC' if key.descending else ''}, {node}.accession"
    start = f"MATCH ({node}:{labels(branch.types)}) WHERE {' AND '.join(tests)} AND {node}.accession IS NOT NULL"
    parts = [
        f"{start} AND {test} WITH {node} ORDER BY {by_value} {first} RETURN {node}"
        for test in _with_value(key, page, value, node)
    ]
    rest = (
        f"{start} AND {' AND '.join(_without_value(page, value, node))} WITH {node} ORDER BY {node}.accession {first}"
    )
    return (
        f"CALL () {{ CALL () {{ {' UNION ALL '.join(parts)} }} RETURN collect({node}) AS head }}"
        f" CALL (head) {{ UNWIND head AS {node} RETURN {node} UNION ALL"
        f" UNWIND CASE WHEN size(head) < {param(page.first)} THEN [1] ELSE [] END AS more"
        f" CALL (more) {{ {rest} RETURN {node} }} RETURN {node} }}"
        f" WITH {node} ORDER BY {order(page.order, node, branch.types)} {first}"
    )


def _with_value(key: OrderKey, page: Page, value: str, node: str) -> list[str]:
    """What holds of the nodes behind the position that have a value, one test for each part."""
    if not page.after:
        return [f"{value} IS NOT NULL"]
    at, accession = map(param, page.after)
    return [f"{value} = {at} AND {node}.accession > {accession}", f"{value} {'<' if key.descending else '>'} {at}"]


def _without_value(page: Page, value: str, node: str) -> list[str]:
    tests = [f"{value} IS NULL"]
    if page.after:
        at, accession = map(param, page.after)
        tests.append(f"({at} IS NOT NULL OR {node}.accession > {accession})")
    return tests
