"""The shaper: positional answers of a store into the client's names and order, the same for both stores.

A shape is a function from one positional value to one JSON value, put together from the few
functions below when a request is planned. Rows are read by position and never changed, so that
`nodes` and `edges.node` may share them. Slots holding structures arrive as JSON text and are
parsed here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import orjson

Shape = Callable[[Any], Any]


class Entry(NamedTuple):
    """One key of an answered object: where its value stands in the row, and how it is shaped."""

    key: str
    position: int
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """A `Select`'s answer, cut to the page: the rows, whether more follow, the total, the facets."""

    rows: Sequence[Any]
    more: bool
    total: int | None
    facets: Sequence[Sequence[Sequence[Any]]]


def constant(value: Any) -> Shape:
    """The same value whatever stands in the row (`__typename`)."""

    def shape(_: Any) -> Any:
        return value

    return shape


def optional(inner: Shape) -> Shape:
    """Null stays null; anything else is shaped."""

    def shape(value: Any) -> Any:
        return None if value is None else inner(value)

    return shape


def each(inner: Shape) -> Shape:
    """Every element of a list, in order."""

    def shape(values: Sequence[Any]) -> list[Any]:
        return [inner(value) for value in values]

    return shape


def row(entries: Sequence[Entry]) -> Shape:
    """A row of positions as an object whose keys stand in the order of the entries."""
    if not entries:
        return lambda _: {}
    keys = tuple(entry.key for entry in entries)
    pick = _picker(tuple(entry.position for entry in entries))
    shaped = tuple((entry.key, entry.shape) for entry in entries if entry.shape is not None)

    def shape(values: Sequence[Any]) -> dict[str, Any]:
        answer = dict(zip(keys, pick(values), strict=True))
        for key, inner in shaped:
            answer[key] = inner(answer[key])
        return answer

    return shape


def _picker(positions: tuple[int, ...]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """A function that reads some positions of a row, always as a tuple."""
    if len(positions) > 1:
        return itemgetter(*positions)
    (only,) = positions
    return lambda values: (values[only],)


def by_type(shapes: Mapping[str, Shape]) -> Shape:
    """Rows `[type, row]`: each by the shape of its type."""

    def shape(typed: Sequence[Any]) -> Any:
        return shapes[typed[0]](typed[1])

    return shape


def record(entries: Sequence[tuple[str, Shape]]) -> Shape:
    """An object whose every value is shaped from the whole input (connections, edges, pages)."""
    parts = tuple(entries)

    def shape(value: Any) -> dict[str, Any]:
        return {key: part(value) for key, part in parts}

    return shape


def member(name: str) -> Shape:
    """A key of an object as stored; null where it is missing."""

    def shape(item: Mapping[str, Any]) -> Any:
        return item.get(name)

    return shape


def json_list(inner: Shape) -> Shape:
    """A structure slot: the JSON text of a list of objects, each shaped; null stays null."""

    def shape(text: str | bytes | None) -> list[Any] | None:
        return None if text is None else [inner(item) for item in orjson.loads(text)]

    return shape


def page(first: int) -> Shape:
    """A `Select`'s answer as a `PageAnswer`: `first` rows of those given, one more means there are more."""

    def shape(answer: Sequence[Any]) -> PageAnswer:
        rows = answer[0] if answer and answer[0] is not None else ()
        total = answer[1] if len(answer) > 1 else None
        facets = answer[2] if len(answer) > 2 and answer[2] is not None else ()
        return PageAnswer(rows[:first], len(rows) > first, total, facets)

    return shape


def after(outer: Shape, inner: Shape) -> Shape:
    """First `inner`, then `outer`."""

    def shape(value: Any) -> Any:
        return outer(inner(value))

    return shape
