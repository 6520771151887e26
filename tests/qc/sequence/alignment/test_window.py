"""The moving window over decoded bytes."""

from typing import Self

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from qc.sequence.alignment.window import SLACK, Window

DATA = bytes(range(251)) * 4


class Given:
    """A source of given bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.left = data

    def readinto(self, buffer: NDArray[np.uint8]) -> int:
        """Fill the buffer as far as the bytes go."""
        part, self.left = self.left[: len(buffer)], self.left[len(buffer) :]
        buffer[: len(part)] = np.frombuffer(part, np.uint8)
        return len(part)

    def again(self) -> Self:
        """The same bytes."""
        return type(self)(self.data)

    def close(self) -> None:
        """Nothing was taken."""


@given(st.lists(st.tuples(st.sampled_from(["take", "skip", "use", "more", "hold"]), st.integers(0, 90)), max_size=40))
def test_whatever_is_asked_the_bytes_come_in_order(steps: list[tuple[str, int]]) -> None:
    """The offset always says where the window stands, and its bytes are those of the source."""
    window = Window(Given(DATA), capacity=40)
    for step, number in steps:
        before = window.offset
        if step == "take":
            taken = window.take(number)
            assert taken == (DATA[before : before + number] if before + number <= len(DATA) else None)
        elif step == "skip":
            assert window.skip(number) == (before + number <= len(DATA))
        elif step == "use":
            window.use(min(number, window.size))
        elif step == "more":
            window.more()
        else:
            window.hold(number)
        assert window.text[: window.size].tobytes() == DATA[window.offset : window.offset + window.size]
        assert len(window.text) >= window.size + SLACK


def test_bytes_used_up_can_be_seen_until_more_are_read() -> None:
    """Names of records are looked up after the kernel has gone past them."""
    window = Window(Given(DATA), capacity=40)
    window.more()
    window.use(30)
    assert window.seen(10, 5) == DATA[10:15]


def test_the_window_grows_to_what_it_must_hold() -> None:
    """And keeps what it has."""
    window = Window(Given(DATA), capacity=40)
    window.more()
    window.use(3)
    window.hold(500)
    assert window.more()
    assert window.text[: window.size].tobytes() == DATA[3:503]
