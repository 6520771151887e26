"""Decoding in a process of its own, for what a stranger sends and GDCM decodes: some broken streams make GDCM end it.

The file goes in by a pipe and its grey values come out by another; nothing is written, and nothing else is said.
`python -m qc.images.apart` is that process.
"""

import subprocess
import sys
from io import BytesIO

import numpy as np

from qc.dicom.outcome import Quarantined
from qc.dicom.pixels.frames import Bound
from qc.images.picture import Picture, read_picture

BOUND = Bound(frame=1 << 25, image=1 << 28, inflated=1 << 27)
"""The most that is decoded of what a stranger sends."""
SECONDS = 20.0
COMMAND = (sys.executable, "-m", "qc.images.apart")


def picture_apart(data: bytes) -> Picture:
    """The picture of a DICOM file, decoded in another process; Quarantined where that fails, ends or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603 -- this program itself
            COMMAND, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, check=True
        )
        return Picture(np.load(BytesIO(done.stdout), allow_pickle=False))
    except (subprocess.SubprocessError, OSError, ValueError, EOFError):
        raise Quarantined("PIXELS_UNREADABLE") from None


def main() -> int:
    """Grey values of the file on standard input to standard output; 1 where it cannot be decoded."""
    try:
        values = read_picture(sys.stdin.buffer.read(), BOUND).values
    except Quarantined:
        return 1
    out = BytesIO()
    np.save(out, values)
    sys.stdout.buffer.write(out.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
