"""Cursors: there and back, and nothing else is taken for one."""

import base64
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import QueryRefused
from graph_schema.model import SLOTS
from graph_store import cursor
from graph_store.plan import OrderKey

RUN = SLOTS["Run"]
BY_SPOTS = (OrderKey("spots", descending=True), OrderKey("accession", descending=False))
BY_TITLE = (OrderKey("title", descending=False), OrderKey("accession", descending=False))
INTEGERS = st.none() | st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(INTEGERS, TEXTS)
def test_a_position_survives_the_way_there_and_back(spots: int | None, accession: str) -> None:
    """What is encoded is decoded, whatever the values; the text needs no quoting in URLs."""
    text = cursor.encode(BY_SPOTS, [spots, accession])
    assert cursor.decode(BY_SPOTS, RUN, text) == [spots, accession]
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.text())
def test_any_other_text_is_refused(text: str) -> None:
    """Whatever a client sends: refused with BAD_CURSOR, never an accident."""
    with pytest.raises(QueryRefused) as told:
        cursor.decode(BY_SPOTS, RUN, text)
    assert told.value.code == "BAD_CURSOR"
    assert told.value.hint


@pytest.mark.parametrize(
    "order",
    [
        BY_TITLE,
        BY_SPOTS[1:],
        (OrderKey("spots", descending=False), BY_SPOTS[1]),
        (BY_SPOTS[0], OrderKey("accession", descending=True)),
    ],
)
def test_a_cursor_of_another_order_is_refused(order: tuple[OrderKey, ...]) -> None:
    """Slots, directions and their number must be the same."""
    text = cursor.encode(BY_SPOTS, [1, "CRR1"])
    with pytest.raises(QueryRefused, match="another order"):
        cursor.decode(order, RUN, text)


@pytest.mark.parametrize("position", [["1", "CRR1"], [1, None], [1, 2], [True, "CRR1"], [2**63, "CRR1"], [1.5, "CRR1"]])
def test_values_an_order_cannot_have_are_refused(position: list[Any]) -> None:
    """A forged cursor brings no value of another type into a statement."""
    text = base64.urlsafe_b64encode(orjson.dumps([cursor.mark(BY_SPOTS), *position])).decode().rstrip("=")
    with pytest.raises(QueryRefused) as told:
        cursor.decode(BY_SPOTS, RUN, text)
    assert told.value.code == "BAD_CURSOR"


def test_a_forged_shape_is_refused() -> None:
    """JSON that is no list, and lists of another length."""
    for forged in (b"{}", b'"x"', b"[]", orjson.dumps([cursor.mark(BY_SPOTS), 1])):
        with pytest.raises(QueryRefused):
            cursor.decode(BY_SPOTS, RUN, base64.urlsafe_b64encode(forged).decode())


def test_keys_fold_what_is_ordered_by_a_folded_key() -> None:
    """Titles give their sort key, other slots themselves, null stays null."""
    assert cursor.keys(BY_TITLE, RUN, ["  Colon  X", "CRR1"]) == ["colon x", "CRR1"]
    assert cursor.keys(BY_TITLE, RUN, [None, "CRR1"]) == [None, "CRR1"]
    assert cursor.keys(BY_SPOTS, RUN, [3, "CRR1"]) == [3, "CRR1"]
