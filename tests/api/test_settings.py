"""Settings: read from the environment, documented from their table."""

from dataclasses import fields
from pathlib import Path

import pytest

from api import errors
from api.settings import BadSetting, Settings, markdown, variable_of

DOCS = Path(__file__).parents[2] / "docs"


def test_defaults_stand_where_the_environment_says_nothing():
    """An empty variable says nothing either."""
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({"GSAGRAPH_STORE": ""}).store == "sqlite:///gsagraph.db"


def test_the_environment_is_read_by_type():
    """Text, whole numbers, seconds."""
    found = Settings.from_environment(
        {"GSAGRAPH_STORE": "neo4j://db:7687", "GSAGRAPH_MAX_FIRST": "50", "GSAGRAPH_QUERY_SECONDS": "1.5", "OTHER": "x"}
    )
    assert (found.store, found.max_first, found.query_seconds) == ("neo4j://db:7687", 50, 1.5)


@pytest.mark.parametrize("text", ["x", "0", "-1", "1.5", "1e3"])
def test_a_number_that_is_none_is_refused(text):
    """With the name of its variable."""
    with pytest.raises(BadSetting, match="GSAGRAPH_MAX_FIRST"):
        Settings.from_environment({"GSAGRAPH_MAX_FIRST": text})


def test_the_page_of_settings_is_fresh_and_whole():
    """Every setting with its variable, default and sentence; `./dev docs` writes it."""
    assert (DOCS / "settings.md").read_text(encoding="utf-8") == markdown()
    for item in fields(Settings):
        assert f"| `{variable_of(item.name)}` |" in markdown()
        assert item.metadata["sentence"].endswith(".")


def test_the_page_of_errors_is_fresh_and_whole():
    """A heading for every code."""
    page = (DOCS / "errors.md").read_text(encoding="utf-8")
    assert page == errors.markdown()
    assert all(f"\n## {code}\n" in page for code in errors.CODES)
