"""The embedded store itself: one writer, many readers, a file that is checked when opened."""

import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from graph_schema.errors import StoreError, StoreLocked, StoreUnavailable
from graph_store import open_store
from graph_store.backup import backup, restore
from graph_store.plan import Plan, Statistics
from graph_store.protocol import Store
from graph_store.sqlite.lock import WriterLock, lock_path
from graph_store.sqlite.store import SqliteStore, bindings, search_bindings
from tests.contract.build import record, rows, to

HOLD = "import sys; from graph_store import open_store; s = open_store(sys.argv[1], write=True); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/graph.db"


def test_a_second_writing_process_is_refused_with_the_number_of_the_first(url: str) -> None:
    """StoreLocked names the process; when it ends, the next one may write."""
    command = [sys.executable, "-c", HOLD, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreLocked, match=f"by process {holder.pid}") as told:
            open_store(url, write=True)
        assert told.value.code == "STORE_LOCKED"
        open_store(url).close()
        holder.stdin.close()
    open_store(url, write=True).close()


def test_the_lock_holds_inside_one_process_too(tmp_path: Path) -> None:
    """A second store for writing is refused until the first is closed; releasing twice does no harm."""
    lock = WriterLock(tmp_path / "x.db")
    with pytest.raises(StoreLocked):
        WriterLock(tmp_path / "x.db")
    lock.release()
    lock.release()
    WriterLock(tmp_path / "x.db").release()
    assert lock_path(tmp_path / "x.db").name == "x.db.lock"


def test_a_reader_sees_what_a_writer_commits(url: str) -> None:
    """Readers opened before a write see it after; they cannot write themselves."""
    writer = open_store(url, write=True)
    reader = open_store(url)
    assert rows(reader, "Run", "accession") == []
    writer.write([record("Run", "CRR1")])
    assert rows(reader, "Run", "accession") == [["CRR1"]]
    with pytest.raises(StoreError, match="reading only"):
        reader.write([record("Run", "CRR2")])
    reader.close()
    writer.close()


def test_a_reader_follows_a_restore(url: str, tmp_path: Path) -> None:
    """A store open for reading answers from the file that is in place now."""
    writer = open_store(url, write=True)
    writer.write([record("Run", "CRR1")])
    backup(url, tmp_path / "copy.db")
    writer.write([record("Run", "CRR2")])
    writer.close()
    reader = open_store(url)
    assert rows(reader, "Run", "accession") == [["CRR1"], ["CRR2"]]
    restore(tmp_path / "copy.db", url)
    assert rows(reader, "Run", "accession") == [["CRR1"]]
    reader.close()


def test_a_backup_during_writing_is_whole(url: str, tmp_path: Path) -> None:
    """The copy holds what was committed, and passes its check."""
    writer = open_store(url, write=True)
    writer.write([record("Run", f"CRR{n}", to("OF_EXPERIMENT", "CRX1")) for n in range(50)])
    backup(url, tmp_path / "copy.db")
    copy = open_store(f"sqlite:///{tmp_path}/copy.db")
    assert copy.check() == []
    assert copy.statistics().nodes == {"Run": 50}
    copy.close()
    writer.close()


def test_another_schema_is_refused(url: str, tmp_path: Path) -> None:
    """A store of another schema version is not opened, for reading or writing."""
    open_store(url, write=True).close()
    connection = apsw.Connection(str(tmp_path / "graph.db"))
    connection.execute("UPDATE meta SET value = '9.9' WHERE key = 'schema_version'")
    connection.close()
    for write in (False, True):
        with pytest.raises(StoreUnavailable, match=r"schema 9\.9") as told:
            open_store(url, write=write)
        assert told.value.code == "SCHEMA_MISMATCH"
    with pytest.raises(StoreUnavailable):
        open_store(url)


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_foreign_file_is_refused_and_left_alone(url: str, tmp_path: Path, content: bytes) -> None:
    """Neither reading nor writing touches a file that is no store."""
    (tmp_path / "graph.db").write_bytes(content)
    for write in (False, True):
        with pytest.raises(StoreUnavailable):
            open_store(url, write=write)
    assert (tmp_path / "graph.db").read_bytes() == content


def test_a_foreign_database_is_refused(url: str, tmp_path: Path) -> None:
    """A database with other tables is not written to."""
    connection = apsw.Connection(str(tmp_path / "graph.db"))
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    with pytest.raises(StoreUnavailable, match="not a store"):
        open_store(url, write=True)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM node WHERE accession = 'CRX1'", "1 relationships with an end that is in no table"),
        ("DELETE FROM edge", "1 nodes only referred to, by nothing"),
        ("DELETE FROM search", "2 nodes missing in the full text"),
        ("INSERT INTO search (rowid, words) VALUES (5, 'x')", "1 entries of the full text without a node"),
        (
            "DELETE FROM contribution WHERE node = (SELECT min(node) FROM contribution)",
            "1 nodes without any contribution",
        ),
        ("UPDATE \"Run\" SET scope = 'review'", "1 rows of Run that the table of nodes tells otherwise"),
        ("UPDATE node SET iri = 'x' WHERE type = 'File'", "1 rows of File that the table of nodes tells otherwise"),
        ('DELETE FROM "Run"', "1 nodes of type Run without a row of their own"),
    ],
)
def test_check_names_what_does_not_agree(url: str, tmp_path: Path, damage: str, told: str) -> None:
    """Each way in which the tables can part is found and counted."""
    store = open_store(url, write=True)
    store.write([record("Run", "CRR1", to("OF_EXPERIMENT", "CRX1")), record("File", "f1")])
    assert store.check() == []
    store.close()
    connection = apsw.Connection(str(tmp_path / "graph.db"))
    connection.execute(damage)
    connection.close()
    reader = open_store(url)
    assert told in reader.check()
    reader.close()


def test_a_failed_write_leaves_the_store_as_it_was(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An accident in the middle of a batch rolls all of it back, and the next batch is written."""
    store = open_store(url, write=True)
    store.write([record("Run", "CRR1")])

    def fails(*_: object) -> str:
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr("graph_store.sqlite.write.node_document", fails)
        with pytest.raises(RuntimeError):
            store.write([record("Run", "CRR2")])
    assert store.statistics().nodes == {"Run": 1}
    store.write([record("Run", "CRR3")])
    assert store.statistics().nodes == {"Run": 2}
    assert store.check() == []
    store.close()


def test_a_closed_store_opens_again_for_reading(url: str) -> None:
    """Closing twice does no harm."""
    store = SqliteStore(Path(url.removeprefix("sqlite:///")), write=True)
    store.close()
    store.close()
    reader: Store = open_store(url)
    assert reader.execute(Plan(Statistics()), [], ["public"]) == [[], []]
    reader.close()


def test_parameters_are_bound_by_position() -> None:
    """Lists go as JSON text, scopes by name, other values as they are."""
    bound = bindings(Plan(Statistics()), [1, ["a", "b"], None, "x"], ["public"])
    assert bound == {"p0": 1, "p1": '["a","b"]', "p2": None, "p3": "x", "scopes": '["public"]'}


def test_a_search_text_becomes_a_question_without_operators() -> None:
    """Words are quoted phrases joined by AND; nothing of the text is syntax."""
    asked = search_bindings(' crr1 OR 结肠" ')
    assert asked["words"] == '"crr1" AND "or" AND "结 肠"'
    assert (asked["typed"], asked["capital"]) == ('crr1 OR 结肠"', 'CRR1 OR 结肠"')
    assert search_bindings(" * ") == {
        "words": '""',
        "typed": None,
        "typed_end": None,
        "capital": None,
        "capital_end": None,
    }
