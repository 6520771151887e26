"""Charts: their axes, and SVG that a parser accepts."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.report.chart import HEIGHT, LABEL, WIDTH, Axis, Chart


def chart(low: float = 0, high: float = 10) -> Chart:
    """An empty chart."""
    return Chart("A <title>", 'of "things"', Axis("x & x", 0, 10), Axis("y", low, high))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 10, [0, 2, 4, 6, 8, 10]), (0, 42, [0, 10, 20, 30, 40]), (0.2, 0.4, [0.2, 0.25, 0.3, 0.35, 0.4]), (5, 5, [5])],
)
def test_ticks_are_round(low: float, high: float, ticks: list[float]) -> None:
    """Ticks are multiples of 1, 2 or 5 times a power of ten, from end to end."""
    assert Axis("", low, high).ticks() == pytest.approx(ticks)


def test_whole_things_have_whole_ticks() -> None:
    """An axis that counts does not show halves."""
    assert Axis("", 145, 148, whole=True).ticks() == [145, 146, 147, 148]


@given(
    st.floats(-1e9, 1e9, allow_nan=False),
    st.floats(0, 1e9, allow_nan=False),
    st.floats(-1e10, 1e10, allow_nan=False),
)
def test_a_share_lies_between_the_ends(low: float, span: float, value: float) -> None:
    """No value is drawn outside the frame."""
    assert 0 <= Axis("", low, low + span).share(value) <= 1


def test_svg_is_well_formed_and_says_what_it_shows() -> None:
    """The SVG parses, escapes its texts, and has a sentence for those who do not see it."""
    drawn = chart().line("<a>", [(0, 1), (10, 9)]).band([(0, 1, 2), (10, 3, 4)]).bars([(1, 2, 5)]).svg()
    root = ET.fromstring(drawn)
    assert root.get("aria-label") == 'A <title>. of "things"'
    assert [text.text for text in root.iter("text")].count("<a>") == 1
    assert len(root.findall("polyline")) == len(root.findall("polygon")) == 1


def test_a_line_stands_where_its_values_are() -> None:
    """The lowest value is at the bottom of the frame and the highest at its top."""
    root = ET.fromstring(chart().line("a", [(0, 0), (10, 10)]).svg())
    points = root.find("polyline").get("points").split()  # type: ignore[union-attr]
    assert points == ["58.0,210.0", "586.0,12.0"]
    assert (WIDTH, HEIGHT) == (640, 250)


def test_labels_do_not_cover_each_other() -> None:
    """Lines that end at one height have labels beside one another."""
    drawn = chart()
    for name in "ACGT":
        drawn.line(name, [(0, 5), (10, 5)])
    assert all(high - low >= LABEL for low, high in pairwise(sorted(drawn.labels)))


def test_an_empty_line_is_no_series() -> None:
    """A line without points draws nothing."""
    assert not chart().line("a", []).parts


def test_bars_tell_their_figures() -> None:
    """Each bar has a tooltip with its range and its height."""
    drawn = chart().bars([(1, 2, 1500), (2, 5, 7)]).svg()
    assert "<title>1: 1,500</title>" in drawn
    assert "<title>2 – 5: 7</title>" in drawn
