"""Profiles as trees on pages: totals from own counts and lineages."""

from hypothesis import given
from hypothesis import strategies as st

from api.ui.branches import ROOT, grown


def edge(accession, own, *lineage, name=""):
    """What a profile counts, as GraphQL answers it."""
    node = {"accession": accession, "iri": f"https://x/{accession}", "scientificName": name, "rank": "species"}
    return {"selfCount": own, "node": node | {"lineage": list(lineage)}}


def shape(branch):
    """A branch as nested tuples."""
    return (branch.accession, branch.own, branch.total, [shape(child) for child in branch.below])


def test_totals_follow_from_lineages():
    """Counts go up every lineage once; the largest branch comes first."""
    tree = grown([edge("b", 5, ROOT, "a"), edge("c", 7, ROOT, "a"), edge("a", 1, ROOT), edge("d", 30, ROOT)])
    assert shape(tree[ROOT]) == (ROOT, 0, 43, [("d", 30, 30, []), ("a", 1, 13, [("c", 7, 7, []), ("b", 5, 5, [])])])


def test_a_taxon_without_lineage_hangs_on_the_root():
    """Its spots are counted all the same; so are those of the root itself."""
    assert shape(grown([edge("a", 5), edge(ROOT, 2)])[ROOT]) == (ROOT, 2, 7, [("a", 5, 5, [])])


def test_names_are_those_of_the_nodes():
    """A taxon that only lineages name is known by its accession."""
    tree = grown([edge("b", 5, ROOT, "a", name="Bee")])
    assert (tree["b"].label, tree["a"].label, tree["b"].iri) == ("Bee", "a", "https://x/b")


def test_chains_end_at_the_first_fork():
    """Branches that neither count nor part are passed over."""
    tree = grown([edge("d", 5, ROOT, "a", "b", "c"), edge("e", 5, ROOT, "a", "b")])
    assert tree[ROOT].fork() is tree["b"]
    assert tree["c"].fork() is tree["d"]


def test_a_walk_gives_each_branch_before_those_below():
    """With its depth."""
    tree = grown([edge("b", 5, ROOT, "a"), edge("c", 7, ROOT)])
    assert [(depth, branch.accession) for depth, branch in tree[ROOT].walk()] == [
        (0, ROOT),
        (1, "c"),
        (1, "a"),
        (2, "b"),
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.integers(0, 9), st.lists(st.sampled_from([ROOT, *"abcdef"]))),
        max_size=9,
    )
)
def test_lineages_that_contradict_each_other_are_still_a_tree(edges):
    """No circle, no taxon twice, no spot lost."""
    tree = grown([edge(accession, own, *lineage) for accession, own, lineage in edges])
    walked = [branch.accession for _, branch in tree[ROOT].walk()]
    assert sorted(walked) == sorted(tree)
    assert tree[ROOT].total == sum(own for _, own, _ in edges)
