"""FASTQ read by plain Python, line by line: what the kernels must agree with."""

import re
import statistics
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from qc.sequence.container.stream import open_stream
from qc.sequence.fastq.reader import Reader
from qc.sequence.remarks import Remark, Remarks

CASAVA = re.compile(rb"([1-4]):[YN]:")
SUFFIX = re.compile(rb".+/([1-4])", re.DOTALL)
RUNS = re.compile(rb"([0-9]+)")


class Plain(NamedTuple):
    """One record as text, without line ends."""

    name: bytes
    sequence: bytes
    plus: bytes
    quality: bytes

    @property
    def text(self) -> bytes:
        """The four lines."""
        return b"\n".join([b"@" + self.name, self.sequence, b"+" + self.plus, self.quality]) + b"\n"


class Outcome(NamedTuple):
    """What the reader gave for one text."""

    remarks: list[Remark]
    metrics: dict[str, Any]
    names: list[tuple[int, bytes, bytes, int, int, int, int, int]]

    @property
    def codes(self) -> list[str]:
        """The codes in order, each once for each remark."""
        return [remark.code for remark in self.remarks]


def read(folder: Path, text: bytes, block: int = 1 << 20) -> Outcome:
    """Read a text through the reader, in blocks of so many bytes."""
    path = folder / "read.fastq"
    path.write_bytes(text)
    remarks = Remarks("read.fastq")
    names = []
    with open_stream(path, None, checksums=False) as stream:
        reader = Reader(stream, remarks, block=block)
        for columns in reader.names():
            for row in range(len(columns.start)):
                start, end, stop = int(columns.start[row]), int(columns.end[row]), int(columns.stop[row])
                assert text[columns.offset + start : columns.offset + stop] == columns.text[start:stop].tobytes()
                hashes = (columns.mark, columns.pair, columns.name, columns.group, columns.key)
                line = columns.text[start:stop].tobytes()
                names.append((columns.first + row, line[: end - start], line, *(int(one[row]) for one in hashes)))
    return Outcome(remarks.kept, reader.metrics(), names)


def records(text: bytes) -> list[Plain] | None:
    """The records of a text that keeps every rule, warnings aside; None for any other."""
    lines = text.removesuffix(b"\n").split(b"\n") if text.strip() else []
    while lines and not lines[-1].strip() and len(lines) % 4:
        lines.pop()
    if not lines or len(lines) % 4:
        return None
    found = []
    for first in range(0, len(lines), 4):
        name, sequence, plus, quality = lines[first : first + 4]
        if not name.startswith(b"@") or not plus.startswith(b"+"):
            return None
        found.append(Plain(name[1:], sequence, plus[1:], quality))
    return found if all(map(is_valid, found)) else None


def is_valid(record: Plain) -> bool:
    """Whether one record keeps the rules."""
    word = re.split(rb"[ \t]", record.name, maxsplit=1)[0]
    plus = record.plus.lstrip(b" \t")
    letters = set(record.sequence.upper())
    return (
        0 < len(word) <= 256
        and re.fullmatch(rb"[\t -~]+", record.name) is not None
        and (not plus or re.split(rb"[ \t]", plus, maxsplit=1)[0] == word)
        and re.fullmatch(rb"[ACGTUNRYSWKMBDHVacgtunryswkmbdhv.-]+", record.sequence) is not None
        and not set(b"TU") <= letters
        and re.fullmatch(rb"[!-~]+", record.quality) is not None
        and len(record.sequence) == len(record.quality)
    )


def identity(line: bytes) -> tuple[bytes, int]:
    """The name without a mark suffix, and the mark."""
    name, comment = [*re.split(rb"[ \t]", line, maxsplit=1), b""][:2]
    if suffix := SUFFIX.fullmatch(name):
        return name[:-2], int(suffix[1])
    mark = CASAVA.match(comment)
    return name, int(mark[1]) if mark else 0


def key(name: bytes) -> int:
    """The last two runs of digits as one integer."""
    runs = [int(run) for run in RUNS.findall(name)][-2:]
    x, y = [0] * (2 - len(runs)) + runs
    return (x % 2**32) << 32 | y % 2**32


def figures(found: list[Plain]) -> dict[str, Any]:
    """The exact figures of some records, with offset 33."""
    letters = Counter(b"".join(record.sequence for record in found).upper().decode())
    known = {letter: letters.pop(letter, 0) for letter in "ACGTUN"}
    lengths = sorted(len(record.sequence) for record in found)
    bases = sum(lengths)
    above = 0
    for n50 in reversed(lengths):
        above += n50
        if 2 * above >= bases:
            break
    qualities = Counter(byte - 33 for record in found for byte in record.quality)
    strong = known["G"] + known["C"]
    acgt = strong + known["A"] + known["T"]
    return {
        "reads": len(found),
        "bases": bases,
        "base_counts": known | {"other": sum(letters.values())},
        "gc_content": round(strong / acgt, 6) if acgt else None,
        "gc_content_all": round(strong / bases, 6),
        "length": {
            "min": lengths[0],
            "mean": round(bases / len(found), 6),
            "sd": round(statistics.pstdev(lengths), 6),
            "median": statistics.median_low(lengths),
            "n50": n50,
            "max": lengths[-1],
        },
        "q20_fraction": round(sum(n for q, n in qualities.items() if q >= 20) / bases, 6),
        "q30_fraction": round(sum(n for q, n in qualities.items() if q >= 30) / bases, 6),
        "mean_quality": round(sum(q * n for q, n in qualities.items()) / bases, 6),
        "quality_histogram": {str(q): qualities[q] for q in sorted(qualities)},
        "reads_mean_q30_fraction": round(
            sum(sum(record.quality) - 63 * len(record.quality) >= 0 for record in found) / len(found), 6
        ),
        "gc_histogram": gc_histogram(found),
    }


def gc_histogram(found: list[Plain]) -> list[int]:
    """Reads by their share of G and C in per cent, half up; reads without A, C, G, T, U are left out."""
    counts = [0] * 101
    for record in found:
        upper = record.sequence.upper()
        strong = upper.count(b"G") + upper.count(b"C")
        whole = strong + sum(map(upper.count, (b"A", b"T", b"U")))
        if whole:
            counts[(200 * strong + whole) // (2 * whole)] += 1
    return counts
