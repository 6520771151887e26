"""Fixtures every room uses, and the rule that continuous integration passes nothing over."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Workers share few cores: threads of linear algebra would wait for each other a hundred times longer than they work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

pytest_plugins = ["tests.groups", "tests.neo4j_server"]

# The machine may be busy with other tests: an example is never judged by its time.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
REQUIRED = frozenset(filter(None, os.environ.get("GSAGRAPH_TEST_REQUIRE", "").split(",")))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files beside the checkout; tests of real files are skipped without it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no folder of real files beside the checkout (../shared/data)")
    return SHARED_DATA


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turn a skip into a failure where `GSAGRAPH_TEST_REQUIRE` names the test's marker."""
    report = yield
    marked = [name for name in REQUIRED if item.get_closest_marker(name)]
    if report.skipped and marked and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although {', '.join(marked)} is required here: {report.longrepr}"
    return report
