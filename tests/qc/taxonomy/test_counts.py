"""Profiles as values: pruning, totals, and how they are printed."""

import pytest

from qc.taxonomy.counts import Profile, Share, profile_from, prune
from qc.taxonomy.tree import Taxon

TREE = (Taxon(1, "root", "no rank", 1), Taxon(2, "Bacteria", "superkingdom", 1), Taxon(562, "E. coli", "species", 2))
PROFILE = Profile(
    "gsagraph", "1", "small", "ab", 31, 1000, 200, 1000, 150, {562: 100, 2: 44}, TREE, 4, 6, (Share(562, 0.5, 0.6),)
)


@pytest.mark.parametrize(
    ("analyzed", "kept"),
    [(100, {1: 3, 2: 10, 3: 11}), (30_000, {1: 3, 2: 10, 3: 11}), (100_001, {3: 11}), (200_000, {})],
)
def test_few_spots_and_small_shares_are_pruned(analyzed, kept):
    """Under three spots, or under a ten-thousandth of the analysed ones."""
    own = {1: 3, 2: 10, 3: 11, 4: 2, 5: 0}
    found, pruned = prune(own, analyzed)
    assert found == kept
    assert found | pruned == own


def test_totals_follow_from_the_tree():
    """Own counts with all below them."""
    assert PROFILE.totals() == {1: 144, 2: 144, 562: 100}
    assert Profile("x", "", "", "", None, None, None, None, None, {}, ()).totals() == {}


def test_a_profile_as_json():
    """Everything that was found, the largest totals first, the root without a parent."""
    told = PROFILE.as_json()
    assert told["spots"] == {"total": 1000, "analyzed": 200, "identified": 150}
    assert told["pruned"] == {"taxa": 4, "spots": 6}
    assert told["database"] == {"name": "small", "sha256": "ab"}
    assert (told["tool"], told["version"], told["k"], told["scaled"]) == ("gsagraph", "1", 31, 1000)
    assert [(taxon["tax_id"], taxon["parent"]) for taxon in told["taxa"]] == [(1, None), (2, 1), (562, 2)]
    assert told["taxa"][2] == {
        "tax_id": 562, "name": "E. coli", "rank": "species", "parent": 2,
        "self_count": 100, "total_count": 100, "fraction": 0.5,
    }  # fmt: skip
    assert told["gather"] == [{"tax_id": 562, "fraction_unique": 0.5, "fraction_weighted": 0.6}]


def test_a_profile_comes_back_from_json():
    """Whole, each taxon of the tree after the one above it; so does an empty one."""
    empty = Profile("x", "", "", "", None, None, None, None, None, {}, ())
    for profile in (PROFILE, empty):
        assert profile_from(profile.as_json()) == profile
