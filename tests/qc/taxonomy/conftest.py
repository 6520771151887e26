"""The small reference database that most tests of profiles share."""

import pytest

from tests.qc.taxonomy.genomes import database


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A database of four made genomes."""
    return database(tmp_path_factory.mktemp("taxonomy"))
