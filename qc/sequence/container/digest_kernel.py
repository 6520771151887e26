"""md5 and sha256 of the same bytes in one compiled loop, for x86 processors with SHA instructions.

md5 (RFC 1321) waits for its own last addition most of the time; the SHA instructions of sha256 (FIPS 180-4) fill that
time when both stand in one stream of instructions: two sums for the price of one. Each function here emits LLVM's
instructions for one block of 64 bytes. Ask `has_instructions` before anything else: other processors would stop.
"""

import math
from collections.abc import Callable, Iterator
from typing import Any, cast

import numpy as np
from llvmlite import binding, ir
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from qc.sequence.compiled import unmanaged

BLOCK = 64
TURNS = (7, 12, 17, 22) * 4 + (5, 9, 14, 20) * 4 + (4, 11, 16, 23) * 4 + (6, 10, 15, 21) * 4
SINES = tuple(int(abs(math.sin(step + 1)) * 2**32) for step in range(64))
"""md5's turns and constants, one for each of its 64 steps."""


def root_fraction(number: int, root: int) -> int:
    """The first 32 bits behind the point of a root of a number, without rounding."""
    low, high, scaled = 0, 1 << 40, number << 32 * root
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**root <= scaled else (low, middle - 1)
    return low & 0xFFFFFFFF


PRIMES = [number for number in range(2, 312) if all(number % other for other in range(2, number))]
CUBE_ROOTS = tuple(root_fraction(prime, 3) for prime in PRIMES)
SQUARE_ROOTS = tuple(root_fraction(prime, 2) for prime in PRIMES[:8])
"""sha256's constants, and the state it begins with."""

_WORD = ir.IntType(32)
_QUAD = ir.VectorType(_WORD, 4)
_BARRIER = ir.InlineAsm(ir.FunctionType(_WORD, [_WORD]), "", "=r,0")


def has_instructions() -> bool:
    """Whether this processor has the SHA instructions of x86."""
    return bool(binding.get_host_cpu_features().get("sha", False))


def _mixed(builder: Any, step: int, state: tuple[Any, Any, Any, Any]) -> tuple[Any, int]:
    """The function of md5's step over its state, and the word of the block that it takes."""
    _, b, c, d = state
    if step < 16:
        return builder.xor(d, builder.and_(b, builder.xor(c, d))), step
    if step < 32:
        return builder.xor(c, builder.and_(d, builder.xor(b, c))), (5 * step + 1) % 16
    if step < 48:
        return builder.xor(b, builder.xor(c, d)), (3 * step + 5) % 16
    return builder.xor(c, builder.or_(b, builder.not_(d))), 7 * step % 16


def _md5_steps(builder: Any, state: tuple[Any, Any, Any, Any], words: list[Any]) -> Iterator[tuple[Any, Any, Any, Any]]:
    """The state after each of the 64 steps.

    The barrier keeps what is known early in an addition of its own, ahead of what is known late: joined to one
    instruction of three terms they would take a cycle more in every step.
    """
    for step in range(64):
        a, b, c, d = state
        mixed, word = _mixed(builder, step, state)
        early = builder.add(builder.add(a, words[word]), ir.Constant(_WORD, SINES[step]))
        total = builder.add(builder.call(_BARRIER, [early]), mixed)
        left = builder.shl(total, ir.Constant(_WORD, TURNS[step]))
        turned = builder.or_(left, builder.lshr(total, ir.Constant(_WORD, 32 - TURNS[step])))
        state = (d, builder.add(b, turned), b, c)
        yield state


def _called(builder: Any, name: str, values: list[Any]) -> Any:
    """A call of one of LLVM's own functions over four words."""
    known = builder.module.globals.get(name)
    kind = ir.FunctionType(_QUAD, [value.type for value in values])
    return builder.call(known or ir.Function(builder.module, kind, name), values)


