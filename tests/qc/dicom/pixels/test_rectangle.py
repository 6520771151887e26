"""Rectangles are read and written in one form, and joined where they meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.pixels.rectangle import Rectangle, covered, parse_rectangles, united, written

rectangles = st.builds(Rectangle, st.integers(0, 60), st.integers(0, 60), st.integers(1, 30), st.integers(1, 30))


@given(st.lists(rectangles, min_size=1, max_size=5))
def test_what_is_written_is_read(found):
    """A round trip changes nothing."""
    assert parse_rectangles(written(found)) == tuple(found)


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "1,2,3,0", "1,2,0,4", "-1,2,3,4", "1,2,3,4;", "a,b,c,d", "1.5,2,3,4", "123456,1,1,1", "１,2,3,4"],
)
def test_what_is_no_rectangle_is_refused_without_its_text(text):
    """Missing, empty, negative, broken or too large numbers; the message repeats none of them."""
    with pytest.raises(ValueError, match=r"^rectangles are written left,top,width,height;…$"):
        parse_rectangles(text)


@given(st.lists(rectangles, max_size=8))
def test_joined_rectangles_hold_all_and_do_not_meet(found):
    """Every pixel stays covered, and no two that are left touch."""
    joined = united(found)
    before, after = covered(found, 100, 100), covered(joined, 100, 100)
    assert (after | ~before).all()
    assert not any(one.meets(other) for one in joined for other in joined if one is not other)


def test_neighbours_are_joined_and_strangers_not():
    """Two that touch become one; one apart stays."""
    assert united([Rectangle(0, 0, 5, 5), Rectangle(5, 2, 4, 6), Rectangle(30, 30, 2, 2)]) == (
        Rectangle(0, 0, 9, 8),
        Rectangle(30, 30, 2, 2),
    )


def test_margins_stop_at_the_edge_of_the_image():
    """Growing never leaves the first row and column."""
    assert Rectangle(1, 10, 4, 4).grown(3) == Rectangle(0, 7, 8, 10)


def test_scaling_keeps_the_part_of_the_image():
    """Found in an image of half the size, told in pixels of the whole."""
    assert Rectangle(1, 2, 3, 4).scaled(2) == Rectangle(2, 4, 6, 8)


def test_covered_pixels_are_cut_at_the_image():
    """A rectangle that reaches out covers what is inside."""
    assert covered([Rectangle(2, 1, 9, 9)], 3, 4).sum() == 4
