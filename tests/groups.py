"""Groups of tests that one worker runs (`xdist_group`), for pytest 9.2 and pytest-xdist 3.8 together.

pytest-xdist tells its controller the group of a test by a suffix of `_nodeid`. pytest 9.2 no longer reads that name, so the
suffix is handed on here; with other versions there is nothing to do. Without it each worker would start servers of its own.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each grouped test the node id that names its group."""
    for item in items:
        grouped = getattr(item, "_nodeid", item.nodeid)
        if grouped != item.nodeid and hasattr(item, "_id"):
            item._id = type(item._id).parse(grouped)
