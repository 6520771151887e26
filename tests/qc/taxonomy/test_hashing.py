"""Hashes of k-mers: the very numbers of sourmash, for every k, every letter and every length."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sourmash import MinHash
from sourmash.minhash import _get_max_hash_for_scaled

from qc.taxonomy.hashing import LONGEST, WINDOW, hashes_of, limit


def counted(text, k, scaled=1):
    """Our hashes with how often each was seen."""
    values, counts = np.unique(hashes_of(text, k, limit(scaled))[0], return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))


def of_sourmash(text, k, scaled=1):
    """The hashes of sourmash, invalid letters passed over."""
    sketch = MinHash(n=0, ksize=k, scaled=scaled, track_abundance=True)
    sketch.add_sequence(text.decode(), force=True)
    return dict(sketch.hashes)


@pytest.mark.parametrize("k", range(1, LONGEST + 1))
def test_every_k_gives_the_hashes_of_sourmash(k):
    """Whole words of eight and sixteen letters and every rest of them; small letters, N, U and gaps among the rest."""
    text = "".join(random.Random(k).choices("ACGTacgtNU-", weights=[20] * 4 + [3] * 4 + [0.3] * 3, k=3000)).encode()
    assert counted(text, k) == of_sourmash(text, k)


@given(st.text(alphabet="ACGTacgtN", max_size=120), st.integers(1, 40))
def test_any_text_gives_the_hashes_of_sourmash(text, k):
    """Texts shorter than k, runs, repeats and their own reverse complements among them."""
    assert counted(text.encode(), k) == of_sourmash(text.encode(), k)


@pytest.mark.parametrize("size", [WINDOW - 1, WINDOW, WINDOW + 1, WINDOW + 30, 2 * WINDOW - 30, 3 * WINDOW])
def test_windows_neither_lose_nor_double_k_mers(size):
    """Texts that end at, before and behind the end of a window."""
    text = "".join(random.Random(size).choices("ACGT", k=size)).encode()
    assert counted(text, 31) == of_sourmash(text, 31)


@pytest.mark.parametrize("scaled", [1, 2, 3, 7, 20, 100, 1000, 10_000, 1_000_000])
def test_a_sketch_keeps_what_that_of_sourmash_keeps(scaled):
    """The largest hash is rounded as sourmash rounds it."""
    assert limit(scaled) == _get_max_hash_for_scaled(scaled)
    text = "".join(random.Random(scaled).choices("ACGT", k=20_000)).encode()
    assert counted(text, 21, scaled) == of_sourmash(text, 21, scaled)


def test_places_say_where_k_mers_begin():
    """Behind a letter that is none the next k-mer begins; every place counts from the start of the text."""
    hashes, places = hashes_of(b"ACGTNACGTA", 4, limit(1))
    assert places.tolist() == [0, 5, 6]
    assert hashes[0] == hashes[1]


def test_both_strands_have_the_same_hashes():
    """A text and its reverse complement."""
    text = "".join(random.Random(1).choices("ACGT", k=500))
    turned = text.translate(str.maketrans("ACGT", "TGCA"))[::-1]
    assert counted(text.encode(), 31) == counted(turned.encode(), 31)


@pytest.mark.parametrize("k", [0, -1, LONGEST + 1])
def test_k_has_bounds(k):
    """A k that the kernels have no room for is refused."""
    with pytest.raises(ValueError, match="k is from 1"):
        hashes_of(b"ACGT", k, 1)
