"""Everything that a run put out, as haystacks for `search`: files raw and opened, their names, and what was printed."""

import gzip
import io
import json
import struct
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image

from tests.data.canaries.elements import DEFLATED
from tests.data.canaries.graphics import hidden_text
from tests.data.canaries.search import Leak, leaks, words_of
from tests.data.canaries.values import Secret

PNG, GZIP = b"\x89PNG", b"\x1f\x8b"


def leaks_of(secrets: list[Secret], out: Path, *printed: bytes) -> list[Leak]:
    """Every secret that is found in a folder or in what was printed."""
    haystacks = [*haystacks_of(out), *((f"printed {number}", text) for number, text in enumerate(printed))]
    found = leaks(secrets, haystacks)
    words = [(secret, word) for secret in secrets for word in words_of(secret)]
    for place, header in headers_of(out):
        found += [Leak(secret, f"{place} (four bytes)", word) for secret, word in words if word in header]
    return found


def haystacks_of(out: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents of a folder."""
    paths = sorted(out.rglob("*"))
    yield "names", "\n".join(str(path.relative_to(out)) for path in paths).encode()
    for path in paths:
        if path.is_file():
            yield from opened(str(path.relative_to(out)), path.read_bytes())


def opened(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file as it is, and what is packed in it."""
    yield place, data
    if data[:2] == GZIP:
        yield from opened(f"{place} (unpacked)", gzip.decompress(data))
    elif data[:4] == PNG:
        with Image.open(io.BytesIO(data)) as picture:
            yield f"{place} (pixels)", picture.tobytes() + repr(picture.info).encode()
    elif data[128:132] == b"DICM":
        yield from _dicom(place, data)
    elif data[:1] in {b"{", b"["}:
        yield f"{place} (read)", _unescaped(data)


def _unescaped(data: bytes) -> bytes:
    """JSON or JSON lines with their escapes undone."""
    texts = [data] if _is_json(data) else data.splitlines()
    return b"\n".join(json.dumps(json.loads(text), ensure_ascii=False).encode() for text in texts if text.strip())


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def _dicom(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The inflated data set, and the text that the unused bits of words would give."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(io.BytesIO(data))
    if dataset.file_meta.TransferSyntaxUID == DEFLATED:
        yield f"{place} (inflated)", inflated(data)
    stored = int(dataset.get("BitsStored", 16))
    if dataset.get("BitsAllocated") == 16 and stored <= 12 and len(dataset.get("PixelData", b"")):
        words = np.frombuffer(dataset.PixelData[: len(dataset.PixelData) // 2 * 2], "<u2")
        yield f"{place} (unused bits)", hidden_text(words, stored) + b"\0" + hidden_text(words, 0)


def inflated(data: bytes) -> bytes:
    """A file of the deflated transfer syntax, inflated behind its meta information."""
    start = 144 + struct.unpack("<I", data[140:144])[0]
    return data[:start] + zlib.decompressobj(wbits=-15).decompress(data[start:])


def headers_of(out: Path) -> Iterator[tuple[str, bytes]]:
    """What stands before the pixels in each DICOM file: four bytes of pixels are anything by chance."""
    for path in sorted(out.rglob("*.dcm")):
        data = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            stream = io.BytesIO(data)
            syntax = pydicom.dcmread(stream, stop_before_pixels=True).file_meta.TransferSyntaxUID
        if syntax == DEFLATED:
            whole = inflated(data)
            yield str(path.relative_to(out)), whole[: whole.rfind(b"\xe0\x7f\x10\x00")]
        else:
            yield str(path.relative_to(out)), data[: stream.tell()]
