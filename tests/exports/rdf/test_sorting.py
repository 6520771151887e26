"""Sorting beyond memory: the same order whatever the limit, equal pieces once, nothing left behind."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from exports.rdf.sorting import Sorting
from exports.rdf.statements import Piece

pieces = st.builds(
    Piece,
    st.sampled_from(["http://a/1", "http://a/10", "http://a/2", "http://a/样", "http://b/1"]),
    st.integers(0, 300),
    st.sampled_from([b"<p> <o>", b'<p> "x"', b"<q> <o>\x01<q> <r>"]),
)


def expected(some: list[Piece]) -> list[Piece]:
    """The order that is meant: subject, rank, lines, as bytes."""
    return sorted(set(some), key=lambda piece: (piece.subject.encode(), piece.rank, piece.lines))


@given(st.lists(pieces, max_size=60), st.sampled_from([1, 300, 1 << 20]), st.sampled_from([2, 3, 256]))
def test_order_is_the_same_with_any_memory(some: list[Piece], memory: int, at_once: int) -> None:
    """Spilled to one run a piece, merged in passes, or kept in memory: the result is the same."""
    with TemporaryDirectory() as folder:
        sorting = Sorting(Path(folder), memory, at_once)
        for number, piece in enumerate(some):
            sorting.add("even" if number % 2 == 0 else "odd", piece)
        assert sorting.names() == sorted({"even", "odd"} if len(some) > 1 else {"even"} if some else set())
        assert list(sorting.sorted("even")) == expected(some[::2])
        assert list(sorting.sorted("odd")) == expected(some[1::2])
        assert sorting.names() == []
        assert list(Path(folder).iterdir()) == []


def test_memory_is_shared_by_names(tmp_path: Path) -> None:
    """The largest name goes to disk when all together hold too much."""
    sorting = Sorting(tmp_path, 1_000)
    sorting.add("small", Piece("http://a/0", 0, b"<p> <o>"))
    for number in range(20):
        sorting.add("large", Piece(f"http://a/{number}", 0, b"<p> <o>"))
    assert list(tmp_path.iterdir()) != []
    assert [piece.subject for piece in sorting.sorted("small")] == ["http://a/0"]
    assert len(list(sorting.sorted("large"))) == 20
