"""The check of FASTQ: one file alone, or a set of files that hold the same reads."""

from collections.abc import Sequence
from typing import Any

from qc.sequence.container.faults import Fault
from qc.sequence.container.stream import Stream
from qc.sequence.duplicates.finder import Finder
from qc.sequence.fastq.interleaved import Interleaved
from qc.sequence.fastq.name_styles import Styles
from qc.sequence.fastq.reader import Reader
from qc.sequence.fastq.sets import check_set
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks


def check_fastq(streams: Sequence[Stream], remarks: Sequence[Remarks], options: Options) -> dict[str, Any]:
    """The figures of a FASTQ file, or of a set of files in order; what is wrong goes to the remarks of its file."""
    if len(streams) > 1:
        return check_set(streams, remarks, options)
    return _check_single(streams[0], remarks[0], options)


def _check_single(stream: Stream, remarks: Remarks, options: Options) -> dict[str, Any]:
    """The figures of one file: single reads, or interleaved pairs."""
    reader, finder, styles, interleaved = Reader(stream, remarks), Finder(options), Styles(), Interleaved()
    for columns in reader.names():
        finder.feed(columns)
        styles.look(columns)
        interleaved.look(columns)
    if stream.fault is not Fault.CORRUPT:
        finder.finish(stream, remarks)
        styles.finish(remarks)
        interleaved.finish(remarks)
    metrics = reader.metrics() | styles.metrics() | finder.metrics()
    return metrics | {"compression_ratio": round(stream.offset / stream.size, 4) if stream.size else 0.0}
