"""The identity of one read name inside a kernel: hashes, mate mark, group and key as `columns.NameColumns` has them.

All functions are compiled and read the text in words, up to 64 bytes past the name: buffers end in padding.
The hash multiplies 16 bytes at a time to 128 bits and folds the halves; it is the same on every machine of low byte
order, and not meant to resist an attacker: who finds two names of one hash only causes a second reading.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import inlined
from qc.sequence.fastq.vector import below_mask, equal_mask, fold, leading_zeros, load_word, trailing_zeros

Text = NDArray[np.uint8]
ONES = np.uint64(0xFFFFFFFFFFFFFFFF)
_ONE = np.uint64(1)
_EIGHT = np.uint64(8)
_SEED = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xD6E8FEB86659FD93)
_SECOND = np.uint64(0xA0761D6478BD642F)
_THIRD = np.uint64(0xE7037ED1A0B428DB)
_ZEROS = np.uint64(0x3030303030303030)
_TAB, _BLANK, _SLASH = np.uint8(9), np.uint8(32), np.uint8(47)
_COLONS, _BOTH_COLONS = np.uint64(0xFF00FF00), np.uint64(0x3A003A00)
_DIGIT, _AFTER_DIGIT, _DELETE = np.uint8(48), np.uint8(58), np.uint8(127)
_YES, _NO = np.uint8(89), np.uint8(78)


@inlined
def low_bits(count: int) -> np.uint64:
    """A mask of the lowest `count` bits, 0 to 64."""
    if count <= 0:
        return np.uint64(0)
    return ONES >> np.uint64(64 - count)


@inlined
def name_end(text: Text, start: int, stop: int) -> int:
    """Where the name that begins at `start` ends: at the first blank or tab, else at `stop`."""
    at = start
    while at < stop:
        blank = equal_mask(text, at, _BLANK) | equal_mask(text, at, _TAB)
        if blank:
            return min(stop, int(at + trailing_zeros(blank)))
        at += 64
    return stop


@inlined
def is_printable(text: Text, start: int, stop: int) -> bool:
    """Whether the line holds printable ASCII and tabs only."""
    at = start
    while at < stop:
        control = below_mask(text, at, _BLANK) & ~equal_mask(text, at, _TAB)
        if (control | ~below_mask(text, at, _DELETE)) & low_bits(min(64, stop - at)):
            return False
        at += 64
    return True


@inlined
def hash_of(text: Text, start: int, end: int) -> Any:
    """The 64-bit hash of `text[start:end]`."""
    state = _SEED ^ np.uint64(end - start)
    at = start
    while end - at > 16:
        state = fold(load_word(text, at) ^ state, load_word(text, at + 8) ^ _FIRST)
        at += 16
    left = load_word(text, at) & low_bits(min(64, 8 * (end - at)))
    right = load_word(text, at + 8) & low_bits(8 * (end - at - 8))
    return fold(fold(left ^ state, right ^ _FIRST) ^ _SECOND, state ^ _THIRD)


@inlined
def suffix_mark(text: Text, start: int, end: int) -> Any:
    """1 to 4 where the name ends in `/1` to `/4` after at least one character, else 0."""
    if end - start > 2 and text[end - 2] == _SLASH and np.uint8(text[end - 1] - _DIGIT - np.uint8(1)) < 4:
        return text[end - 1] - _DIGIT
    return np.uint8(0)


@inlined
def comment_mark(text: Text, end: int, stop: int) -> Any:
    """1 to 4 where a CASAVA 1.8 comment (`1:N:0:…`) follows the name, else 0."""
    word = load_word(text, end + 1)
    if stop - end < 5 or word & _COLONS != _BOTH_COLONS:
        return np.uint8(0)
    mark, filtered = np.uint8(word) - _DIGIT, np.uint8(word >> np.uint64(16))
    return np.uint8(mark) if 1 <= mark <= 4 and filtered in (_YES, _NO) else np.uint8(0)


@inlined
def number_of(text: Text, start: int, end: int) -> Any:
    """The decimal digits `text[start:end]` as a number, modulo 2 to the power of 64; 0 for no digits."""
    number = np.uint64(0)
    while end - start > 8:
        number = number * np.uint64(10) + np.uint64(text[start] - _DIGIT)
        start += 1
    count = end - start
    if count == 0:
        return number
    word = (load_word(text, start) - _ZEROS) << np.uint64(64 - 8 * count)
    word = (word * np.uint64(2561)) >> _EIGHT
    word = ((word & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(6553601)) >> np.uint64(16)
    word = ((word & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(42949672960001)) >> np.uint64(32)
    return number * np.uint64(100_000_000) + word


@inlined
def last_run(text: Text, start: int, end: int) -> tuple[int, int]:
    """Start and end of the last run of digits in `text[start:end]`; both `start` where there is none."""
    base = max(start, end - 64)
    inside = low_bits(end - base)
    digits = below_mask(text, base, _AFTER_DIGIT) & ~below_mask(text, base, _DIGIT) & inside
    top = 64 - leading_zeros(digits)
    bottom = 64 - leading_zeros(~digits & low_bits(top))
    if base == start or bottom > 0:
        return base + bottom, base + top
    while end > start and np.uint8(text[end - 1] - _DIGIT) > 9:
        end -= 1
    first = end
    while first > start and np.uint8(text[first - 1] - _DIGIT) <= 9:
        first -= 1
    return first, end


@inlined
def identify(text: Text, start: int, end: int, stop: int) -> tuple[Any, Any, Any, Any, Any]:
    """Mark, pair hash, name hash, group hash and key of the name `text[start:end]` whose line goes on to `stop`."""
    mark = suffix_mark(text, start, end)
    bare = end - 2 if mark else end
    if not mark:
        mark = comment_mark(text, end, stop)
    second, after_second = last_run(text, start, bare)
    first, after_first = last_run(text, start, second)
    key = (number_of(text, first, after_first) << np.uint64(32)) | (
        number_of(text, second, after_second) & np.uint64(0xFFFFFFFF)
    )
    before = hash_of(text, start, first)
    pair = fold(before ^ _SECOND, hash_of(text, first, bare)) ^ before
    salt = np.uint64(mark) * _SEED
    return mark, pair, fold(pair ^ salt, _SECOND) ^ pair, fold(before ^ salt, _THIRD), key
