"""`gsagraph store`: check, backup, restore, info."""

from pathlib import Path

import apsw
import orjson
import pytest
from typer.testing import CliRunner

from cli.main import app
from graph_store import open_store
from tests.contract.build import record

RUNNER = CliRunner()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The file of a store with one run."""
    path = tmp_path / "graph.db"
    store = open_store(f"sqlite:///{path}", write=True)
    store.write([record("Run", "CRR1", title="one")])
    store.close()
    return path


def titles(path: Path) -> list[str]:
    store = open_store(f"sqlite:///{path}")
    found = [slots["title"] for slots in store.scan("Run", ["public"])]
    store.close()
    return found


def run(*arguments: str, code: int = 0) -> tuple[str, str]:
    result = RUNNER.invoke(app, ["store", *arguments])
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def test_a_sound_store_is_told_so(database: Path) -> None:
    """Exit code 0, `sound` in words or in JSON."""
    assert run("check", "--store", f"sqlite:///{database}")[0] == "sound\n"
    told = orjson.loads(run("check", "--json", "--store", f"sqlite:///{database}")[0])
    assert told == {"sound": True, "faults": []}


def test_a_fault_is_named_with_exit_code_one(database: Path) -> None:
    """A row that is gone from its table is found by its absence."""
    connection = apsw.Connection(str(database))
    connection.execute('DELETE FROM "Run"')
    connection.close()
    told, _ = run("check", "--store", f"sqlite:///{database}", code=1)
    assert told == "1 nodes of type Run without a row of their own\n"


def test_a_backup_can_be_restored(database: Path, tmp_path: Path) -> None:
    """What was written after the backup is gone after the restore."""
    url, copy = f"sqlite:///{database}", tmp_path / "copies" / "monday.db"
    assert "written" in run("backup", str(copy), "--store", url)[1]
    store = open_store(url, write=True)
    store.write([record("Run", "CRR1", title="two")])
    store.close()
    assert titles(database) == ["two"]
    assert run("restore", str(copy), "--store", url) == ("", f"restored {copy}\n")
    assert titles(database) == ["one"]
    assert titles(copy) == ["one"]


def test_a_backup_overwrites_nothing(database: Path, tmp_path: Path) -> None:
    """A file that is there is left as it is, with exit code 2."""
    there = tmp_path / "there.db"
    there.write_text("mine")
    _, told = run("backup", str(there), "--store", f"sqlite:///{database}", code=2)
    assert told.startswith("error STORE_ERROR")
    assert there.read_text() == "mine"


def test_a_restore_is_refused_while_someone_writes(database: Path, tmp_path: Path) -> None:
    """The writer's lock holds against a restore too."""
    url, copy = f"sqlite:///{database}", tmp_path / "copy.db"
    run("backup", str(copy), "--store", url)
    writer = open_store(url, write=True)
    _, told = run("restore", str(copy), "--store", url, code=2)
    assert told.startswith("error STORE_LOCKED")
    writer.close()


@pytest.mark.parametrize("content", [b"", b"not a database at all", None])
def test_what_is_no_backup_is_not_restored(database: Path, tmp_path: Path, content: bytes | None) -> None:
    """An empty, foreign or missing file leaves the store as it was."""
    source = tmp_path / "source"
    if content is not None:
        source.write_bytes(content)
    _, told = run("restore", str(source), "--store", f"sqlite:///{database}", code=2)
    assert told.startswith("error STORE_UNAVAILABLE")
    assert "backup" in told
    assert titles(database) == ["one"]


def test_info_describes_the_store(database: Path) -> None:
    """Kind, place, versions, sizes, counts."""
    known = orjson.loads(run("info", "--json", "--store", f"sqlite:///{database}")[0])
    assert (known["kind"], known["location"], known["nodes"], known["generation"]) == ("sqlite", str(database), 1, 1)
    assert known["size"] == database.stat().st_size
    assert "kind: sqlite\n" in run("info", "--store", f"sqlite:///{database}")[0]


def test_a_missing_store_is_told_with_the_way_out(tmp_path: Path) -> None:
    """Reading never makes a store."""
    path = tmp_path / "none.db"
    _, told = run("info", "--store", f"sqlite:///{path}", code=2)
    assert told.startswith("error STORE_MISSING")
    assert "gsagraph load" in told
    assert not path.exists()


def test_a_server_has_its_own_backup(tmp_path: Path) -> None:
    """Backup and restore of Neo4j are refused with the name of the tool."""
    for verb in ("backup", "restore"):
        _, told = run(verb, str(tmp_path / "x"), "--store", "neo4j://localhost:1", code=2)
        assert told.startswith("error NOT_EMBEDDED")
        assert "neo4j-admin" in told
