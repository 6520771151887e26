"""How a compressed stream breaks, and which remark each break becomes for each format."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from qc.sequence.options import Format
from qc.sequence.remarks import Remarks


class Fault(Enum):
    """What ended the decoded bytes before their time."""

    EMPTY = "empty"
    """The file has 0 bytes."""
    TRUNCATED = "truncated"
    """The stored bytes end inside a stream, a block or a check value."""
    CORRUPT = "corrupt"
    """A header, the data or a check value is broken."""
    TRAILING = "trailing"
    """Bytes that are no stream of this compression stand after the last one; all before them is whole."""
    MEMORY = "memory"
    """The stream asks for more memory than a check may use."""


class Broken(Exception):
    """Raised by a decoder at a fault; `given` bytes of the caller's buffer hold what was decoded before it."""

    def __init__(self, fault: Fault, detail: str, given: int = 0) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail
        self.given = given


@dataclass(frozen=True, slots=True)
class Ending:
    """How the shell of a file ended; `reached` is false while nobody has read so far.

    `fault` and its `detail` in words; `offset` is the place in the decoded bytes; `padding` counts zero bytes after
    the last stream; `marked` is false where a BGZF file lacks its last empty block; `blocks` is true where the whole
    file is BGZF.
    """

    reached: bool = False
    fault: Fault | None = None
    detail: str = ""
    offset: int = 0
    padding: int = 0
    marked: bool = True
    blocks: bool = False


USUAL = {
    Fault.EMPTY: "E_EMPTY",
    Fault.TRUNCATED: "E_GZIP_TRUNCATED",
    Fault.CORRUPT: "E_GZIP_CORRUPT",
    Fault.TRAILING: "E_GZIP_TRAILING",
    Fault.MEMORY: "E_CONTAINER_MEMORY",
}
BAM = USUAL | {Fault.TRUNCATED: "E_BAM_TRUNCATED", Fault.CORRUPT: "E_BGZF_CORRUPT"}


class Shell(Protocol):
    """A stream, as far as its ending goes."""

    ending: Ending
    told: bool


def tell(stream: Shell, format_: Format, remarks: Remarks) -> None:
    """Say in `remarks`, once, how the shell ended: one code for a fault, or what is odd about a whole one."""
    ending = stream.ending
    if stream.told or not ending.reached:
        return
    stream.told = True
    if ending.fault is not None:
        codes = BAM if format_ == "bam" else USUAL
        remarks.add(codes[ending.fault], ending.detail, byte=ending.offset)
        return
    if ending.padding:
        remarks.add("W_TRAILING_ZEROS", f"{ending.padding} zero bytes stand after the last member")
    if format_ == "bam" and not ending.blocks:
        remarks.add("E_NOT_BGZF")
    elif not ending.marked:
        remarks.add("E_BAM_EOF" if format_ == "bam" else "W_BGZF_NO_EOF")
