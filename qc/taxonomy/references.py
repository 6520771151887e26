"""Reference sequences from FASTA files, plain or gzip, in pieces, each with the tax id it belongs to."""

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from graph_schema.errors import UnusableInput

PIECE = 1 << 20
"""Letters of one piece."""

LINE = 1 << 16
TAX_ID = re.compile(r"(?:tax_?id|taxon)[|=: ]+([0-9]{1,9})\b", re.IGNORECASE)
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Named:
    """What the names table says: a tax id, and the name to show where no taxonomy gives one."""

    tax_id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A piece of a sequence; the next piece of the same sequence begins with the last k - 1 letters of this one."""

    tax_id: int
    piece: bytes


def read_names(path: Path) -> dict[str, Named]:
    """The table of names: sequence or file, tax id, and perhaps a name, between tabs.

    Raises UnusableInput where a line is not of this form.
    """
    names = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"{path}: cannot be read", code="PATH_UNREADABLE", hint="check the path") from error
    for number, line in enumerate(lines, start=1):
        fields = [field.strip() for field in line.split("\t")]
        if not line.strip() or (number == 1 and len(fields) > 1 and not fields[1].isdecimal()):
            continue
        if len(fields) < 2 or not re.fullmatch("[0-9]{1,9}", fields[1]):
            hint = "each line is a sequence's or file's name, a tab, and its tax id"
            raise UnusableInput(f"{path}: line {number} names no tax id", code="NAMES_BROKEN", hint=hint)
        names[fields[0]] = Named(int(fields[1]), fields[2] if len(fields) > 2 else "")
    return names


def tax_id_of(header: str, path: Path, names: Mapping[str, Named]) -> int:
    """The tax id of a sequence: by its name, by its file's name, or as its own header says it (`taxid=562`).

    Raises UnusableInput where nothing tells.
    """
    word = header.split(maxsplit=1)[0] if header.strip() else ""
    stem = path.name.removesuffix(".gz")
    for key in (word, path.name, stem, Path(stem).stem, str(path)):
        if key in names:
            return names[key].tax_id
    if told := TAX_ID.search(header):
        return int(told[1])
    raise UnusableInput(
        f"{path}: nothing tells the tax id of sequence {word[:80]!r}",
        code="TAXON_UNKNOWN",
        hint="name it in a table: gsagraph taxonomy build … --names TABLE (sequence or file, tab, tax id)",
    )


def tax_ids(paths: Sequence[Path], names: Mapping[str, Named]) -> set[int]:
    """The tax ids of all sequences of these files, by their headers alone; raises what `references` raises."""
    found = set()
    for path in paths:
        with _read(path) as stream:
            for header in _headers(stream):
                found.add(tax_id_of(header, path, names))
    return found


def _headers(stream: BinaryIO) -> Iterator[str]:
    begins = True
    while line := stream.readline(LINE):
        if begins and line.startswith(b">"):
            yield line[1:].decode(errors="replace")
        begins = line.endswith(b"\n")


def references(paths: Sequence[Path], names: Mapping[str, Named], k: int) -> Iterator[Reference]:
    """All sequences of these files in pieces.

    Raises UnusableInput where a file cannot be read or is no FASTA.
    """
    for path in paths:
        with _read(path) as stream:
            yield from _pieces(stream, path, names, k)


@contextmanager
def _read(path: Path) -> Iterator[BinaryIO]:
    """A file from its beginning, inflated; UnusableInput where it is absent or broken."""
    try:
        with _opened(path) as stream:
            yield stream
    except (OSError, EOFError, zlib.error) as error:
        raise UnusableInput(f"{path}: {error}", code="PATH_UNREADABLE", hint="check the file") from error


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as stream:
        packed = stream.read(2) == GZIP
    return cast("BinaryIO", gzip.open(path) if packed else path.open("rb"))


def _pieces(stream: BinaryIO, path: Path, names: Mapping[str, Named], k: int) -> Iterator[Reference]:
    tax_id, letters = 0, bytearray()
    while line := stream.readline(LINE):
        if line.startswith(b">"):
            if tax_id and len(letters) >= k:
                yield Reference(tax_id, bytes(letters))
            tax_id, letters = tax_id_of(line[1:].decode(errors="replace"), path, names), bytearray()
            while not line.endswith(b"\n") and (line := stream.readline(LINE)):
                pass
        elif not tax_id:
            if line.strip():
                raise UnusableInput(f"{path} is no FASTA", code="NOT_FASTA", hint="each sequence begins with >name")
        else:
            letters += line.rstrip(b"\r\n")
            if len(letters) >= PIECE:
                yield Reference(tax_id, bytes(letters))
                del letters[: len(letters) - (k - 1)]
    if tax_id and len(letters) >= k:
        yield Reference(tax_id, bytes(letters))
