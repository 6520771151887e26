"""A file as PS3.10 writes it: preamble, meta, and the data set in the encoding that its transfer syntax names.

Files without preamble or meta are read too, as old archives hold them, but only if the whole file can be read as
one data set of an image: nothing is forced.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from qc.dicom.file.deflate import deflate, inflate
from qc.dicom.file.elements import Data, DataSet, Element, walk
from qc.dicom.file.encoding import EXPLICIT, LONG_VRS, SHORT_VRS, Encoding, encoding_of
from qc.dicom.file.transfer_syntax import (
    EXPLICIT_BIG,
    EXPLICIT_LITTLE,
    IMPLICIT_LITTLE,
    TransferSyntax,
    transfer_syntax,
)
from qc.dicom.outcome import Quarantined

Part = bytes | memoryview
PREFIX = b"DICM"
PREFIX_POSITION = 128
TRANSFER_SYNTAX_UID = 0x00020010
_FIRST_GROUPS = frozenset({0x0008})  # a data set of an image begins with its identification
_VR_NAMES = frozenset(name.encode() for name in LONG_VRS | SHORT_VRS)


@dataclass(slots=True)
class File:
    """A file that was read: `data` holds the data set (inflated, if need be) from `start` on."""

    data: Data
    start: int
    syntax: TransferSyntax
    encoding: Encoding
    data_set: DataSet
    meta_end: int = 0  # where the meta ends in the bytes of the file
    surplus: bool = False  # something stood behind the data set

    def raw(self, tag: int) -> bytes:
        """The bytes of the value of a tag of the data set, b"" where it is absent."""
        element = self.data_set.by_tag.get(tag)
        return self.data[element[3] : element[4]] if element else b""

    def value(self, element: Element) -> bytes:
        """The bytes of an element's value."""
        return self.data[element.value : element.end]


def assembled(syntax: TransferSyntax, header: Sequence[Part], body: Sequence[Part]) -> list[Part]:
    """The parts of a file: its meta (the first of `header`) and its data set, which is deflated if the syntax says so."""
    if not syntax.deflated:
        return [*header, *body]
    return [header[0], deflate(b"".join([*header[1:], *body]))]


def open_file(data: Data) -> File:
    """Read a file's meta and walk its data set; Quarantined where it is no DICOM file or cannot be read."""
    start, named = _meta(data)
    syntax = _used(transfer_syntax(named), data, start) if named else _guess(data, start)
    encoding, residue, meta_end = encoding_of(syntax), 0, start
    told = start > 0 and bool(named)
    if syntax.deflated:
        data, residue = inflate(memoryview(data)[start:])
        residue = residue if residue > 1 else 0  # one byte makes the length even (PS3.5 A.5)
        start = 0
    data_set = walk(data, start, len(data), encoding)
    if not told and not _is_whole(data, data_set):
        raise Quarantined("NOT_DICOM")
    return File(data, start, syntax, encoding, data_set, meta_end, bool(residue) or data_set.surplus)


def _meta(data: Data) -> tuple[int, str]:
    """Where the data set begins, and the transfer syntax that the meta names, "" where it names none."""
    if data[PREFIX_POSITION : PREFIX_POSITION + 4] == PREFIX:
        position = PREFIX_POSITION + 4
    elif data[:4] == PREFIX:
        position = 4
    else:
        position = 0
    uid = ""
    try:
        while data[position : position + 2] == b"\2\0":
            group, number, name, length = EXPLICIT.short.unpack_from(data, position)
            value = position + 8
            if name.decode("latin-1") in LONG_VRS:
                length, value = EXPLICIT.long.unpack_from(data, position)[4], position + 12
            if name not in _VR_NAMES:
                raise Quarantined("ELEMENT_UNREADABLE")
            if value + length > len(data):
                raise Quarantined("TRUNCATED")
            position = value + length
            if group << 16 | number == TRANSFER_SYNTAX_UID:
                uid = data[value:position].decode("latin-1").strip(" \0")
    except struct.error:
        raise Quarantined("TRUNCATED") from None
    return position, uid


def _used(named: TransferSyntax, data: Data, start: int) -> TransferSyntax:
    """The transfer syntax of an uncompressed data set, which old writers mistake: the first element tells."""
    if named not in (IMPLICIT_LITTLE, EXPLICIT_LITTLE) or data[start : start + 2] != b"\x08\0":
        return named
    return EXPLICIT_LITTLE if data[start + 4 : start + 6] in _VR_NAMES else IMPLICIT_LITTLE


def _guess(data: Data, start: int) -> TransferSyntax:
    """The encoding of a data set whose transfer syntax is not told, by its first element."""
    head = data[start : start + 8]
    if len(head) < 8:
        raise Quarantined("NOT_DICOM")
    explicit = head[4:6] in _VR_NAMES
    if int.from_bytes(head[:2], "little") in _FIRST_GROUPS:
        return EXPLICIT_LITTLE if explicit else IMPLICIT_LITTLE
    if explicit and int.from_bytes(head[:2], "big") in _FIRST_GROUPS:
        return EXPLICIT_BIG
    raise Quarantined("NOT_DICOM")


def _is_whole(data: Data, data_set: DataSet) -> bool:
    """Whether a data set without meta says which object it is, and nothing stands behind it."""
    told = {element.tag: data[element.value : element.end] for element in data_set.elements if element.tag < 0x00080019}
    uids = [told.get(tag, b"").strip(b" \0") for tag in (0x00080016, 0x00080018)]
    return not data_set.surplus and all(uid.replace(b".", b"").isdigit() for uid in uids)
