"""Result tables: what an address asks for, the answer of one page, and what the page shows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from api.fields import sortable
from api.ui import documents
from api.ui.asking import Asked
from api.ui.columns import Cell, Column, cell, columns_of
from api.ui.facets import split, without
from api.ui.filters import Filter, order_of, parse, where_of
from api.ui.heads import Head, head_of
from api.ui.language import Language
from graph_schema.errors import QueryRefused
from graph_schema.model import NODE_TYPES

PAGE_ROWS = 50
MOST_ROWS = 500
LONGEST_NUMBER = 20
ALL_SHOWN = 50
"""Nodes of a list in one cell of a download; how many there are besides is said behind them."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the address of a table selects. Table, counts, facets, downloads and the copied query share it."""

    node_type: str
    filters: tuple[Filter, ...]
    sort: str
    first: int
    after: str | None

    @property
    def root(self) -> str:
        """The root field of the type."""
        root = NODE_TYPES[self.node_type].root
        assert root is not None
        return root

    def asked(self) -> Asked:
        """The document and variables of one page."""
        counted, apart = split(self.node_type, self.filters)
        variables: dict[str, Any] = {
            "where": where_of(self.filters),
            "orderBy": order_of(self.node_type, self.sort) or None,
            "first": self.first,
            "after": self.after,
        }
        variables |= {f"facet{index}": without(self.filters, name) for index, name in enumerate(apart)}
        return Asked(documents.table(self.node_type, counted, apart), variables)

    def rows_asked(self, first: int, after: str | None) -> Asked:
        """The document of a page without facets, as downloads ask it."""
        variables = {
            "where": where_of(self.filters),
            "orderBy": order_of(self.node_type, self.sort) or None,
            "first": first,
            "after": after,
        }
        return Asked(documents.table(self.node_type, (), (), ALL_SHOWN), variables)


def selection(node_type: str, params: QueryParams) -> Selection:
    """What the parameters of an address select; QueryRefused where one cannot be read."""
    filters = tuple(parse(node_type, params.multi_items()))
    sort = params.get("sort", "")
    order_of(node_type, sort)
    return Selection(node_type, filters, sort, _first(params.get("first", "")), params.get("after") or None)


def _first(text: str) -> int:
    if not text:
        return PAGE_ROWS
    if not text.isdecimal() or len(text) > LONGEST_NUMBER or not 1 <= int(text) <= MOST_ROWS:
        raise QueryRefused(
            f"first={text[:LONGEST_NUMBER]}: a page has 1 to {MOST_ROWS} rows",
            code="FIRST_TOO_LARGE",
            hint="use the download for more",
        )
    return int(text)


def rows(columns: Sequence[Column], connection: Mapping[str, Any]) -> list[tuple[Cell, ...]]:
    """The cells of a page."""
    return [tuple(cell(column, node) for column in columns) for node in connection["nodes"]]


def heads(language: Language, chosen: Selection, address: Any) -> list[Head]:
    """The headings with links that sort; `address(sort=…)` is this address in another order."""
    return [_head(language, column, chosen.sort, address) for column in columns_of(chosen.node_type)]


def _head(language: Language, column: Column, sort: str, address: Any) -> Head:
    head = head_of(language, column)
    if column.slot is None or column.steps or not sortable(column.slot):
        return head
    alias = column.slot.alias
    now = {alias: "ascending", f"-{alias}": "descending"}.get(sort, "")
    following = f"-{alias}" if now == "ascending" else alias
    return Head(head.label, head.description, head.numeric, now, address(sort=following, after=None))
