"""The columns that are read of one node type, gathered from everything that is selected on it.

A connection may select a type several times (`nodes`, `edges { node }`, cursors); all share one
row. While selections are read, columns are only asked for; their positions are fixed afterwards,
so shapes are made late, by functions without arguments (`Late`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from graph_schema.model import SLOTS
from graph_store.cursor import encode, keys
from graph_store.plan import Branch, Columns, OrderKey
from graph_store.shape import Entry, Shape, row

Late = Callable[[], Shape]


class Column(NamedTuple):
    """A column by what it holds; `which` is a slot, a property, or the number of a branch."""

    kind: Literal["slot", "property", "branch"]
    which: str | int


class Wanted(NamedTuple):
    """A key of an answered object, the column it reads, and how the value is shaped."""

    key: str
    column: Column
    shape: Shape | None = None


@dataclass(slots=True)
class Layout:
    """The columns of one type in one place of a plan; the accession is always one of them."""

    type_name: str
    slots: set[str] = field(default_factory=lambda: {"accession"})
    properties: set[str] = field(default_factory=set)
    branches: list[Branch] = field(default_factory=list)

    def slot(self, name: str) -> Column:
        """Read a slot."""
        self.slots.add(name)
        return Column("slot", name)

    def property(self, name: str) -> Column:
        """Read a property of the relationship that led here."""
        self.properties.add(name)
        return Column("property", name)

    def branch(self, branch: Branch) -> Column:
        """Read what a branch answers."""
        self.branches.append(branch)
        return Column("branch", len(self.branches) - 1)

    def columns(self) -> Columns:
        """All that was asked for, in the plan's order."""
        return Columns(tuple(sorted(self.slots)), tuple(sorted(self.properties)), tuple(self.branches))

    def position(self, column: Column) -> int:
        """Where a column stands in the row, once all have been asked for."""
        if column.kind == "slot":
            return sorted(self.slots).index(str(column.which))
        if column.kind == "property":
            return len(self.slots) + sorted(self.properties).index(str(column.which))
        return len(self.slots) + len(self.properties) + int(column.which)

    def row(self, wanted: Sequence[Wanted]) -> Shape:
        """The shape of an object made of some columns, once all have been asked for."""
        return row([Entry(item.key, self.position(item.column), item.shape) for item in wanted])

    def cursor(self, order: tuple[OrderKey, ...]) -> Late:
        """Read the keys of an order; late, the row's place in it as opaque text."""
        columns = [self.slot(key.slot) for key in order]
        slots = SLOTS[self.type_name]

        def late() -> Shape:
            places = [self.position(column) for column in columns]
            return lambda values: encode(order, keys(order, slots, [values[place] for place in places]))

        return late
