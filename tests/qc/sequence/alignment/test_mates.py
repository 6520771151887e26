"""Templates: reads that stand twice, missing mates and how bad they are, mates that disagree."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment import name_keys
from qc.sequence.options import Options
from tests.qc.sequence.alignment.built import HEADER, MAPPED, Read, check_reads, named, pair, said, sorted_by, the

BY_NAME = sorted_by("queryname")
GROUPED = sorted_by("unsorted", "\tGO:query")
PLACED = sorted_by("coordinate")


def mapped_pair(name: str, first: int = 10, second: int = 60, **changes: object) -> tuple[Read, Read]:
    """A proper pair: the first read forward, the second one reverse."""
    both = replace(MAPPED, name=name.encode() + b"\0")
    one = replace(both, flag=99, position=first, mate_reference=0, mate_position=second)
    other = replace(both, flag=147, position=second, mate_reference=0, mate_position=first)
    return one, replace(other, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("header", [BY_NAME, GROUPED])
def test_an_unaligned_file_of_pairs_must_hold_both_mates(tmp_path: Path, header: str) -> None:
    """Raw reads in order of names, other pairs whole: the read that lacks its mate is named."""
    checked = check_reads(tmp_path, *pair("a"), pair("b")[0], *pair("c"), pair("d")[1], header=header)
    assert said(checked) == ["E_MATE_MISSING"] * 2
    assert [remark.records for remark in checked.remarks if remark.code == "E_MATE_MISSING"] == [(3,), (6,)]
    assert checked.metrics["mates_missing"] == 2


@pytest.mark.parametrize(
    ("reads", "header", "codes"),
    [
        ((*pair("a"), pair("b")[0]), HEADER, ["I_MATE_MISSING"]),
        ((pair("a")[0], pair("b")[0]), BY_NAME, ["W_MATE_MISSING"] * 2),
        ((*pair("a"), mapped_pair("b")[0]), BY_NAME, ["W_MATE_MISSING"]),
        ((*pair("a"), mapped_pair("b")[0]), GROUPED, ["I_MATE_MISSING"]),
        ((mapped_pair("b")[1], *pair("a")), PLACED, ["I_MATE_MISSING"]),
        ((*pair("a"), replace(pair("b")[0], flag=77 | 2048)), BY_NAME, []),
        ((*pair("a"), replace(pair("b")[0], flag=77 | 128)), BY_NAME, []),
        ((*pair("a"), replace(pair("b")[0], flag=13)), BY_NAME, []),
        ((*pair("a"), replace(pair("*")[0])), GROUPED, []),
    ],
    ids=[
        "unordered",
        "no pair whole",
        "aligned by name",
        "aligned grouped",
        "extract",
        "supplementary",
        "middle",
        "?",
        "*",
    ],
)
def test_extracts_are_not_refused(tmp_path: Path, reads: tuple[Read, ...], header: str, codes: list[str]) -> None:
    """Where the file does not say that it holds whole pairs, a missing mate is no error."""
    checked = check_reads(tmp_path, *reads, header=header)
    assert [code for code in said(checked, informing=True) if code[2:].startswith("M")] == codes
    assert checked.verdict != "fail"


@pytest.mark.parametrize("header", [HEADER, BY_NAME])
def test_a_read_that_stands_twice_is_named_with_both_records(tmp_path: Path, header: str) -> None:
    """Two primary records of one end of a template, or of a single read."""
    reads = (
        named("a"),
        named("a"),
        *pair("b"),
        pair("b")[1],
        replace(named("a"), name=b"c\0", flag=4 | 256),
        named("c"),
    )
    checked = check_reads(tmp_path, *reads, header=header)
    assert [remark.records for remark in checked.remarks if remark.code == "W_DUP_READ"] == [(1, 2), (4, 5)]
    assert checked.metrics["duplicate_reads"] == 2


def test_reads_without_a_name_are_no_duplicates(tmp_path: Path) -> None:
    """`*` names nothing."""
    for header in (HEADER, BY_NAME):
        assert said(check_reads(tmp_path, named("*"), named("*"), *pair("*"), header=header)) == []


DISAGREEING = {
    "other place": {"mate_position": 11},
    "other reference": {"mate_reference": 1},
    "other strand": {"flag": 147 | 32},
    "mapped state": {"flag": 147 | 8},
}


@pytest.mark.parametrize("case", DISAGREEING)
@pytest.mark.parametrize("header", [HEADER, BY_NAME])
def test_mates_that_disagree_are_a_warning(tmp_path: Path, case: str, header: str) -> None:
    """In any order of records the second record of the pair is named."""
    pairs = [*mapped_pair("a"), *mapped_pair("b", **DISAGREEING[case]), *mapped_pair("c")]
    checked = check_reads(tmp_path, *pairs, header=header)
    assert said(checked) == ["W_MATE"]
    assert the(checked, "W_MATE").records == (4,)


@pytest.mark.parametrize("header", [HEADER, BY_NAME])
def test_what_a_read_does_not_say_of_its_mate_is_not_wrong(tmp_path: Path, header: str) -> None:
    """RNEXT `*`, PNEXT 0, and the strand of an unmapped mate."""
    unsaid = mapped_pair("a", mate_reference=-1, mate_position=-1)
    no_position = mapped_pair("b", mate_position=-1)
    one, other = mapped_pair("c", second=10)
    half = (replace(one, flag=1 | 8 | 64), replace(other, flag=1 | 4 | 16 | 128, cigar=()))
    assert said(check_reads(tmp_path, *unsaid, *no_position, *half, header=header)) == []


@pytest.mark.parametrize("header", [HEADER, BY_NAME])
def test_a_template_of_three_reads_points_round(tmp_path: Path, header: str) -> None:
    """The first read says where the middle one is, the middle one where the last one is."""
    one, other = mapped_pair("t", first=10, second=30)
    middle = replace(one, flag=1 | 64 | 128, position=20, mate_position=30)
    reads = (replace(one, flag=1 | 64, mate_position=20), middle, replace(other, flag=1 | 128))
    assert said(check_reads(tmp_path, *reads, header=header)) == []


def test_a_wrong_order_by_name_tells_nothing_of_mates(tmp_path: Path) -> None:
    """Only the order is told: records of one name are no neighbours there."""
    reads = (pair("b")[0], pair("a")[0], pair("b")[1], pair("a")[1])
    assert set(said(check_reads(tmp_path, *reads, header=BY_NAME))) == {"E_BAM_ORDER"}


def test_more_remarks_than_are_kept_are_counted(tmp_path: Path) -> None:
    """The first hundred with their places, the rest as a number."""
    reads = [read for i in range(150) for read in (named(f"r{i:03}"), named(f"r{i:03}"))]
    for header in (HEADER, BY_NAME):
        checked = check_reads(tmp_path, *reads, header=header)
        listed = [remark for remark in checked.remarks if remark.code == "W_DUP_READ"]
        assert (len(listed), listed[0].count, listed[99].records) == (100, 150, (199, 200))


def test_the_keys_of_a_large_file_go_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for few keys the same is found, and nothing is left in the temporary folder."""
    monkeypatch.setattr(name_keys, "LEAST", 50)
    monkeypatch.setattr(name_keys, "FIRST_ROOM", 50)
    folder = tmp_path / "temporary"
    folder.mkdir()
    reads = [read for i in range(400) for read in pair(f"p{i}")]
    reads[5:6] = []
    reads.append(named("p7", flag=77))
    checked = check_reads(tmp_path, *reads, header=GROUPED, options=Options(temporary=folder, memory=64))
    assert the(checked, "E_MATE_MISSING").records == (5,)
    assert the(checked, "W_DUP_READ").records == (14, 800)
    assert list(folder.iterdir()) == []


