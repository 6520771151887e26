"""Trees of taxa: lineages, totals, and what is no tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from qc.taxonomy.tree import Taxon, TaxonTree


def tree(**parents):
    """A tree of taxa named t1, t2 …, each with its parent."""
    return TaxonTree(Taxon(int(name[1:]), name, "no rank", parent) for name, parent in parents.items())


SMALL = {"t1": 1, "t2": 1, "t3": 2, "t4": 2, "t5": 1}


def test_a_lineage_goes_up_to_the_root():
    """A taxon first, the root last; an unknown one has none."""
    made = tree(**SMALL)
    assert [taxon.tax_id for taxon in made.lineage(4)] == [4, 2, 1]
    assert list(made.lineage(99)) == []


def test_within_is_the_taxon_or_below():
    """A taxon is within itself and all above it."""
    made = tree(**SMALL)
    assert [made.within(4, above) for above in (4, 2, 1, 3, 5)] == [True, True, True, False, False]


def test_totals_are_sums_of_own_counts():
    """Each taxon with all below it; those with nothing are left out."""
    assert tree(**SMALL).totals({3: 2, 4: 3, 2: 1, 99: 7}) == {1: 6, 2: 6, 3: 2, 4: 3}


def test_a_part_holds_all_above():
    """Each taxon after the one above it."""
    assert [taxon.tax_id for taxon in tree(**SMALL).part([4, 5])] == [1, 2, 4, 5]


@pytest.mark.parametrize(
    ("parents", "why"),
    [
        ({"t1": 1, "t2": 9}, "not in the tree"),
        ({"t1": 1, "t2": 2}, "2 roots: 1, 2"),
        ({"t1": 1, "t2": 3, "t3": 2}, "above itself"),
        ({"t2": 3, "t3": 2}, "above itself"),
    ],
)
def test_what_is_no_tree_is_refused(parents, why):
    """Lost parents, several roots, circles."""
    with pytest.raises(UnusableInput, match=why) as raised:
        tree(**parents)
    assert raised.value.code == "TAXONOMY_BROKEN"


def test_a_tax_id_has_one_meaning():
    """The same line twice is one, another line is refused."""
    one = Taxon(1, "root", "no rank", 1)
    assert TaxonTree([one, one]).order == (1,)
    with pytest.raises(UnusableInput, match="twice"):
        TaxonTree([one, Taxon(1, "life", "no rank", 1)])


@given(st.data())
def test_totals_agree_with_a_walk_up_of_every_spot(data):
    """The total of a taxon is the number of spots whose lineage has it."""
    size = data.draw(st.integers(1, 30))
    above = [0] + [data.draw(st.integers(0, number - 1)) for number in range(1, size)]
    made = TaxonTree(Taxon(number + 1, "", "", parent + 1) for number, parent in enumerate(above))
    own = data.draw(st.dictionaries(st.integers(1, size), st.integers(0, 9)))
    walked = {}
    for tax_id, count in own.items():
        for taxon in made.lineage(tax_id):
            walked[taxon.tax_id] = walked.get(taxon.tax_id, 0) + count
    assert made.totals(own) == {tax_id: total for tax_id, total in walked.items() if total}
