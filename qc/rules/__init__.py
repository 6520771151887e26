"""Rules on records: each looks at one record, or at the records of one source together, and gives findings.

`place` asks coordinates against country and province (tables in `gazetteer` and `cities`); `library`
asks an experiment whether its library makes sense; `dates` asks for days that cannot be; `layout`
compares layouts with files, `project` the projects of a dataset with those of its objects. A rule is
a class with `name`, `check(record, path)` and `finish()`; a new one is a line in `rules()`.
"""

from collections.abc import Iterator
from typing import Protocol

from graph_schema.record import Record
from qc.finding import Finding
from qc.rules.dates import DateRule
from qc.rules.layout import LayoutRule
from qc.rules.library import LibraryRule
from qc.rules.place import PlaceRule
from qc.rules.project import ProjectRule


class Rule(Protocol):
    """A rule set for the records of one source."""

    name: str

    def check(self, record: Record, path: str) -> Iterator[Finding]:
        """What is to be said at once about a record of the source at this path."""

    def finish(self) -> Iterator[Finding]:
        """What is to be said once all records of the source were seen."""


def rules() -> list[Rule]:
    """All rules, fresh for one source."""
    return [PlaceRule(), LibraryRule(), DateRule(), LayoutRule(), ProjectRule()]
