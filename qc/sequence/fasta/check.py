"""The check of one FASTA file."""

from dataclasses import replace
from typing import Any

from qc.sequence.container.stream import Stream
from qc.sequence.duplicates.finder import Finder
from qc.sequence.fasta import kernel, metrics
from qc.sequence.fasta.faults import Fault
from qc.sequence.fasta.text import Text, names_again
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks


def check_fasta(stream: Stream, remarks: Remarks, options: Options) -> dict[str, Any]:
    """Check all records; gives the figures of `metrics.figures`. Faults go to `remarks`, and nothing is raised."""
    text = Text(stream)
    finder = Finder(replace(options, duplicates="hash"), read=names_again)
    for columns in text.names():
        finder.feed(columns)
    found = tell(text, remarks)
    if found:
        tell_duplicates(finder, stream, remarks)
    return metrics.figures(text.letters, text.lengths)


def tell(text: Text, remarks: Remarks) -> bool:
    """Say what the walk noted; false if there are no lines or no records, and then that alone is said."""
    state, counts = text.state, text.notes.counts
    cut = text.stream.fault is not None
    if state[kernel.LONE_CR] and state[kernel.LINE] == 1 and not cut:
        remarks.add("E_NO_LF", line=1)
        return False
    if cut and text.records and not state[kernel.RESIDUES]:
        counts[Fault.EMPTY] -= 1
    if not text.records and not cut and not counts[Fault.TEXT_BEFORE]:
        remarks.add("E_NO_READS")
    text.notes.tell(remarks)
    if state[kernel.CRLF]:
        remarks.add("W_FASTA_CRLF", f"{state[kernel.CRLF]} lines end in CR LF")
    if metrics.molecule(text.letters) == "mixed":
        remarks.add("W_FASTA_MIXED")
    return bool(text.records)


def tell_duplicates(finder: Finder, stream: Stream, remarks: Remarks) -> None:
    """Say each name that stands twice, with both records."""
    found = Remarks(remarks.file)
    finder.finish(stream, found)
    for remark in found.kept:
        remarks.add("E_FASTA_DUP", remark.message, byte=remark.byte, records=remark.records)
    rest = found.counts["E_DUP_NAME"] - len(found.kept)
    if rest > 0:
        remarks.add("E_FASTA_DUP", times=rest)