def _picked(builder: Any, first: Any, second: Any, places: list[int]) -> Any:
    """Four words out of the eight of two vectors."""
    return builder.shuffle_vector(first, second, ir.Constant(ir.VectorType(_WORD, 4), places))


def _schedule(builder: Any, words: list[Any]) -> Any:
    """The next four words of sha256's message schedule, from the last sixteen."""
    begun = _called(builder, "llvm.x86.sha256msg1", [words[-4], words[-3]])
    begun = builder.add(begun, _picked(builder, words[-2], words[-1], [1, 2, 3, 4]))
    return _called(builder, "llvm.x86.sha256msg2", [begun, words[-1]])


def _sha256_steps(builder: Any, state: tuple[Any, Any], words: list[Any]) -> Iterator[tuple[Any, Any]]:
    """The state (words F, E, B, A and H, G, D, C) after each two of the 64 rounds."""
    first, second = state
    for group in range(16):
        if group >= 4:
            words.append(_schedule(builder, words))
        constants = [ir.Constant(_WORD, value) for value in CUBE_ROOTS[4 * group : 4 * group + 4]]
        taken = builder.add(words[group], ir.Constant(_QUAD, constants))
        second = _called(builder, "llvm.x86.sha256rnds2", [second, first, taken])
        yield first, second
        upper = _picked(builder, taken, taken, [2, 3, 2, 3])
        first = _called(builder, "llvm.x86.sha256rnds2", [first, second, upper])
        yield first, second


def _loaded(builder: Any, place: Any, kind: Any) -> Any:
    """What stands at `place`, of any alignment, as `kind`."""
    value = builder.load(builder.bitcast(place, kind.as_pointer()))
    value.align = 1
    return value


def _added(builder: Any, place: Any, before: Any, change: Any) -> None:
    """The state before a block and what the block made of it, added up and put back."""
    stored = builder.store(builder.add(before, change), builder.bitcast(place, before.type.as_pointer()))
    stored.align = 4


def _emit(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    """One block: sixteen md5 words and as many of sha256, then two steps of md5 and two rounds of sha256 by turns."""
    arrays = [
        context.make_array(kind)(context, builder, value)
        for kind, value in zip(signature.args, values[:2], strict=False)
    ]
    index = ir.IntType(64)
    text = builder.gep(arrays[1].data, [values[2]])
    places = [builder.gep(arrays[0].data, [ir.Constant(index, word)]) for word in range(12)]
    at = [builder.gep(text, [ir.Constant(index, 4 * word)]) for word in range(16)]
    sums = tuple(_loaded(builder, place, _WORD) for place in places[:4])
    pair = (_loaded(builder, places[4], _QUAD), _loaded(builder, places[8], _QUAD))
    quads = [_called(builder, "llvm.bswap.v4i32", [_loaded(builder, at[word], _QUAD)]) for word in (0, 4, 8, 12)]
    steps = _md5_steps(builder, sums, [_loaded(builder, place, _WORD) for place in at])
    *_, (last, rounds) = ((next(steps), next(steps), both)[1:] for both in _sha256_steps(builder, pair, quads))
    for place, before, change in zip(places[:4], sums, last, strict=True):
        _added(builder, place, before, change)
    _added(builder, places[4], pair[0], rounds[0])
    _added(builder, places[8], pair[1], rounds[1])
    return context.get_dummy_value()


def _template(_typing: Any, state: Any, text: Any, _at: Any) -> Any:
    """What numba makes the call of `_both` of."""
    return types.void(state, text, types.intp), _emit


_both: Callable[..., None] = cast("Callable[..., None]", intrinsic(_template))
"""`_both(state, text, at)`: take the 64 bytes from `at` on into both sums."""


@unmanaged
def take_blocks(state: NDArray[np.uint32], text: NDArray[np.uint8]) -> None:
    """Take all whole blocks of `text` into both sums: four words of md5, then eight of sha256 as its rounds hold them."""
    for block in range(len(text) // BLOCK):
        _both(state, text, block * BLOCK)
