"""What sourmash gathers from hashes of ours."""

import numpy as np
import pytest

from graph_schema.errors import UnusableInput
from qc.taxonomy.gathering import gather, sketch_of
from qc.taxonomy.hashing import hashes_of, limit
from tests.qc.taxonomy.genomes import ECOLI, HUMAN, genomes


def sketched(text):
    """The hashes of a sketch of one in fifty."""
    return hashes_of(text.encode(), 31, limit(50))[0]


def test_abundances_are_kept():
    """A hash that was seen three times counts three times."""
    sketch = sketch_of(np.array([5, 7, 5, 5], np.uint64), 31, 50)
    assert dict(sketch.hashes) == {5: 3, 7: 1}


def test_shares_are_weighted_by_how_often_a_hash_was_seen(small):
    """A genome seen three times beside one seen once: equal in distinct hashes by size, not in weight."""
    human, ecoli = sketched(genomes()[HUMAN]), sketched(genomes()[ECOLI])
    shares = gather(np.concatenate([human, human, human, ecoli]), small.path, 31, 50)
    assert [share.tax_id for share in shares] == [HUMAN, ECOLI]
    distinct, seen = human.size + ecoli.size, 3 * human.size + ecoli.size
    assert shares[0].unique == round(human.size / distinct, 6)
    assert shares[0].weighted == round(3 * human.size / seen, 6)
    assert shares[1].weighted == round(ecoli.size / seen, 6)


def test_too_few_hashes_say_nothing(small):
    """None, one, and two hashes of a genome; and hashes of none."""
    human = sketched(genomes()[HUMAN])
    assert gather(human[:0], small.path, 31, 50) == gather(human[:2], small.path, 31, 50) == ()
    assert gather(np.arange(1, 50, dtype=np.uint64), small.path, 31, 50) == ()


def test_broken_sketches_are_told(small, tmp_path):
    """A database that was damaged is unusable; its reader's own errors do not come through."""
    content = bytearray(small.path.read_bytes())
    place = content.index(b"signatures/") + 200
    content[place : place + 300] = bytes(300)
    (tmp_path / "broken.zip").write_bytes(content)
    with pytest.raises(UnusableInput) as raised:
        gather(sketched(genomes()[HUMAN]), tmp_path / "broken.zip", 31, 50)
    assert raised.value.code == "TAXONOMY_UNUSABLE"
