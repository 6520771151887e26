"""Databases: what is written, what sourmash makes of it, and what is not read."""

import zipfile

import numpy as np
import orjson
import pytest
from sourmash import MinHash, load_file_as_index

from graph_schema.errors import UnusableInput
from qc.taxonomy.building import Collected, common_taxon, is_complex
from qc.taxonomy.database import ABOUT, HASHES, TAXA, TREE, open_database
from qc.taxonomy.hashing import hashes_of, limit
from tests.qc.taxonomy.genomes import ECOLI, HUMAN, SHIGELLA, STAPH, database, genomes

FAMILY = 543


def test_sourmash_reads_the_file_with_its_own_hashes(small):
    """One sketch of each taxon, with the very hashes that sourmash itself takes of the genome."""
    found = {signature.name: signature.minhash for signature in load_file_as_index(str(small.path)).signatures()}
    assert set(found) == {
        f"{ECOLI} Escherichia coli", f"{SHIGELLA} Shigella dysenteriae", f"{HUMAN} Homo sapiens",
        f"{STAPH} Staphylococcus aureus",
    }  # fmt: skip
    for name, sketch in found.items():
        own = MinHash(n=0, ksize=31, scaled=50)
        own.add_sequence(genomes()[int(name.split()[0])])
        assert sketch == own


def test_k_mers_that_taxa_share_are_their_common_ancestor_s(small):
    """Those of one genome lead to its taxon, those of both enterobacteria to the family."""
    owners = dict(zip(small.hashes.tolist(), small.taxa.tolist(), strict=True))
    words = {tax_id: set(hashes_of(text.encode(), 31, small.largest)[0].tolist()) for tax_id, text in genomes().items()}
    both = words[ECOLI] & words[SHIGELLA]
    assert len(both) > 300
    assert {owners[value] for value in both} == {FAMILY}
    assert {owners[value] for value in words[ECOLI] - both} == {ECOLI}
    assert {owners[value] for value in words[HUMAN]} == {HUMAN}
    assert set(owners) == set().union(*words.values())


def test_equal_references_give_equal_bytes(tmp_path):
    """So that a digest names a database."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert database(tmp_path / "a").digest == database(tmp_path / "b").digest


def test_a_dictionary_that_grows_too_large_is_thinned():
    """It keeps the smaller half of the hashes, of early and of late pieces alike."""
    collected = Collected(31, 1000, dense=1, most=5000)
    for tax_id, text in genomes().items():
        collected.add(tax_id, text.encode())
    assert sum(words.size for words in collected.words.values()) <= 5000
    assert collected.thinned in (16, 32, 64)
    for tax_id, text in genomes().items():
        expected = np.unique(hashes_of(text.encode(), 31, collected.largest)[0])
        assert np.array_equal(collected.words[tax_id], expected)


def test_runs_and_repeats_are_not_looked_up_but_stay_in_the_sketch():
    """Unrelated genomes share them; the sketch has to be that of sourmash."""
    collected = Collected(31, 1, dense=1)
    collected.add(1, b"A" * 60)
    collected.add(2, b"ACACAC" * 12)
    assert [words.size for words in collected.words.values()] == [0, 0]
    assert [sketch.size for sketch in collected.sketches.values()] == [1, 2]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (b"A" * 31, False),
        (b"ACGT" * 8, False),
        (b"acgtacgt" * 4, False),
        (b"AAAA", True),
        (b"ACGTTGCAACGGTTACCAGT", True),
    ],
)
def test_what_is_complex(word, expected):
    """Words with many different parts; short ones always are."""
    assert is_complex(word) is expected


def test_the_lowest_common_taxon(small):
    """A taxon above or equal to all."""
    assert common_taxon(small.tree, [ECOLI, SHIGELLA]) == FAMILY
    assert common_taxon(small.tree, [ECOLI, 561]) == 561
    assert common_taxon(small.tree, [ECOLI, HUMAN]) == 1


def changed(path, folder, **parts):
    """The database with some of its parts replaced, or left out."""
    out = folder / "changed.zip"
    with zipfile.ZipFile(path) as stored, zipfile.ZipFile(out, "w") as made:
        for name in (ABOUT, TREE, HASHES, TAXA):
            if (content := parts.get(name.replace(".", "_"), stored.read(name))) is not None:
                made.writestr(name, content)
    return out


ABOUT_GOOD = {"k": 31, "scaled": 50, "largest": limit(20)}


@pytest.mark.parametrize(
    "parts",
    [
        {"dictionary_hashes": b""},
        {"dictionary_hashes": bytes(16), "dictionary_taxa": bytes(8)},
        {"dictionary_hashes": b"\x01" + bytes(7), "dictionary_taxa": b"\x07\x00\x00\x00"},
        {"dictionary_hashes": b"\xff" * 8, "dictionary_taxa": b"\x01\x00\x00\x00"},
        {"dictionary_hashes": bytes(7)},
        {"dictionary_json": None},
        {"dictionary_json": b"{}"},
        {"dictionary_json": b"[]"},
        {"dictionary_json": orjson.dumps(ABOUT_GOOD | {"k": 500})},
        {"dictionary_json": orjson.dumps(ABOUT_GOOD | {"scaled": 0})},
        {"dictionary_json": orjson.dumps(ABOUT_GOOD | {"largest": -1})},
        {"taxonomy_tsv": b"1\t1\n"},
        {"taxonomy_tsv": b""},
        {"taxonomy_tsv": b"1\t1\tno rank\troot\n2\t1\t\xff\tx\n"},
    ],
)
def test_a_broken_database_is_refused(small, tmp_path, parts):
    """Compiled code relies on what is in it: order, sizes, rows of the tree."""
    with pytest.raises(UnusableInput) as raised:
        open_database(changed(small.path, tmp_path, **parts))
    assert raised.value.code == "TAXONOMY_UNUSABLE"
    assert "gsagraph taxonomy build" in raised.value.hint


def test_an_unchanged_copy_is_read(small, tmp_path):
    """The parts that are needed are enough; the name and the digest are those of the file."""
    copy = open_database(changed(small.path, tmp_path))
    assert (copy.name, copy.k, copy.scaled, copy.tree.taxa) == ("changed", 31, 50, small.tree.taxa)
    assert len(copy.digest) == 64 != len(small.digest) + 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip at all"])
def test_other_files_are_refused(tmp_path, content):
    """They are no database, and the message says so."""
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(UnusableInput, match="no taxonomy database"):
        open_database(tmp_path / "x.zip")


def test_an_absent_file_is_told(tmp_path):
    """As any path that cannot be read."""
    with pytest.raises(UnusableInput) as raised:
        open_database(tmp_path / "none.zip")
    assert raised.value.code == "PATH_UNREADABLE"
