"""Reports about hidden objects: nobody learns from a check what they may not see."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from cli.load_pipeline import Pipeline, load_all
from cli.load_report import LoadReport
from graph_store.protocol import Store
from graph_store.sqlite.store import SqliteStore
from loaders.source import open_source


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A new embedded store."""
    opened = SqliteStore(tmp_path / "graph.db", write=True)
    yield opened
    opened.close()


def load(store: Store, folder: Path, name: str, *records: dict[str, Any]) -> None:
    """Load records from a file of this name."""
    path = folder / name
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    load_all(iter([(open_source(path), True)]), Pipeline(store, LoadReport()))


def dataset(**slots: Any) -> dict[str, Any]:
    """A dataset that cannot be described without a finding: `accessType` holds what it may not."""
    return {"type": "Dataset", "accession": "HRA000001", "slots": {"accessType": "SECRET", **slots}}


def scopes(store: Store) -> set[tuple[str, str]]:
    """Types and scopes of all reports and findings there are."""
    seen = ("public", "review", "withheld", "dataset:HRA000001")
    return {(kind, str(node["scope"])) for kind in ("QcReport", "QcFinding") for node in store.scan(kind, seen)}


def both(scope: str) -> set[tuple[str, str]]:
    """A report and a finding of this scope, and none of another."""
    return {("QcReport", scope), ("QcFinding", scope)}


def test_a_report_has_the_scope_of_what_it_is_about(tmp_path: Path, store: SqliteStore) -> None:
    """Public of a public object, for review of one in review."""
    load(store, tmp_path, "a.jsonl", dataset())
    assert scopes(store) == both("public")
    load(store, tmp_path, "b.jsonl", {**dataset(scope="review"), "accession": "HRA000002"})
    assert scopes(store) == both("public") | both("review")


@pytest.mark.parametrize("scope", ["review", "withheld"])
def test_a_report_on_what_another_source_hid_is_hidden(tmp_path: Path, store: SqliteStore, scope: str) -> None:
    """The second source says nothing of release; its findings are still about a hidden object."""
    load(store, tmp_path, "a.jsonl", {"type": "Dataset", "accession": "HRA000001", "slots": {"scope": scope}})
    load(store, tmp_path, "b.jsonl", dataset())
    assert scopes(store) == both(scope)


def test_a_report_on_what_no_ordinary_scope_shows_is_withheld(tmp_path: Path, store: SqliteStore) -> None:
    """A scope of one dataset is not guessed."""
    slots = {"scope": "dataset:HRA000001"}
    load(store, tmp_path, "a.jsonl", {"type": "Dataset", "accession": "HRA000001", "slots": slots})
    load(store, tmp_path, "b.jsonl", dataset())
    assert scopes(store) == both("withheld")


def test_reports_of_earlier_loads_follow_what_is_hidden_later(tmp_path: Path, store: SqliteStore) -> None:
    """Withholding an object withholds what checks said of it, and loading the first source again opens nothing."""
    load(store, tmp_path, "a.jsonl", dataset())
    hiding = {"type": "Dataset", "accession": "HRA000001", "slots": {"scope": "withheld"}}
    load(store, tmp_path, "b.jsonl", hiding)
    assert scopes(store) == both("withheld")
    load(store, tmp_path, "a.jsonl", dataset())
    assert scopes(store) == both("withheld")
    load(store, tmp_path, "a.jsonl", dataset(title="told anew"))
    assert scopes(store) == both("withheld")
