"""The deflated transfer syntax (PS3.5 A.5): inflating within a bound, and deflating again."""

import zlib

from qc.dicom.outcome import Quarantined

MOST_BYTES = 2 << 30
CHUNK = 1 << 20
FREE_BYTES = 64 << 20
MOST_RATIO = 200  # images deflate to a half or a tenth; zeros, the usual bomb, to a thousandth


def inflate(data: bytes | memoryview, bound: int = MOST_BYTES) -> tuple[bytes, int]:
    """The inflated data, and how many bytes stand behind the end of the stream.

    Quarantined where they are more than `bound` bytes, or many and out of all proportion (DECOMPRESSION_BOMB), or where
    the stream is cut off (TRUNCATED).
    """
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    pieces, size, pending = [], 0, bytes(data)
    while not inflater.eof:
        try:
            piece = inflater.decompress(pending, CHUNK)
        except zlib.error:
            raise Quarantined("ELEMENT_UNREADABLE") from None
        pending = inflater.unconsumed_tail
        size += len(piece)
        if size > min(bound, max(FREE_BYTES, MOST_RATIO * len(data))):
            raise Quarantined("DECOMPRESSION_BOMB")
        if not piece and not pending and not inflater.eof:
            raise Quarantined("TRUNCATED")
        pieces.append(piece)
    return b"".join(pieces), len(inflater.unused_data)


def deflate(data: bytes) -> bytes:
    """Data as one raw deflate stream of even length."""
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    stream = deflater.compress(data) + deflater.flush()
    return stream + b"\0" * (len(stream) & 1)
