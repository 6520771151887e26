"""FASTQ text and name columns made by plain Python: what the compiled kernel must agree with."""

import hashlib
import re
from collections.abc import Iterator, Sequence

import numpy as np

from qc.sequence.fastq.columns import NameColumns

SUFFIX = re.compile(r"./([1-4])$", re.DOTALL)
COMMENT = re.compile(r"^[^ \t]+[ \t]([1-4]):[YN]:")
NUMBERS = re.compile(r"^(.*?)(?:(\d+)\D+)?(\d+)\D*$", re.DOTALL)


def text_of(lines: Sequence[str], length: int = 8) -> bytes:
    """FASTQ text of records with these name lines (without `@`)."""
    return "".join(f"@{line}\n{'ACGT' * (length // 4)}\n+\n{'F' * (length // 4 * 4)}\n" for line in lines).encode()


def hashed(*parts: object) -> int:
    """A 64-bit hash of any values."""
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=8).digest(), "little")


def taken_apart(line: str) -> tuple[str, str, int]:
    """The name of a name line, the name without a mark suffix, and the mark."""
    name = re.split("[ \t]", line, maxsplit=1)[0]
    if suffix := SUFFIX.search(name):
        return name, name[:-2], int(suffix[1])
    comment = COMMENT.match(line)
    return name, name, int(comment[1]) if comment else 0


def place_of(plain: str, mark: int) -> tuple[int, int]:
    """Group and key of a name: a hash of what stands before its last two numbers, and these."""
    found = NUMBERS.match(plain)
    if not found:
        return hashed(plain, mark), 0
    x, y = int(found[2] or 0), int(found[3])
    return hashed(found[1], mark), (x & 0xFFFFFFFF) << 32 | y & 0xFFFFFFFF


def columns(lines: Sequence[str], first: int = 1, offset: int = 0) -> NameColumns:
    """The columns of one block of records with these name lines."""
    text = text_of(lines)
    starts, ends, stops, rows, place = [], [], [], [], 0
    for line in lines:
        name, plain, mark = taken_apart(line)
        starts.append(place + 1)
        ends.append(place + 1 + len(name))
        stops.append(place + 1 + len(line))
        rows.append((mark, hashed(plain), hashed(plain, mark), *place_of(plain, mark)))
        place = text.index(b"\n+\n", stops[-1]) + 3 + 9
    table = list(zip(*rows, strict=True)) or [()] * 5
    kinds = (np.uint8, np.uint64, np.uint64, np.uint64, np.uint64)
    return NameColumns(
        first,
        offset,
        np.frombuffer(text, np.uint8),
        *(np.array(places, np.int64) for places in (starts, ends, stops)),
        *(np.array(values, kind) for values, kind in zip(table, kinds, strict=True)),
        line=4 * first - 3,
    )


def blocks(lines: Sequence[str], size: int = 100) -> Iterator[NameColumns]:
    """The columns of a file of these name lines, in blocks of so many records."""
    offset = 0
    for start in range(0, len(lines), size):
        block = columns(lines[start : start + size], start + 1, offset)
        offset += len(block.text)
        yield block


def duplicates(lines: Sequence[str]) -> list[tuple[int, int]]:
    """First record and later record of each name that stands again with its mark: the plain way."""
    seen: dict[tuple[str, int], int] = {}
    found = []
    for record, line in enumerate(lines, 1):
        name, _, mark = taken_apart(line)
        if (name, mark) in seen:
            found.append((seen[name, mark], record))
        else:
            seen[name, mark] = record
    return found
