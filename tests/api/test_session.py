"""The way to the store: opened once, for one viewer, for a limited time."""

import threading
import time

import pytest

from api.session import OpenStore, Session
from graph_schema.errors import QueryTimeout, StoreUnavailable
from graph_store.plan import Plan, Statistics


def test_the_store_is_opened_once(store_url):
    """Also when many ask for it first."""
    opened = OpenStore(store_url)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(opened())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(store) for store in found}) == 1
    opened.close()


def test_a_store_that_was_closed_is_opened_anew(store_url):
    """Closing twice is no fault."""
    opened = OpenStore(store_url)
    first = opened()
    opened.close()
    opened.close()
    assert opened() is not first
    opened.close()


def test_no_store_is_said_each_time(tmp_path):
    """And tried each time."""
    opened = OpenStore(f"sqlite:///{tmp_path / 'none.db'}")
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            opened()


def test_a_session_counts_its_statements_and_keeps_its_scopes(engine):
    """Nobody below may ask with other scopes."""
    session = Session(engine.store(), ("public",), 10)
    public = session.execute(Plan(Statistics()), [])
    assert session.execute(Plan(Statistics()), [], ("public",)) == public
    assert session.statements == 2
    with pytest.raises(AssertionError):
        session.execute(Plan(Statistics()), [], ("public", "withheld"))


def test_all_statements_of_a_request_share_its_time(engine):
    """A request of many roots takes no longer than one."""
    session = Session(engine.store(), ("public",), 10, began=time.monotonic() - 11)
    with pytest.raises(QueryTimeout):
        session.execute(Plan(Statistics()), [])
    assert session.statements == 0