def _oracle(reads: list[Read]) -> tuple[int, int]:
    """Reads that stand again, and templates with one end alone, by dictionaries."""
    ends: dict[bytes, list[int]] = {}
    for read in reads:
        if not read.flag & 0x900 and read.name != b"*\0":
            ends.setdefault(read.name, []).append(read.flag >> 6 & 3 if read.flag & 1 else 4)
    again = sum(
        len(found) - len(set(found)) for found in ([end for end in one if end in {1, 2, 4}] for one in ends.values())
    )
    return again, sum(set(one) in ({1}, {2}) for one in ends.values())


READS = st.lists(
    st.builds(
        lambda name, flag: named(name, flag=flag),
        st.sampled_from(["a", "b", "c", "dd", "*"]),
        st.sampled_from([4, 77, 141, 77 | 128, 13, 4 | 256, 77 | 2048]),
    ),
    max_size=14,
)


@given(READS)
def test_counts_equal_those_of_dictionaries(tmp_path_factory: pytest.TempPathFactory, reads: list[Read]) -> None:
    """Keys in any order and neighbours in order of names give the same counts."""
    folder = tmp_path_factory.mktemp("mates")
    again, alone = _oracle(reads)
    unordered = check_reads(folder, *reads).metrics
    assert (unordered.get("duplicate_reads", 0), unordered.get("mates_missing", 0)) == (again, alone)
    ordered = check_reads(folder, *sorted(reads, key=lambda read: read.name), header=BY_NAME).metrics
    assert ordered["duplicate_reads"] == again
