"""BAM: header, records, order and mates checked over the decoded stream."""

import struct
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment import faults as kinds
from qc.sequence.alignment.bam_header import read_beginning
from qc.sequence.alignment.bam_kernel import CUT, FIXED, LOST, OFFSET, RECORDS, Walk, learn_levels, new_walk, walk_block
from qc.sequence.alignment.faults import tell
from qc.sequence.alignment.header import Header
from qc.sequence.alignment.index import check_index
from qc.sequence.alignment.mates import Block, Mates, names_return
from qc.sequence.alignment.metrics import alignment_metrics
from qc.sequence.alignment.references import recognise
from qc.sequence.alignment.sample import check_samples
from qc.sequence.alignment.window import Source, Window
from qc.sequence.container.stream import Stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

SETTLED = 16
"""After so many blocks it is asked only once in so many which qualities are common."""
LARGEST = 32 << 20
"""The longest record that is looked into, in bytes; longer ones are counted and passed over."""
CUSTOMS = {"queryname:natural": (kinds.NATURAL,), "queryname:lexicographical": (kinds.LEXICAL,)}
"""Orders of names that SS can name, and the fault of each."""
OF_RECORDS = (*range(kinds.COORDINATES), kinds.LONG_CIGAR, kinds.TOO_LONG, kinds.AUX_TAG)
"""Kinds of fault that a record has by itself."""


def check_bam(stream: Stream, remarks: Remarks, options: Options) -> dict[str, Any]:
    """Check a BAM file; its figures. Content raises nothing, and a fault of the container is the stream's to tell."""
    metrics = check_records(stream, remarks, options, whole=lambda: stream.fault is None)
    return {**metrics, "indexes": check_index(stream.path, "bam", remarks)} if metrics else {}


def check_records(
    source: Source, remarks: Remarks, options: Options, *, whole: Callable[[], bool], known: Header | None = None
) -> dict[str, Any]:
    """Check decoded BAM from any source; `whole()` says at the end whether the source has given all it holds.

    `known` is a header that was read and checked elsewhere; the one of the source is then only passed over.
    """
    window = Window(source)
    begun = read_beginning(window, remarks if known is None else Remarks(remarks.file))
    if begun.header is None:
        if begun.cut and whole():
            remarks.add("E_BAM_TRUNCATED", "the file ends inside the header", byte=window.offset)
        return {}
    header = known or begun.header
    mates = Mates(header, options)
    walk = _walk(header, window.offset)
    for rows in walked(walk, window):
        mates.feed(walk.columns, walk.records, rows)
    cut = bool(window.size or walk.state[CUT])
    complete = bool(whole()) and not walk.state[LOST]
    if complete and cut:
        record, byte = int(walk.state[RECORDS]) + 1, int(walk.state[OFFSET])
        remarks.add("E_BAM_TRUNCATED", "the file ends inside a record", byte=byte, records=(record,))
    return _finish(source, header, walk, mates, remarks, options, complete=complete and not cut)


def limits_of(header: Header) -> NDArray[np.int64]:
    """The length of each reference; -1 for a circular one, past whose end alignments may go on."""
    return np.array([-1 if one.circular else one.length for one in header.references], np.int64)


def _walk(header: Header, offset: int) -> Walk:
    identifiers = [one.id.encode() for one in header.read_groups]
    return new_walk(limits_of(header), identifiers, offset, by_name=header.sort_order == "queryname")


def walked(walk: Walk, window: Window) -> Iterator[int]:
    """Check record after record; the number of rows filled, block by block."""
    blocks = 0
    while not walk.state[LOST]:
        used, rows = walk_block(walk, window.text, window.size)
        window.use(used)
        yield rows
        blocks += 1
        if blocks < SETTLED or blocks % SETTLED == 0:
            learn_levels(walk)
        if not used and not _provide(walk, window):
            return


def _provide(walk: Walk, window: Window) -> bool:
    """Bring the next record into the window, or pass over it if it is too long; false at the end."""
    length = 4 + int(struct.unpack("<i", window.text[:4].tobytes())[0]) if window.size >= 4 else 0
    if length > LARGEST:
        return _pass_over(walk, window, length)
    window.hold(max(length, FIXED))
    return window.more()


def _pass_over(walk: Walk, window: Window, length: int) -> bool:
    """Count a record without looking into it; false if the file ends inside it."""
    byte = window.offset
    if not window.skip(length):
        walk.state[CUT] = 1
        return False
    walk.state[RECORDS] += 1
    walk.state[OFFSET] += length
    kinds.note(walk.faults, kinds.TOO_LONG, walk.state[RECORDS], byte, length, 0)
    return True


def _again(source: Source, header: Header) -> Iterator[Block]:
    """The records of the source once more, for the names of suspects."""
    with closing(source.again()) as second:
        window = Window(second)
        if read_beginning(window, Remarks("")).header is None:
            return
        walk = _walk(header, window.offset)

        def name_of(row: int) -> bytes:
            record = int(walk.columns.byte[row]) + 4
            return window.seen(record + FIXED, window.seen(record + 8, 1)[0] - 1)

        for rows in walked(walk, window):
            yield Block(walk.columns, walk.records, rows, name_of)


def _order(header: Header, walk: Walk, remarks: Remarks) -> int | None:
    """Say whether declared coordinates are in order; the kind of fault that a declared order of names has, if any.

    SS decides which order of names is meant, else either is right.
    """
    if header.sort_order == "unsorted":
        remarks.add("I_UNSORTED")
    if header.sort_order == "coordinate":
        tell(walk.faults, (kinds.COORDINATES,), remarks)
    if header.sort_order != "queryname":
        return None
    asked = CUSTOMS.get(header.sub_sort, (kinds.NATURAL, kinds.LEXICAL))
    best = min(asked, key=lambda kind: int(walk.faults.counts[kind]))
    return best if walk.faults.counts[best] else None


def _grouped(
    source: Source, header: Header, walk: Walk, broken: int | None, remarks: Remarks, options: Options
) -> bool:
    """Say what a broken order of names is worth: whether the records of each name are neighbours all the same.

    The specification (1.3) leaves the order of names to the program, so that one we do not know is only a warning; a
    name that returns is an error, and so is an order that SS names.
    """
    if broken is None:
        return True
    grouped = not names_return(_again(source, header), options)
    bad = not grouped or header.sub_sort in CUSTOMS
    tell(walk.faults, (broken,), remarks, severity="error" if bad else "warning")
    return grouped


def _finish(
    source: Source, header: Header, walk: Walk, mates: Mates, remarks: Remarks, options: Options, *, complete: bool
) -> dict[str, Any]:
    """What only the whole file shows; where the file is cut, mates and an empty rest mean nothing."""
    tell(walk.faults, OF_RECORDS, remarks)
    broken = _order(header, walk, remarks)
    figures: dict[str, Any] = {}
    if complete:
        ordered = _grouped(source, header, walk, broken, remarks, options)
        if not walk.state[RECORDS]:
            remarks.add("E_NO_READS", "a header without a record", severity="warning")
        figures = mates.finish(remarks, lambda: _again(source, header), ordered=ordered)
    else:
        mates.close()
    assembly = recognise(header, remarks)
    check_samples(header, remarks, options.sample)
    return alignment_metrics(header, walk.counts, {"assembly": assembly, **figures})
