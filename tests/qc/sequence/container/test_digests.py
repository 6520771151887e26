"""Checksums in pieces, by the standard library and by the compiled loop."""

import hashlib
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.container import digests as module
from qc.sequence.container.digest_kernel import CUBE_ROOTS, PRIMES, SINES, SQUARE_ROOTS
from qc.sequence.container.digests import LARGE, Separate, Together, agrees, digests

needs_instructions = pytest.mark.skipif(module.kernel() is None, reason="no SHA instructions")


def sums(data):
    return hashlib.md5(data).hexdigest(), hashlib.sha256(data).hexdigest()


def taken(made, pieces):
    for piece in pieces:
        made.update(memoryview(bytearray(piece)))
    return made.md5, made.sha256


def test_the_constants_are_those_of_the_standards():
    """The first and the last of each table, as RFC 1321 and FIPS 180-4 print them."""
    assert (SINES[0], SINES[63]) == (0xD76AA478, 0xEB86D391)
    assert (CUBE_ROOTS[0], CUBE_ROOTS[63], len(CUBE_ROOTS)) == (0x428A2F98, 0xC67178F2, 64)
    assert (SQUARE_ROOTS[0], SQUARE_ROOTS[7], PRIMES[-1]) == (0x6A09E667, 0x5BE0CD19, 311)


@needs_instructions
def test_every_length_up_to_four_blocks():
    """The padding of each length, and the sums of nothing."""
    for length in range(257):
        data = bytes(range(256))[:length] + bytes(max(0, length - 256))
        assert taken(Together(module.kernel()), [data]) == sums(data), length


@needs_instructions
@given(st.lists(st.binary(max_size=300), max_size=8))
def test_pieces_of_any_size_give_the_sums_of_the_whole(pieces):
    """And asking in between changes nothing."""
    together, separate = Together(module.kernel()), Separate()
    for number in range(len(pieces)):
        for made in (together, separate):
            assert taken(made, pieces[number : number + 1]) == sums(b"".join(pieces[: number + 1]))


@needs_instructions
def test_bytes_that_cannot_be_written_to(text):
    """A view of bytes is as good as one of a buffer."""
    made = Together(module.kernel())
    made.update(memoryview(text))
    assert (made.md5, made.sha256) == sums(text)


def test_small_files_do_without_the_loop():
    """Large ones too where the processor lacks the instructions, or where the loop errs."""
    assert isinstance(digests(LARGE - 1), Separate)
    assert isinstance(digests(LARGE), Separate if module.kernel() is None else Together)


def test_a_loop_that_errs_is_not_used():
    """A processor that multiplies wrongly must not condemn files."""
    assert not agrees(SimpleNamespace(SQUARE_ROOTS=SQUARE_ROOTS, take_blocks=lambda state, text: None))


def test_without_instructions_there_is_no_loop(monkeypatch):
    """Then the standard library computes both."""
    monkeypatch.setattr(module, "import_module", lambda _name: SimpleNamespace(has_instructions=lambda: False))
    module.kernel.cache_clear()
    assert isinstance(digests(LARGE), Separate)
    module.kernel.cache_clear()
