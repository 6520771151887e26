"""Vector operations over 64 bytes for compiled kernels, and 64 by 64 bit products.

Each is a numba intrinsic that emits LLVM's own vector instructions, so that one text becomes AVX-512, AVX2, SSE2 or
NEON. Population counts and trailing zeros come from the instruction builder, where LLVM's declared intrinsics fail.
Nothing here checks an index: 64 (or 8) bytes from `at` on must lie within the array, so buffers end in padding.
"""

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

WIDTH = 64
"""Bytes of one vector."""

_BYTE = ir.IntType(8)
_WORD = ir.IntType(64)
_DOUBLE = ir.IntType(128)
_VECTOR = ir.VectorType(_BYTE, WIDTH)


def _operation(template: Callable[..., Any]) -> Callable[..., Any]:
    """The intrinsic of a template, with the arguments it has in a kernel: those after the typing context."""
    return cast("Callable[..., Any]", intrinsic(template))


def _place(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    """The address of `text[at]`, of the first two arguments."""
    array = context.make_array(signature.args[0])(context, builder, values[0])
    return builder.gep(array.data, [values[1]], inbounds=True)


def _loaded(context: Any, builder: Any, signature: Any, values: Any, kind: Any) -> Any:
    """What stands at `text[at]`, read without alignment as `kind`."""
    place = builder.bitcast(_place(context, builder, signature, values), kind.as_pointer())
    loaded = builder.load(place)
    loaded.align = 1
    return loaded


def _splat(builder: Any, byte: Any) -> Any:
    """A vector of 64 equal bytes."""
    single = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), byte, ir.Constant(ir.IntType(32), 0))
    lanes = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH)
    return builder.shuffle_vector(single, ir.Constant(_VECTOR, ir.Undefined), lanes)


def _comparison(comparison: str) -> Callable[..., Any]:
    """A comparison of 64 bytes with one byte as code: bit i of the answer is `text[at + i] <comparison> byte`."""

    def emit(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        vector = _loaded(context, builder, signature, values, _VECTOR)
        return builder.bitcast(builder.icmp_unsigned(comparison, vector, _splat(builder, values[2])), _WORD)

    return emit


@_operation
def equal_mask(_typing: Any, text: Any, _at: Any, _byte: Any) -> Any:
    """`equal_mask(text, at, byte)`: bit i tells whether `text[at + i]` is `byte`."""
    return types.uint64(text, types.intp, types.uint8), _comparison("==")


@_operation
def below_mask(_typing: Any, text: Any, _at: Any, _byte: Any) -> Any:
    """`below_mask(text, at, byte)`: bit i tells whether `text[at + i]` is less than `byte`, both unsigned."""
    return types.uint64(text, types.intp, types.uint8), _comparison("<")


@_operation
def load_word(_typing: Any, text: Any, _at: Any) -> Any:
    """`load_word(text, at)`: eight bytes as one integer, in the machine's order (the first byte lowest)."""

    def emit(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        return _loaded(context, builder, signature, values, _WORD)

    return types.uint64(text, types.intp), emit


@_operation
def popcount(_typing: Any, _mask: Any) -> Any:
    """`popcount(mask)`: how many bits are set."""

    def emit(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.ctpop(values[0])

    return types.int64(types.uint64), emit


@_operation
def trailing_zeros(_typing: Any, _mask: Any) -> Any:
    """`trailing_zeros(mask)`: the place of the lowest set bit; 64 if there is none."""

    def emit(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.cttz(values[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), emit


@_operation
def leading_zeros(_typing: Any, _mask: Any) -> Any:
    """`leading_zeros(mask)`: how many bits stand above the highest set one; 64 if there is none."""

    def emit(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.ctlz(values[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), emit


@_operation
def fold(_typing: Any, _left: Any, _right: Any) -> Any:
    """`fold(left, right)`: the two halves of the 128-bit product, combined by exclusive or."""

    def emit(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        product = builder.mul(builder.zext(values[0], _DOUBLE), builder.zext(values[1], _DOUBLE))
        high = builder.trunc(builder.lshr(product, ir.Constant(_DOUBLE, 64)), _WORD)
        return builder.xor(builder.trunc(product, _WORD), high)

    return types.uint64(types.uint64, types.uint64), emit
