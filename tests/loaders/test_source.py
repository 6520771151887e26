"""Opening inputs: plain, gzip, standard input; bounds; broken streams; what is remembered of them."""

import gzip
import hashlib
import io
import os
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from loaders.limits import Limits, from_environment
from loaders.source import open_source


def content(path: Path, limits: Limits | None = None) -> bytes:
    with open_source(path, limits=limits) as source, source.open() as stream:
        return stream.read()


def test_a_source_knows_its_name_hash_and_size(tmp_path: Path) -> None:
    """The name is without folder, the hash that of the stored bytes."""
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress(b"<RUN_SET/>"))
    with open_source(path) as source:
        assert source.name == "a.xml.gz"
        assert source.path == str(path)
        assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert source.size == path.stat().st_size
        assert source.gzipped
        assert source.head == b"<RUN_SET/>"
        assert source.xml_root == "RUN_SET"


def test_a_source_opens_again_from_its_beginning(tmp_path: Path) -> None:
    """Reading twice gives the same twice, and the position follows the stored bytes."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100_000)
    with open_source(path) as source:
        for _ in range(2):
            with source.open() as stream:
                assert stream.read() == b"x" * 100_000
            assert source.position == 100_000


@given(st.lists(st.binary(max_size=2000), min_size=1, max_size=4))
def test_gzip_members_follow_each_other(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    """Several members are read as one content."""
    path = tmp_path_factory.mktemp("gz") / "a.gz"
    path.write_bytes(b"".join(map(gzip.compress, parts)))
    assert content(path) == b"".join(parts)


def test_zeros_behind_a_gzip_stream_are_padding(tmp_path: Path) -> None:
    """Tapes and block devices pad with zeros; that is no fault."""
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"hello") + b"\x00" * 1000)
    assert content(path) == b"hello"


@pytest.mark.parametrize("cut", [15, 1000, -9, -1])
def test_a_truncated_gzip_gives_what_stood_before_the_end(tmp_path: Path, cut: int) -> None:
    """Everything that can be inflated comes out, then the fault is told by its code."""
    whole = bytes(byte for number in range(50_000) for byte in number.to_bytes(3, "big"))
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(whole)[:cut])
    got = b""
    with open_source(path) as source, source.open() as stream, pytest.raises(UnusableInput) as raised:
        while block := stream.read1(10_000):
            got += block
    assert raised.value.code == "GZIP_TRUNCATED"
    assert whole.startswith(got)
    assert cut > 0 or got == whole


def test_a_wrong_checksum_is_told(tmp_path: Path) -> None:
    """Bytes that do not give the stored checksum are a broken stream."""
    stored = bytearray(gzip.compress(b"hello" * 1000))
    stored[-6] ^= 0xFF
    path = tmp_path / "a.gz"
    path.write_bytes(bytes(stored))
    with pytest.raises(UnusableInput) as raised:
        content(path)
    assert raised.value.code == "GZIP_CORRUPT"


def test_rubbish_behind_a_gzip_stream_is_told(tmp_path: Path) -> None:
    """What follows the last member must be a member."""
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"hello") + b"rubbish that is no gzip member")
    with pytest.raises(UnusableInput) as raised:
        content(path)
    assert raised.value.code == "GZIP_CORRUPT"


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    """What grows out of proportion is stopped once the first bytes are past."""
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"a" * 3_000_000))
    with pytest.raises(UnusableInput) as raised:
        content(path, Limits(ratio=100, ratio_after=1_000_000))
    assert raised.value.code == "INFLATED_TOO_LARGE"
    assert "GSAGRAPH_MAX_INFLATE_RATIO" in raised.value.hint
    assert len(content(path, Limits(ratio=100, ratio_after=4_000_000))) == 3_000_000


def test_a_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    """No more than the limit comes out, whatever the ratio."""
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"a" * 300_000))
    with pytest.raises(UnusableInput) as raised:
        content(path, Limits(inflated=200_000))
    assert raised.value.code == "INFLATED_TOO_LARGE"


@pytest.mark.parametrize("name", ["absent.xml", "."])
def test_an_unreadable_path_is_told(tmp_path: Path, name: str) -> None:
    """Absent files and folders are no sources."""
    with pytest.raises(UnusableInput) as raised:
        open_source(tmp_path / name)
    assert raised.value.code == "PATH_UNREADABLE"


def test_standard_input_is_spooled_and_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads standard input once, can be opened again, and leaves no file behind."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(b"<RUN_SET/>"))))
    with open_source("-") as source:
        assert (source.path, source.name, source.head) == ("-", "stdin", b"<RUN_SET/>")
        kept = source.file
        assert kept.exists()
    assert not kept.exists()


def test_standard_input_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than the limit is not spooled."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 100)))
    with pytest.raises(UnusableInput) as raised:
        open_source("-", limits=Limits(spool=50))
    assert raised.value.code == "INPUT_TOO_LARGE"


def test_the_limits_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each bound has a variable."""
    monkeypatch.setenv("GSAGRAPH_MAX_INFLATED_BYTES", "1")
    monkeypatch.setenv("GSAGRAPH_MAX_INFLATE_RATIO", "2")
    monkeypatch.setenv("GSAGRAPH_MAX_WORKBOOK_BYTES", "3")
    monkeypatch.setenv("GSAGRAPH_MAX_LINE_BYTES", "4")
    limits = from_environment()
    assert (limits.inflated, limits.ratio, limits.workbook, limits.line) == (1, 2, 3, 4)


def test_provenance_and_findings_name_the_source(tmp_path: Path) -> None:
    """Provenance has the file name, findings the path as it was given."""
    path = tmp_path / "a.txt"
    path.write_text("x")
    with open_source(path) as source:
        place = source.provenance("line 1", "records", "1")
        said = source.finding("CODE", "info", "line 1", "message", "hint", "Run", "CRR000001")
    assert (place.source, place.location, place.loader, place.version) == ("a.txt", "line 1", "records", "1")
    assert place.sha256 == hashlib.sha256(b"x").hexdigest()
    assert place.time.endswith("Z")
    assert (said.path, said.location, said.accession) == (str(path), "line 1", "CRR000001")


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    """Named pipes and process substitutions are spooled like standard input."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"<RUN_SET/>",))
    writer.start()
    with open_source(pipe) as source:
        assert (source.path, source.xml_root) == (str(pipe), "RUN_SET")
        assert source.sha256 == hashlib.sha256(b"<RUN_SET/>").hexdigest()
    writer.join()
