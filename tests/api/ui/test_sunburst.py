"""The geometry of the sunburst."""

from math import cos, isclose, sin, tau

import pytest

from api.ui.branches import ROOT, grown
from api.ui.sunburst import HOLE, NEUTRAL, RADIUS, RINGS, shortened, slices
from tests.api.ui.test_branches import edge


def drawn(*edges):
    """Arcs by accession."""
    return {part.branch.accession: part for part in slices(grown(edges)[ROOT])}


def start_of(part):
    """Where the outline begins."""
    x, y = part.path.removeprefix("M").split("A")[0].split()
    return float(x), float(y)


def test_arcs_are_as_wide_as_their_shares():
    """A quarter begins where three quarters end, clockwise from the top."""
    arcs = drawn(edge("a", 75, ROOT), edge("b", 25, ROOT))
    assert start_of(arcs["a"]) == (0, -RADIUS)
    x, y = start_of(arcs["b"])
    assert isclose(x, RADIUS * sin(0.75 * tau), abs_tol=0.01)
    assert isclose(y, -RADIUS * cos(0.75 * tau), abs_tol=0.01)
    assert " 0 1 1 " in arcs["a"].path
    assert " 0 0 1 " in arcs["b"].path


def test_rings_share_the_room():
    """Each level is one ring; the innermost begins at the hole, the outermost ends at the rim."""
    arcs = drawn(edge("b", 60, ROOT, "a"), edge("a", 40, ROOT), edge("c", 10, ROOT))
    assert {name: part.ring for name, part in arcs.items()} == {"a": 1, "b": 2, "c": 1}
    assert f"A{RADIUS} {RADIUS}" in arcs["b"].path
    assert f"A{HOLE} {HOLE}" in arcs["a"].path


def test_an_end_takes_a_second_ring_for_its_label():
    """A branch with nothing below it goes on to the rim where there is one ring more."""
    arcs = drawn(edge("b", 60, ROOT, "a"), edge("a", 40, ROOT), edge("c", 10, ROOT))
    assert f"A{RADIUS} {RADIUS}" in arcs["c"].path
    assert f"A{RADIUS} {RADIUS}" not in arcs["a"].path


def test_the_only_branch_is_a_whole_ring():
    """An arc of all is two circles, not an arc of nothing."""
    path = drawn(edge("a", 5, ROOT), edge("b", 5, ROOT, "a"))["a"].path
    assert path.count("M") == 2
    assert path.endswith("Z")


def test_colours_tell_apart_what_is_not_nearly_all():
    """The trunk is neutral, what it parts into has colours, and all below a branch has its colour."""
    arcs = drawn(edge("t", 1, ROOT), edge("a", 60, ROOT, "t"), edge("b", 39, ROOT, "t"), edge("c", 30, ROOT, "t", "a"))
    assert arcs["t"].colour == NEUTRAL
    assert len({arcs["a"].colour, arcs["b"].colour, NEUTRAL}) == 3
    assert arcs["c"].colour == arcs["a"].colour


def test_slivers_and_far_rings_are_left_out():
    """What would be narrower than a hair, and what lies beyond the outermost ring."""
    deep = [edge(f"d{level}", 100, ROOT, *(f"d{above}" for above in range(level))) for level in range(RINGS + 3)]
    arcs = drawn(*deep, edge("small", 0.1, ROOT))
    assert max(part.ring for part in arcs.values()) == RINGS
    assert "small" not in arcs


def test_nothing_is_drawn_of_nothing():
    """A profile without counts."""
    assert slices(grown([])[ROOT]) == []


@pytest.mark.parametrize("share", [1, 5, 10, 20, 40, 60, 80, 99])
def test_labels_are_never_upside_down(share):
    """Turned by at most a quarter to either side."""
    for part in drawn(edge("long name a", share, ROOT), edge("long name b", 100 - share, ROOT)).values():
        assert -90 <= part.turn <= 90


@pytest.mark.parametrize(
    ("room", "label"), [(1000, "Escherichia coli"), (70, "Escherich…"), (38, "Esch…"), (30, ""), (0, ""), (-5, "")]
)
def test_labels_fit(room, label):
    """Whole, cut, or not at all."""
    assert shortened("Escherichia coli", room) == label
