"""Rules for single devices: where a model of a maker writes its words, so that exactly that is blanked.

A rule holds for images of one manufacturer, model, modality and size (all equal, apart from case), and says either
`clean` or which rectangles to blank. A custodian who has looked at what his devices write adds rules in a table
of the same form as `device_rules.tsv`, which comes first. The table shipped here is empty: no rule is certain
that nobody has checked at the device.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph_schema.errors import UnusableInput
from qc.dicom.outcome import Facts
from qc.dicom.pixels.rectangle import Rectangle, parse_rectangles

COLUMNS = ("manufacturer", "model", "modality", "rows", "columns", "blank", "checked")
CLEAN = "clean"
SHIPPED = Path(__file__).with_name("device_rules.tsv")
Kind = tuple[str, str, str, int, int]


@dataclass(frozen=True, slots=True)
class DeviceRule:
    """What is known of the images of one kind of one device: `clean`, or rectangles that hold all its words."""

    clean: bool
    rectangles: tuple[Rectangle, ...] = ()


class DeviceRules:
    """Rules by kind of image; where two speak of the same kind, the first one holds."""

    def __init__(self, rules: Iterable[tuple[Kind, DeviceRule]] = ()) -> None:
        self._rules: dict[Kind, DeviceRule] = {}
        for kind, rule in rules:
            self._rules.setdefault(kind, rule)

    @classmethod
    def read(cls, *paths: Path) -> "DeviceRules":
        """Rules of these tables and then of the shipped one; UnusableInput (`DEVICE_RULES_UNUSABLE`) if one is broken."""
        return cls(found for path in (*paths, SHIPPED) for found in _read(path))

    def rule_for(self, facts: Facts) -> DeviceRule | None:
        """The rule for an image, None where there is none."""
        return self._rules.get(_kind(facts.manufacturer, facts.model, facts.modality, facts.rows, facts.columns))

    def __len__(self) -> int:
        return len(self._rules)


NO_DEVICES = DeviceRules()


def _read(path: Path) -> list[tuple[Kind, DeviceRule]]:
    """The rules of one table; lines that begin with # are remarks."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line and line[0] != "#"]
    except (OSError, UnicodeDecodeError):
        raise _unusable("the table of device rules cannot be read") from None
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(table.fieldnames or ()) != COLUMNS:
        raise _unusable(f"the columns of the device rules are not {', '.join(COLUMNS)}")
    return [_rule(number, row) for number, row in enumerate(table, start=1)]


def _rule(number: int, row: dict[str, str | None]) -> tuple[Kind, DeviceRule]:
    values = {name: (row.get(name) or "").strip() for name in COLUMNS}
    try:
        kind = _kind(
            values["manufacturer"], values["model"], values["modality"], int(values["rows"]), int(values["columns"])
        )
        clean = values["blank"].casefold() == CLEAN
        rule = DeviceRule(clean, () if clean else parse_rectangles(values["blank"]))
    except ValueError:
        raise _unusable(f"device rule {number} is broken") from None
    if not values["manufacturer"] or not values["model"] or not values["checked"]:
        raise _unusable(f"device rule {number} does not say whose device it is, or who checked it when")
    return kind, rule


def _kind(manufacturer: str, model: str, modality: str, rows: int, columns: int) -> Kind:
    return manufacturer.strip().casefold(), model.strip().casefold(), modality.strip().casefold(), rows, columns


def _unusable(message: str) -> UnusableInput:
    hint = "columns, tab-separated: " + ", ".join(COLUMNS) + "; blank is `clean` or left,top,width,height;…"
    return UnusableInput(message, code="DEVICE_RULES_UNUSABLE", hint=hint)
