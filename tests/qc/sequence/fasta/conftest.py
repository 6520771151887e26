"""FASTA text checked through a stream."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qc.sequence.container.stream import open_stream
from qc.sequence.fasta.check import check_fasta
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

Said = tuple[dict[str, Any], Remarks]


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., Said]:
    """Check bytes as a FASTA file of this name."""

    def checking(data: bytes, name: str = "a.fasta") -> Said:
        path = tmp_path / name
        path.write_bytes(data)
        remarks = Remarks(name)
        with open_stream(path, remarks) as stream:
            metrics = check_fasta(stream, remarks, Options(temporary=tmp_path))
        return metrics, remarks

    return checking
