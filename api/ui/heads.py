"""Headings of tables on pages: label, meaning, side, and, where a table can be sorted, how."""

from dataclasses import dataclass

from api.ui.columns import Column
from api.ui.labels import name_label
from api.ui.language import Language


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `sorted` is the value of `aria-sort`, `sort_href` the address with the next order."""

    label: str
    description: str
    numeric: bool = False
    sorted: str = ""
    sort_href: str = ""


def plain_head(label: str) -> Head:
    """A heading that says all by its label."""
    return Head(label, label)


def head_of(language: Language, column: Column) -> Head:
    """The heading of a column; one behind a relation says in its description which."""
    return Head(column.label(language), _described(language, column), column.numeric)


def _described(language: Language, column: Column) -> str:
    way = " › ".join(name_label(language, step.name) for step in column.steps)
    return f"{way}: {column.describe(language)}" if way else column.describe(language)
