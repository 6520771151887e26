"""How much a loader takes from one input before it refuses: the bounds against bombs and endless lines."""

import os
from dataclasses import dataclass

GIB = 1 << 30
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in bytes. `ratio` (inflated to stored) is only watched once `ratio_after` bytes have come out."""

    inflated: int = 1024 * GIB
    ratio: int = 300
    ratio_after: int = 64 * MIB
    workbook: int = 1 * GIB
    line: int = 16 * MIB
    spool: int = 64 * GIB


def from_environment() -> Limits:
    """The bounds, each of which a variable may set: `GSAGRAPH_MAX_INFLATED_BYTES`, `GSAGRAPH_MAX_INFLATE_RATIO`,
    `GSAGRAPH_MAX_WORKBOOK_BYTES`, `GSAGRAPH_MAX_LINE_BYTES`.
    """
    default = Limits()
    return Limits(
        inflated=int(os.environ.get("GSAGRAPH_MAX_INFLATED_BYTES", default.inflated)),
        ratio=int(os.environ.get("GSAGRAPH_MAX_INFLATE_RATIO", default.ratio)),
        workbook=int(os.environ.get("GSAGRAPH_MAX_WORKBOOK_BYTES", default.workbook)),
        line=int(os.environ.get("GSAGRAPH_MAX_LINE_BYTES", default.line)),
    )
