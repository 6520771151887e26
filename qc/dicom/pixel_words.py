"""Pixels stored as words (PS3.5 8.1, 8.2): bytes behind the last pixel and bits that no pixel uses.

Words whose unused bits are all zero, or all repeat the sign, stay byte by byte what they were. Else the unused bits are
written anew, so that each pixel means the same number as before and nothing else stands in its word.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.dicom.outcome import Quarantined

WORD_BITS = (8, 16, 32, 64)
SUBSAMPLED = frozenset({"YBR_FULL_422", "YBR_PARTIAL_422"})
CHUNK = 1 << 22  # words that are worked on at once, so that long series of frames do not fill the memory
Words = NDArray[Any]


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """How pixels are stored (PS3.3 C.7.6.3.1)."""

    rows: int
    columns: int
    samples: int = 1
    frames: int = 1
    bits_allocated: int = 16
    bits_stored: int = 16
    high_bit: int = 15
    signed: bool = False
    photometric: str = "MONOCHROME2"
    padding: int | None = None  # Pixel Padding Value (0028,0120) as the bits of a word
    big_endian: bool = False
    swapped: bool = False  # bytes stand in big-endian words of 16 bits (OW), so the padding comes before the last

    @property
    def size(self) -> int:
        """Bytes of all frames, without padding to an even number."""
        samples = 2 if self.photometric in SUBSAMPLED and self.samples == 3 else self.samples
        return (self.rows * self.columns * samples * self.frames * self.bits_allocated + 7) // 8

    def check(self) -> None:
        """Quarantined with PIXELS_UNREADABLE where the numbers cannot describe pixels."""
        whole = self.bits_allocated in (1, *WORD_BITS)
        stored = 1 <= self.bits_stored <= self.high_bit + 1 <= self.bits_allocated
        if not (whole and stored and self.rows and self.columns and self.samples and self.frames > 0):
            raise Quarantined("PIXELS_UNREADABLE")


def clean_words(data: memoryview, pixels: PixelFormat) -> tuple[memoryview, set[str]]:
    """Pixel bytes as they may be published, and which of SURPLUS_PIXELS and UNUSED_BITS were found in them.

    Quarantined with PIXELS_SHORT where there are fewer bytes than the format asks for.
    """
    size, findings = pixels.size, set()
    if len(data) < size:
        raise Quarantined("PIXELS_SHORT")
    even = size + (size & 1)
    cleaned = data
    if len(data) > even:
        cleaned = data[:even]
        findings.add("SURPLUS_PIXELS")
    if size & 1:
        cleaned, told = _padded(cleaned, size, pixels.swapped)
        findings |= told
    masked = _masked(cleaned, pixels)
    if masked is not None:
        cleaned = masked
        findings.add("UNUSED_BITS")
    return cleaned, findings


def _padded(data: memoryview, size: int, swapped: bool) -> tuple[memoryview, set[str]]:
    """An odd number of pixel bytes with one zero byte; what else stood in its place is surplus."""
    if len(data) == size:
        return memoryview(bytes(data) + b"\0"), set()
    place = size - 1 if swapped else size
    if not data[place]:
        return data, set()
    padded = bytearray(data)
    padded[place] = 0
    return memoryview(bytes(padded)), {"SURPLUS_PIXELS"}


def _masked(data: memoryview, pixels: PixelFormat) -> memoryview | None:
    """The words with their unused bits cleared; None where there is nothing to clear."""
    if pixels.bits_allocated not in WORD_BITS or pixels.bits_stored == pixels.bits_allocated:
        return None
    size = pixels.bits_allocated // 8
    count = pixels.size // size
    words = np.frombuffer(data, dtype=f"{'>' if pixels.big_endian else '<'}u{size}", count=count)
    shift = pixels.high_bit + 1 - pixels.bits_stored
    unused = ((1 << pixels.bits_allocated) - 1) ^ (((1 << pixels.bits_stored) - 1) << shift)
    if not int(np.bitwise_or.reduce(words)) & unused:
        return None
    cleared: bytearray | None = None
    for start in range(0, count, CHUNK):
        part = words[start : start + CHUNK]
        meant = _meant(part, pixels, shift)
        if np.array_equal(part, meant):
            continue
        cleared = bytearray(data) if cleared is None else cleared
        cleared[start * size : (start + len(part)) * size] = meant.tobytes()
    return None if cleared is None else memoryview(cleared)


def _meant(words: Words, pixels: PixelFormat, shift: int) -> Words:
    """The words with nothing in them but their pixels.

    Unused bits repeat the sign of signed pixels, else are zero; a padding value that needs them stays.
    """
    above = pixels.bits_allocated - pixels.high_bit - 1
    raised = (words << above) >> (above + shift) << shift
    if pixels.signed:
        signed = (words << above).astype(words.dtype).view(words.dtype.str.replace("u", "i"))
        raised = ((signed >> (above + shift)) << shift).view(words.dtype)
    meant = raised.astype(words.dtype)
    if pixels.padding is not None:
        meant[words == pixels.padding] = pixels.padding
    return meant
