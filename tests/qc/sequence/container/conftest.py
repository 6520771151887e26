"""Small compressed files made by code, and what a stream says of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from qc.sequence.container.stream import open_stream
from qc.sequence.options import Format
from qc.sequence.remarks import Remarks

TEXT = b"".join(b"@read%d x\nACGTACGTNA\n+\nFFFFFFFF#F\n" % number for number in range(40))


@dataclass
class Said:
    """What became of one file: its container, the codes in order, and the decoded bytes."""

    container: str
    codes: list[str]
    text: bytes
    md5: str
    sha256: str


@pytest.fixture
def text() -> bytes:
    return TEXT


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Said]:
    """Write bytes under a name, read them through a stream in pieces of `size`, and tell what was said."""

    def reading(name: str, data: bytes, *, size: int = 1000, format_: Format | None = None) -> Said:
        path = tmp_path / name
        path.write_bytes(data)
        remarks = Remarks(name)
        buffer = np.empty(size, np.uint8)
        parts = []
        with open_stream(path, remarks) as stream:
            stream.format = format_ or stream.format
            while got := stream.readinto(buffer):
                parts.append(buffer[:got].tobytes())
        assert stream.offset == sum(map(len, parts))
        assert stream.size == len(data)
        codes = [remark.code for remark in remarks.kept]
        return Said(stream.container, codes, b"".join(parts), stream.md5, stream.sha256)

    return reading
