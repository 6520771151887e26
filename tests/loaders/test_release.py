"""Release states and who may see what."""

import pytest

from graph_schema.model import VOCABULARIES
from loaders.release import STATES, release_state, scope_of


@pytest.mark.parametrize(
    ("literal", "state", "scope"),
    [
        ("Published", "published", "public"),
        ("live", "published", "public"),
        ("Pending release", "pendingRelease", "review"),
        ("Private", "private", "review"),
        ("unpublished", "private", "review"),
        ("Publishing", "publishing", "review"),
        ("in review", "private", "review"),
        ("withdraw", "withdrawn", "public"),
        ("suppressed", "suppressed", "public"),
        ("killed", "killed", "public"),
        ("replaced", "replaced", "public"),
        ("under embargo", "under embargo", "review"),
    ],
)
def test_states_decide_the_scope(literal: str, state: str, scope: str) -> None:
    """What is not released is for review; tombstones stay public."""
    assert release_state(literal) == state
    assert scope_of(state) == scope


def test_nothing_said_means_released() -> None:
    """A source without a release state holds released objects."""
    assert scope_of(None) == "public"


def test_every_state_is_one_of_the_model() -> None:
    """No word leads to a state the vocabulary lacks; unknown words stay."""
    assert set(STATES.values()) <= {term.value for term in VOCABULARIES["ReleaseState"].terms}
    assert release_state("odd") == "odd"
