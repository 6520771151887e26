"""Places of references: local ones are kept, all others go."""

import os
from pathlib import Path

import pytest

from qc.sequence.alignment.cram_reference import (
    DEAD_PROXY,
    NOWHERE,
    indexed,
    local_path,
    offline,
    spelt_out,
    stay_offline,
)

MD5 = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("path", "local"),
    [
        ("", ""),
        ("/a/%s", "/a/%s"),
        ("/a:/b/%2s/%s", "/a:/b/%2s/%s"),
        ("http://server/%s", ""),
        ("http:://server/%s:/a", "/a"),
        ("/a:https:://server::8080/%s", "/a"),
        ("URL=ftp:://server/%s:/b", "/b"),
        ("s3:://bucket/%s:/c::d", "/c::d"),
    ],
)
def test_only_local_places_are_kept(path: str, local: str) -> None:
    """A colon inside a place is written twice, or stands before two slashes."""
    assert local_path(path) == local


def test_this_process_stays_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Local places of REF_PATH stay; where none is left, one without references takes the place of a default."""
    monkeypatch.setenv("REF_PATH", "/a/%s:https://example.org/%s")
    stay_offline()
    assert os.environ["REF_PATH"] == "/a/%s"
    monkeypatch.setenv("REF_PATH", "https://example.org/%s")
    for _ in range(2):
        stay_offline()
        assert os.environ["REF_PATH"] == NOWHERE


def test_a_decoder_has_no_way_out() -> None:
    """Proxies lead nowhere, whatever the user's lead to, and no list of exceptions is kept."""
    environment = offline(
        {"HTTPS_PROXY": "http://proxy", "no_proxy": "*", "REF_PATH": "http://server", "HOME": "/home"}
    )
    assert environment["REF_PATH"] == NOWHERE
    assert environment["https_proxy"] == environment["HTTPS_PROXY"] == environment["all_proxy"] == DEAD_PROXY
    assert "no_proxy" not in environment
    assert environment["HOME"] == "/home"


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/a", f"/a/{MD5}"),
        ("/a/%s", f"/a/{MD5}"),
        ("/a/%2s/%2s/%s", f"/a/01/23/{MD5[4:]}"),
        ("/a/%3s/%s.fa", f"/a/012/{MD5[3:]}.fa"),
    ],
)
def test_a_pattern_is_spelt_out(pattern: str, path: str) -> None:
    """As htslib lays its cache out."""
    assert spelt_out(pattern, MD5) == Path(path)


def test_an_index_gives_names_and_lengths(tmp_path: Path) -> None:
    """Without an index nothing is known."""
    reference = tmp_path / "r.fa"
    assert indexed(None) == {}
    assert indexed(reference) == {}
    (tmp_path / "r.fa.fai").write_text("c1\t100\t4\t60\t61\nbroken\nc2\tx\n", encoding="ascii")
    assert indexed(reference) == {"c1": 100}
