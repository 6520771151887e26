"""The hash of a k-mer as sourmash takes it, compiled: MurmurHash3 (x64, 128 bits, the first 64), seed 42.

A k-mer and its reverse complement have one hash, that of the smaller text in capital letters; a k-mer with a letter
other than A, C, G, T has none. Texts are worked on in windows whose letters stand packed eight to a word, once for
each direction, so that the bytes of any k-mer are a few loads.
"""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import compiled

LONGEST = 64
"""The largest k; sourmash's usual ones are 21, 31 and 51."""

WINDOW = 1 << 12
"""Letters of one window; windows overlap by k - 1."""

TURNED = WINDOW + LONGEST
WORDS = 5 * TURNED
"""A window's words: those of the text, from `TURNED` on those of its reverse complement, then room to work in."""

SEED = np.uint64(42)
C1 = np.uint64(0x87C37B91114253D5)
C2 = np.uint64(0x4CF5AD432745937F)
M1 = np.uint64(0x52DCE729)
M2 = np.uint64(0x38495AB5)
F1 = np.uint64(0xFF51AFD7ED558CCD)
F2 = np.uint64(0xC4CEB9FE1A85EC53)
ZERO = np.uint64(0)
FIVE = np.uint64(5)
EIGHT = np.uint64(8)
LAST = np.uint64(56)
BYTE = np.uint64(0xFF)
FULL = np.uint64(0xFFFFFFFFFFFFFFFF)
PAIRS = np.uint64(0x00FF00FF00FF00FF)
FOURS = np.uint64(0x0000FFFF0000FFFF)


def _letters() -> NDArray[np.uint8]:
    """Each byte as the capital letter it stands for, 0 where it is no A, C, G or T."""
    table = np.zeros(256, np.uint8)
    for letter in b"ACGT":
        table[letter] = table[letter + 32] = letter
    return table


def _complements() -> NDArray[np.uint8]:
    """The complement of each capital letter; 0 stays 0."""
    table = np.zeros(256, np.uint8)
    for letter, other in zip(b"ACGT", b"TGCA", strict=True):
        table[letter] = other
    return table


LETTERS = _letters()
COMPLEMENTS = _complements()


def limit(scaled: int) -> int:
    """The largest hash that a sketch of one in `scaled` keeps, computed in floating point as sourmash does.

    >>> limit(1000)
    18446744073709552
    """
    return (1 << 64) - 1 if scaled == 1 else round(2**64 / scaled)


@compiled
def rotated(value: np.uint64, bits: int) -> np.uint64:
    """The value with its bits turned to the left."""
    return np.uint64((value << np.uint64(bits)) | (value >> np.uint64(64 - bits)))


@compiled
def finished(value: np.uint64) -> np.uint64:
    """The last mixing of MurmurHash3."""
    shift = np.uint64(33)
    value ^= value >> shift
    value *= F1
    value ^= value >> shift
    value *= F2
    value ^= value >> shift
    return value


@compiled
def turned(word: np.uint64) -> np.uint64:
    """The bytes of a word in the other order, so that words compare as the texts do that they hold."""
    pairs = ((word >> EIGHT) & PAIRS) | ((word & PAIRS) << EIGHT)
    fours = ((pairs >> np.uint64(16)) & FOURS) | ((pairs & FOURS) << np.uint64(16))
    return np.uint64((fours >> np.uint64(32)) | (fours << np.uint64(32)))


@compiled
def smaller(words: NDArray[np.uint64], one: int, two: int, k: int) -> int:
    """Where the smaller in the order of text of the k letters that begin at `one` and at `two` begins."""
    for place in range(0, k, 8):
        left, right = words[one + place], words[two + place]
        if k - place < 8:
            mask = FULL >> np.uint64(8 * (8 - (k - place)))
            left, right = left & mask, right & mask
        if left != right:
            return two if turned(right) < turned(left) else one
    return one


@compiled
def packed(text: NDArray[np.uint8], start: int, size: int, words: NDArray[np.uint64]) -> None:
    """Fill `words` with the eight letters from each place of the window, from `TURNED` on with its reverse complement's."""
    word = ZERO
    other = ZERO
    for place in range(size):
        word = (word << EIGHT) | np.uint64(LETTERS[text[start + size - 1 - place]])
        words[size - 1 - place] = word
        other = (other << EIGHT) | np.uint64(COMPLEMENTS[LETTERS[text[start + place]]])
        words[TURNED + size - 1 - place] = other


