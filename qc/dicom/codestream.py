"""Compressed frames (PS3.5 8.2, annex A.4): comments and application data go, the coded image stays as it is.

Nothing is decoded. `clean_stream` takes one frame's code stream; `qc.dicom.codestream_jpeg` knows JPEG and JPEG-LS,
`codestream_jpeg2000` JPEG 2000, `codestream_rle` the run-length coding of PS3.5 annex G.
"""

from qc.dicom.codestream_jpeg import clean_jpeg
from qc.dicom.codestream_jpeg2000 import clean_jpeg2000
from qc.dicom.codestream_rle import clean_rle
from qc.dicom.file.transfer_syntax import Stream


def clean_stream(data: bytes, stream: Stream, frame_bytes: int) -> bytes:
    """One frame without anything that is not image; the same object where nothing went.

    `frame_bytes` is the size of one decoded sample plane byte by byte (RLE only).
    Quarantined with PIXELS_UNREADABLE where it is no such code stream.
    """
    if stream is Stream.RLE:
        return clean_rle(data, frame_bytes)
    if stream is Stream.JPEG_2000:
        return clean_jpeg2000(data)
    return clean_jpeg(data, lossless=stream is Stream.JPEG_LS)
