"""What a profile says against the declared organism."""

from dataclasses import replace

import pytest

from qc.sequence.remarks import Remarks
from qc.taxonomy.counts import Profile
from qc.taxonomy.judging import judge
from tests.qc.taxonomy.genomes import ECOLI, HUMAN, SHIGELLA, STAPH

FAMILY, GENUS, STRAIN, NEANDERTHAL, GUT = 543, 561, 511145, 63221, 408170
UNKNOWN = 4932


def codes(small, counts, organism, analyzed=1000):
    """The codes that these own counts raise."""
    profile = Profile(
        "t", "", "d", "", 31, 50, analyzed, analyzed, sum(counts.values()), counts, small.tree.part(counts)
    )
    remarks = Remarks("a.fq")
    judge(profile, small, remarks, organism)
    return sorted(remark.code for remark in remarks.kept)


@pytest.mark.parametrize(
    ("counts", "organism", "expected"),
    [
        ({STAPH: 900}, STAPH, []),
        ({STAPH: 449, SHIGELLA: 451}, STAPH, ["W_TAXON_DECLARED_MINOR", "W_TAXON_SECOND"]),
        ({STAPH: 451, 2: 449}, STAPH, []),
        ({STAPH: 811, SHIGELLA: 89}, STAPH, []),
        ({STAPH: 809, SHIGELLA: 91}, STAPH, ["W_TAXON_SECOND"]),
        ({STAPH: 900}, ECOLI, ["W_TAXON_DECLARED_MINOR", "W_TAXON_SECOND"]),
        ({ECOLI: 900}, STRAIN, []),
        ({ECOLI: 900}, GENUS, []),
        ({ECOLI: 300, FAMILY: 600}, ECOLI, []),
        ({STAPH: 900}, UNKNOWN, ["I_TAXON_NO_REFERENCE"]),
        ({STAPH: 500, SHIGELLA: 400}, GUT, []),
        ({STAPH: 500, SHIGELLA: 400}, 1, []),
        ({STAPH: 900}, None, []),
        ({STAPH: 500, SHIGELLA: 400}, None, ["W_TAXON_SECOND"]),
        ({STAPH: 10, SHIGELLA: 9}, ECOLI, []),
        ({}, ECOLI, []),
    ],
)
def test_declared_and_second_species(small, counts, organism, expected):
    """Below half of what can be told apart, above a tenth; strains and genera stand for species; metagenomes for none."""
    assert codes(small, counts, organism) == expected


@pytest.mark.parametrize(
    ("human", "organism", "expected"),
    [
        (0, STAPH, []),
        (10, STAPH, ["E_HUMAN_READS"]),
        (9, STAPH, ["I_HUMAN_READS"]),
        (10, None, ["I_HUMAN_READS"]),
        (10, GUT, ["E_HUMAN_READS"]),
        (10, UNKNOWN, ["E_HUMAN_READS", "I_TAXON_NO_REFERENCE"]),
        (990, HUMAN, []),
        (990, NEANDERTHAL, []),
    ],
)
def test_human_reads(small, human, organism, expected):
    """An error from ten spots on in a run of something else, a word where few or where nobody said what the run is of."""
    counts = {STAPH: 1000 - human} if human < 500 else {}
    assert codes(small, counts | ({HUMAN: human} if human else {}), organism) == expected


def test_few_human_reads_among_many_are_only_said(small):
    """A thousandth of the analysed spots is the bound, reads below the species count too."""
    assert codes(small, {STAPH: 90_000, HUMAN: 99}, STAPH, 100_000) == ["I_HUMAN_READS"]
    assert codes(small, {STAPH: 90_000, HUMAN: 60, NEANDERTHAL: 40}, STAPH, 100_000) == ["E_HUMAN_READS"]


def test_nothing_is_said_of_nothing(small):
    """A profile that looked at no spot."""
    empty = Profile("t", "", "d", "", 31, 50, 0, 0, 0, {}, ())
    for profile in (empty, replace(empty, analyzed=None, identified=None)):
        remarks = Remarks("a.fq")
        judge(profile, small, remarks, STAPH)
        assert remarks.kept == []


def test_messages_name_shares_and_species(small):
    """So that they can be read without the profile."""
    profile = Profile(
        "t", "", "d", "", 31, 50, 1000, 1000, 900, {STAPH: 300, HUMAN: 600}, small.tree.part([STAPH, HUMAN])
    )
    remarks = Remarks("a.fq")
    judge(profile, small, remarks, STAPH)
    assert [remark.message for remark in remarks.kept] == [
        "600 of 1000 analysed spots (60.00%) are human",
        "33.3% of the identified spots are of Staphylococcus aureus (tax id 1280)",
        "66.7% of the identified spots are of Homo sapiens (tax id 9606)",
    ]