@compiled
def canonical(words: NDArray[np.uint64], count: int, k: int, picks: NDArray[np.uint64]) -> None:
    """Where the canonical text of each of the window's `count` k-mers begins in its words."""
    first = TURNED + count - 1
    mask = FULL >> np.uint64(8 * (8 - min(k, 8)))
    equal = 0
    for place in range(count):
        left, right = words[place] & mask, words[first - place] & mask
        picks[place] = np.uint64(first - place) if turned(right) < turned(left) else np.uint64(place)
        equal += left == right
    if equal:
        for place in range(count):
            if ((words[place] ^ words[first - place]) & mask) == ZERO:
                picks[place] = np.uint64(smaller(words, place, first - place, k))


@compiled
def mixed(words: NDArray[np.uint64], count: int, k: int, picks: NDArray[np.uint64], one: NDArray[np.uint64]) -> None:
    """The hashes of the k-mers that `picks` begin, into `one`; step by step for all, so that each step is a vector's.

    `one` has room for two numbers for each k-mer.
    """
    two = one[count : 2 * count]
    for place in range(2 * count):
        one[place] = SEED
    step = ZERO
    for _ in range(k >> 4):
        for place in range(count):
            start = picks[place] + step
            low, high = one[place], two[place]
            low ^= rotated(words[start] * C1, 31) * C2
            low = (rotated(low, 27) + high) * FIVE + M1
            high ^= rotated(words[start + EIGHT] * C2, 33) * C1
            one[place] = low
            two[place] = (rotated(high, 31) + low) * FIVE + M2
        step += np.uint64(16)
    rest = k & 15
    if rest > 8:
        mask = FULL >> np.uint64(8 * (16 - rest))
        for place in range(count):
            two[place] ^= rotated((words[picks[place] + step + EIGHT] & mask) * C2, 33) * C1
    if rest > 0:
        mask = FULL >> np.uint64(8 * (8 - min(rest, 8)))
        for place in range(count):
            one[place] ^= rotated((words[picks[place] + step] & mask) * C1, 31) * C2
    length = np.uint64(k)
    for place in range(count):
        high = two[place] ^ length
        low = (one[place] ^ length) + high
        one[place] = finished(low) + finished(high + low)


@compiled
def window_hashes(
    words: NDArray[np.uint64],
    size: int,
    k: int,
    largest: np.uint64,
    hashes: NDArray[np.uint64],
    places: NDArray[np.int64],
) -> int:
    """Write the hashes up to `largest` of a packed window with their places, in order; how many they are.

    `hashes` and `places` are at least as long as the window.
    """
    count = size - k + 1
    picks, values = words[2 * TURNED :], words[3 * TURNED :]
    canonical(words, count, k, picks)
    mixed(words, count, k, picks, values)
    found = 0
    valid = 0
    for place in range(k - 1):
        valid = (valid + 1) * ((words[place] & BYTE) != ZERO)
    for place in range(count):
        valid = (valid + 1) * ((words[place + k - 1] & BYTE) != ZERO)
        if values[place] <= largest and valid >= k:
            hashes[found] = values[place]
            places[found] = place
            found += 1
    return found


@compiled
def text_hashes(
    text: NDArray[np.uint8],
    k: int,
    largest: np.uint64,
    words: NDArray[np.uint64],
    hashes: NDArray[np.uint64],
    places: NDArray[np.int64],
) -> int:
    """The hashes up to `largest` of a text with their places, in order; `hashes` and `places` are as long as it.

    `words` are `WORDS` words to work with.
    """
    count = 0
    start = 0
    while start + k <= text.size:
        size = min(WINDOW, text.size - start)
        packed(text, start, size, words)
        found = window_hashes(words, size, k, largest, hashes[count:], places[count:])
        for number in range(count, count + found):
            places[number] += start
        count += found
        start += size - k + 1
    return count


def hashes_of(text: bytes | NDArray[np.uint8], k: int, largest: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Hashes up to `largest` of all k-mers of a text, and where each k-mer begins.

    Raises ValueError for a k that is not from 1 to 64.
    """
    if not 1 <= k <= LONGEST:
        raise ValueError(f"k is from 1 to {LONGEST}, not {k}")
    letters = np.frombuffer(text, np.uint8) if isinstance(text, bytes) else text
    hashes, places = np.empty(letters.size, np.uint64), np.empty(letters.size, np.int64)
    count = text_hashes(letters, k, np.uint64(largest), np.zeros(WORDS, np.uint64), hashes, places)
    return hashes[:count], places[:count]
