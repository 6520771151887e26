"""From a URL to a store: which file, which errors."""

from pathlib import Path

import pytest

from graph_schema.errors import StoreUnavailable
from graph_store import open_store
from graph_store.open import sqlite_path


def test_relative_and_absolute_files() -> None:
    """Three slashes before a relative path, four before an absolute one."""
    assert sqlite_path("sqlite:///a/b.db") == Path("a/b.db")
    assert sqlite_path("sqlite:////a/b.db") == Path("/a/b.db")


@pytest.mark.parametrize("url", ["sqlite:", "sqlite://", "sqlite:///", "sqlite://x.db", "postgres://x", "x.db", "://"])
def test_an_address_of_no_store_is_refused(url: str) -> None:
    """The error says what an address looks like."""
    with pytest.raises(StoreUnavailable) as told:
        open_store(url)
    assert told.value.code == "BAD_STORE_URL"
    assert "sqlite:///" in told.value.hint


def test_the_environment_names_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a URL, GSAGRAPH_STORE; without that, a file in the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GSAGRAPH_STORE", "sqlite:///other.db")
    open_store(write=True).close()
    monkeypatch.delenv("GSAGRAPH_STORE")
    open_store(write=True).close()
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["gsagraph.db", "other.db"]


def test_reading_makes_no_store(tmp_path: Path) -> None:
    """A missing file is told with the way out, and stays missing."""
    with pytest.raises(StoreUnavailable, match="there is no store") as told:
        open_store(f"sqlite:///{tmp_path}/none.db")
    assert "gsagraph load" in told.value.hint
    assert list(tmp_path.iterdir()) == []
