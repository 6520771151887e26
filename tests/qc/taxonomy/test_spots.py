"""The kernel that tells of which taxon a spot is, against plain Python."""

import random
from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qc.taxonomy.database import columns
from qc.taxonomy.spots import NONE, agreed, common, count_spots, joined, row_of
from qc.taxonomy.tree import Taxon, TaxonTree
from tests.qc.taxonomy.genomes import ECOLI, HUMAN, reads


def chance_tree(data):
    """A tree of at most twelve taxa, and its columns."""
    size = data.draw(st.integers(1, 12))
    above = [0] + [data.draw(st.integers(0, number - 1)) for number in range(1, size)]
    tree = TaxonTree(Taxon(number + 1, "", "", parent + 1) for number, parent in enumerate(above))
    return tree, *columns(tree)


def lowest(tree, rows):
    """The lowest taxon that these hits agree on: of those with no hit below them, the lowest that is above all."""
    lines = [[taxon.tax_id for taxon in tree.lineage(tree.order[row])] for row in rows]
    ends = [line for line in lines if not any(line[0] in other[1:] for other in lines)]
    return tree.order.index(next(tax_id for tax_id in ends[0] if all(tax_id in line for line in ends)))


@given(st.data())
def test_hits_agree_on_the_lowest_node_in_any_order(data):
    """Hits on one line give its end, hits that part give where they part, whatever order they come in."""
    tree, parent, last = chance_tree(data)
    hits = data.draw(st.lists(st.integers(0, len(tree.order) - 1), min_size=1, max_size=5))
    expected = lowest(tree, hits)
    for order in permutations(hits):
        node, parted = NONE, False
        for hit in order:
            node, parted = agreed(node, parted, hit, parent, last)
        assert node == expected


@given(st.data())
def test_the_common_ancestor(data):
    """The first taxon that two lineages share."""
    tree, parent, last = chance_tree(data)
    one, two = (data.draw(st.integers(0, len(tree.order) - 1)) for _ in range(2))
    line = [taxon.tax_id for taxon in tree.lineage(tree.order[two])]
    shared = next(taxon.tax_id for taxon in tree.lineage(tree.order[one]) if taxon.tax_id in line)
    assert tree.order[common(one, two, parent, last)] == shared


def test_every_hash_of_the_dictionary_is_found_and_no_other(small):
    """Each at its own row; numbers beside them and beyond the largest are not there."""
    dictionary = small.dictionary
    known = set(small.hashes.tolist())
    for row in range(0, small.hashes.size, 97):
        assert row_of(small.hashes[row], dictionary) == row
        for near in (int(small.hashes[row]) - 1, int(small.hashes[row]) + 1):
            assert near in known or row_of(np.uint64(near), dictionary) == NONE
    for far in (0, small.largest, small.largest + 1, (1 << 64) - 1):
        assert far in known or row_of(np.uint64(far), dictionary) == NONE


def placed(sequences):
    """Reads as columns of one text with something between them."""
    text = "@".join(["", *sequences, ""]).encode()
    sizes = [len(read) for read in sequences]
    starts = np.cumsum([1] + [size + 1 for size in sizes[:-1]]).astype(np.int64) if sizes else np.empty(0, np.int64)
    return np.frombuffer(text, np.uint8), starts, starts + np.array(sizes, np.int64)


def counted(small, sequences, room=1 << 12):
    """Spots by tax id, 0 for those of none, and the hashes collected."""
    counts = np.zeros(len(small.tree.order) + 1, np.int64)
    sketch = np.zeros(room, np.uint64)
    kept = count_spots(*joined(*placed(sequences)), small.dictionary, counts, sketch)
    found = {small.tree.order[row]: count for row, count in enumerate(counts[:-1].tolist()) if count}
    return found | ({0: int(counts[-1])} if counts[-1] else {}), sketch[:kept]


def test_spots_are_counted_where_they_belong(small):
    """Reads of one genome are its taxon's, reads of none are nobody's, and none is lost."""
    counts, _ = counted(small, reads({ECOLI: 0, HUMAN: 300, 0: 100}, length=400))
    assert counts == {HUMAN: 300, 0: 100}


def test_spots_do_not_depend_on_their_neighbours(small):
    """Together, or one by one, in any order, among empty and short ones: the same counts."""
    sequences = [*reads({ECOLI: 60, HUMAN: 60, 0: 30}), "", "ACGT", "N" * 200, ""]
    random.Random(1).shuffle(sequences)
    single = {}
    for read in sequences:
        for tax_id, count in counted(small, [read])[0].items():
            single[tax_id] = single.get(tax_id, 0) + count
    assert counted(small, sequences)[0] == single
    assert sum(single.values()) == len(sequences)


def test_a_spot_longer_than_a_window_is_one_spot(small):
    """A long read is counted once, between short ones."""
    counts, _ = counted(small, reads({HUMAN: 3}, length=20_000) + reads({ECOLI: 0, 0: 2}))
    assert counts == {HUMAN: 3, 0: 2}


def test_the_sketch_is_bounded(small):
    """No more hashes are collected than there is room for; the counts stay."""
    sequences = reads({HUMAN: 200}, length=400)
    counts, sketch = counted(small, sequences, room=5)
    assert (sketch.size, counts) == (5, counted(small, sequences)[0])


def test_no_spots_at_all(small):
    """Nothing is counted."""
    assert counted(small, [])[0] == {}
