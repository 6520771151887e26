"""Rules of devices are read from tables, and tables that are not clear are refused."""

import pytest

from graph_schema.errors import UnusableInput
from qc.dicom.pixels.devices import COLUMNS, SHIPPED, DeviceRule, DeviceRules
from qc.dicom.pixels.rectangle import Rectangle
from tests.qc.dicom.pixels.images import facts

HEAD = "\t".join(COLUMNS)
GOOD = "ACME\tScan 1\tUS\t240\t320\t0,0,320,18;10,220,60,20\tJ. Roe 2024-05"


def table(tmp_path, *lines, name="rules.tsv"):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def scan(**known):
    return facts(
        **({"manufacturer": "acme", "model": "SCAN 1 ", "modality": "US", "rows": 240, "columns": 320} | known)
    )


def test_a_rule_holds_for_its_kind_of_image(tmp_path):
    """Maker, model and modality in any case, and the size; remarks and empty lines are passed over."""
    rules = DeviceRules.read(table(tmp_path, "# ours", HEAD, "", GOOD))
    boxes = (Rectangle(0, 0, 320, 18), Rectangle(10, 220, 60, 20))
    assert rules.rule_for(scan()) == DeviceRule(clean=False, rectangles=boxes)


@pytest.mark.parametrize(
    "other", [{"rows": 241}, {"columns": 640}, {"model": "Scan 10"}, {"manufacturer": "ACM"}, {"modality": "XA"}]
)
def test_a_rule_holds_for_nothing_else(tmp_path, other):
    """Another size, model, maker or modality: no rule."""
    assert DeviceRules.read(table(tmp_path, HEAD, GOOD)).rule_for(scan(**other)) is None


def test_a_device_may_be_known_to_write_nothing(tmp_path):
    """`clean` names no rectangle."""
    rules = DeviceRules.read(table(tmp_path, HEAD, GOOD.replace("0,0,320,18;10,220,60,20", "Clean")))
    assert rules.rule_for(scan()) == DeviceRule(clean=True)


def test_the_first_table_wins(tmp_path):
    """A custodian's own table is asked before others."""
    ours = table(tmp_path, HEAD, GOOD.replace("0,0,320,18;10,220,60,20", "clean"))
    theirs = table(tmp_path, HEAD, GOOD, name="theirs.tsv")
    assert DeviceRules.read(ours, theirs).rule_for(scan()).clean
    assert not DeviceRules.read(theirs, ours).rule_for(scan()).clean


def test_the_shipped_table_is_sound_and_holds_only_checked_rules():
    """It can be read; each rule says who checked it."""
    rules = DeviceRules.read()
    lines = [line for line in SHIPPED.read_text().splitlines() if line and not line.startswith("#")]
    assert lines[0] == HEAD
    assert len(rules) == len(lines) - 1
    assert all(line.split("\t")[-1].strip() for line in lines[1:])


@pytest.mark.parametrize(
    "lines",
    [
        ("maker\tmodel", "a\tb"),
        (),
        (HEAD, GOOD.replace("240", "many")),
        (HEAD, GOOD.replace("0,0,320,18", "0,0,0,18")),
        (HEAD, GOOD.replace("0,0,320,18;10,220,60,20", "")),
        (HEAD, GOOD.replace("ACME", " ")),
        (HEAD, GOOD.replace("Scan 1", "")),
        (HEAD, GOOD.replace("J. Roe 2024-05", "")),
        (HEAD, "ACME"),
    ],
)
def test_unclear_tables_are_refused(tmp_path, lines):
    """Wrong columns, numbers that are none, no rectangle, no device, nobody who checked it, a short line."""
    with pytest.raises(UnusableInput) as refused:
        DeviceRules.read(table(tmp_path, *lines))
    assert refused.value.code == "DEVICE_RULES_UNUSABLE"
    assert "ACME" not in refused.value.message


def test_missing_tables_and_noise_are_refused(tmp_path):
    """No file, and bytes that are no text."""
    (tmp_path / "noise.tsv").write_bytes(b"\xff\xfe\x00")
    for name in ("none.tsv", "noise.tsv"):
        with pytest.raises(UnusableInput):
            DeviceRules.read(tmp_path / name)
