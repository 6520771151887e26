"""Orders and positions as SQL: nulls last in both directions, several types settled by their name."""

from graph_store.plan import OrderKey, Page
from graph_store.sqlite.column import order_column, slot_of

BY_ACCESSION = (OrderKey("accession", descending=False),)
INDEXED = frozenset({"release_date"})
"""Slots with an index of the slot, descending, and the accession: `after_parts` walks it from the position on."""


def is_nullable(types: tuple[str, ...], slot: str) -> bool:
    """Whether a slot may be null at a node of these types."""
    return not slot_of(types, slot).required


def order_sql(order: tuple[OrderKey, ...], types: tuple[str, ...], alias: str) -> str:
    """What follows ORDER BY. SQLite takes null for the smallest value, so only ASC has to say more."""
    terms = [_term(key, types, alias) for key in order]
    return ", ".join(terms if len(types) == 1 else [*terms, f"{alias}.type"])


def _term(key: OrderKey, types: tuple[str, ...], alias: str) -> str:
    value = order_column(alias, types, key.slot)
    if key.descending:
        return f"{value} DESC"
    return f"{value} NULLS LAST" if is_nullable(types, key.slot) else value


def after_sql(page: Page, types: tuple[str, ...], alias: str) -> list[str]:
    """The condition that a row stands behind the position, or nothing on the first page."""
    if not page.after:
        return []
    behind = "0"
    for key, param in reversed(list(zip(page.order, page.after, strict=True))):
        value = order_column(alias, types, key.slot)
        nullable = is_nullable(types, key.slot)
        beyond = _beyond(value, f":p{param}", descending=key.descending, nullable=nullable)
        same = f"{value} IS :p{param}" if nullable else f"{value} = :p{param}"
        behind = beyond if behind == "0" else f"({beyond} OR {same} AND {behind})"
    return [behind]


def _beyond(value: str, param: str, *, descending: bool, nullable: bool) -> str:
    plain = f"{value} {'<' if descending else '>'} {param}"
    return f"({plain} OR {value} IS NULL AND {param} IS NOT NULL)" if nullable else plain


def after_parts(page: Page, types: tuple[str, ...], alias: str) -> list[tuple[str, str]]:
    """The rows behind a position as parts that follow each other: a condition and an order for each.

    Equal keys, keys beyond, nulls: each part is one range of an index, where `after_sql` would read the
    index from its start. Empty where the order is not such a one.
    """
    if len(page.after) != 2 or len(types) > 1 or page.order[0].slot not in INDEXED or page.order[1].descending:
        return []
    first = page.order[0]
    value, accession = order_column(alias, types, first.slot), order_column(alias, types, "accession")
    key, last = (f":p{param}" for param in page.after)
    return [
        (f"{value} = {key} AND {accession} > {last}", accession),
        (f"{value} {'<' if first.descending else '>'} {key}", order_sql(page.order, types, alias)),
        (f"{value} IS NULL AND ({key} IS NOT NULL OR {accession} > {last})", accession),
    ]
