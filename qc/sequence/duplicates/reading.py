"""Reading the names of a file once more."""

from collections.abc import Iterator

from qc.sequence.container.stream import Stream
from qc.sequence.fastq.columns import NameColumns
from qc.sequence.fastq.reader import Reader
from qc.sequence.remarks import Remarks


def names_again(stream: Stream) -> Iterator[NameColumns]:
    """The names of the same file from its start; what the first reading had to say is not said again."""
    with stream.again() as again:
        yield from Reader(again, Remarks(str(stream.path))).names()
