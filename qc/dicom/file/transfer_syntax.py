"""Transfer syntaxes that are known here (PS3.5 annex A; PS3.6 table A-1), and how each encodes data set and pixels."""

from dataclasses import dataclass
from enum import Enum

from qc.dicom.outcome import Quarantined


class Stream(Enum):
    """How the pixel data are coded."""

    NATIVE = "native"  # words, one after the other
    JPEG = "jpeg"
    JPEG_LS = "jpeg-ls"
    JPEG_2000 = "jpeg-2000"
    RLE = "rle"


@dataclass(frozen=True, slots=True)
class TransferSyntax:
    """One transfer syntax: the encoding of the data set, and of the pixels."""

    uid: str
    implicit: bool = False
    big_endian: bool = False
    deflated: bool = False
    stream: Stream = Stream.NATIVE


IMPLICIT_LITTLE = TransferSyntax("1.2.840.10008.1.2", implicit=True)
EXPLICIT_LITTLE = TransferSyntax("1.2.840.10008.1.2.1")
EXPLICIT_BIG = TransferSyntax("1.2.840.10008.1.2.2", big_endian=True)
DEFLATED = TransferSyntax("1.2.840.10008.1.2.1.99", deflated=True)

# Left out on purpose: video and JPIP (pixels that nobody here looks at), retired JPEG processes, JPEG XL,
# deflated or encapsulated uncompressed frames, and everything private.
_STREAMS = {
    "1.2.840.10008.1.2.4.50": Stream.JPEG,  # baseline
    "1.2.840.10008.1.2.4.51": Stream.JPEG,  # extended
    "1.2.840.10008.1.2.4.57": Stream.JPEG,  # lossless
    "1.2.840.10008.1.2.4.70": Stream.JPEG,  # lossless, first-order prediction
    "1.2.840.10008.1.2.4.80": Stream.JPEG_LS,
    "1.2.840.10008.1.2.4.81": Stream.JPEG_LS,
    "1.2.840.10008.1.2.4.90": Stream.JPEG_2000,
    "1.2.840.10008.1.2.4.91": Stream.JPEG_2000,
    "1.2.840.10008.1.2.4.92": Stream.JPEG_2000,
    "1.2.840.10008.1.2.4.93": Stream.JPEG_2000,
    "1.2.840.10008.1.2.4.201": Stream.JPEG_2000,  # high-throughput
    "1.2.840.10008.1.2.4.202": Stream.JPEG_2000,
    "1.2.840.10008.1.2.4.203": Stream.JPEG_2000,
    "1.2.840.10008.1.2.5": Stream.RLE,
}
KNOWN = {syntax.uid: syntax for syntax in (IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED)} | {
    uid: TransferSyntax(uid, stream=stream) for uid, stream in _STREAMS.items()
}


def transfer_syntax(uid: str) -> TransferSyntax:
    """The transfer syntax of a UID; Quarantined where it is private, retired, video or unknown."""
    known = KNOWN.get(uid)
    if known is None:
        raise Quarantined("TRANSFER_SYNTAX_UNKNOWN")
    return known
