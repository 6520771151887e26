"""Blocks of whole records, and which of them are the sample."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qc.taxonomy import sampling
from qc.taxonomy.sampling import Sample, priority, second_lines, whole_records
from tests.qc.taxonomy.genomes import Text, fastq


def sequences(blocks):
    """The second lines of all records, and the number of records told."""
    found, told = [], 0
    for records, text in blocks:
        starts, ends = second_lines(text, records)
        found += [text[start:end].tobytes().decode() for start, end in zip(starts, ends, strict=True)]
        told += records
    return found, told


@given(st.lists(st.text(alphabet="ACGTN", max_size=30), max_size=12), st.integers(1, 200))
def test_records_are_whole_wherever_blocks_end(reads, size):
    """Every sequence once, in order, for any size of the blocks."""
    assert sequences(whole_records(Text(fastq(reads), size).blocks())) == (reads, len(reads))


def test_the_last_line_may_lack_its_end():
    """A file without a final line end has its last record all the same."""
    assert sequences(whole_records(Text(fastq(["ACGT", "GG"]).rstrip(b"\n"), 7).blocks())) == (["ACGT", "GG"], 2)


def test_a_record_that_is_cut_is_no_record():
    """What stands before it counts."""
    assert sequences(whole_records(Text(fastq(["ACGT", "GG"])[:-6], 7).blocks())) == (["ACGT"], 1)


@given(st.binary(max_size=300), st.integers(1, 50))
def test_any_bytes_are_read_to_the_end(content, size):
    """What is no FASTQ gives lines that mean nothing, and no error."""
    found, told = sequences(whole_records(Text(content, size).blocks()))
    assert len(found) == told <= content.count(b"\n") + 1


def test_an_endless_line_ends_the_reading(monkeypatch):
    """Memory is bounded: what comes behind a record without end is not read."""
    monkeypatch.setattr(sampling, "LONGEST", 100)
    asked = []

    def blocks():
        yield np.frombuffer(fastq(["ACGT"]), np.uint8)
        for number in range(100):
            asked.append(number)
            yield np.full(50, 65, np.uint8)

    assert sequences(whole_records(blocks()))[0] == ["ACGT"]
    assert len(asked) == 3


def test_the_sample_holds_the_smallest_priorities():
    """No more results than asked for, in the order of the blocks, and those of the smallest priorities."""
    sample = Sample(10)
    for number in range(1000):
        if sample.wants(number):
            sample.add(number, number)
    assert sample.results() == sorted(sorted(range(1000), key=priority)[:10])


def test_a_short_stream_is_its_own_sample():
    """Every block of a stream that has fewer than asked for."""
    sample = Sample(10)
    for number in range(7):
        assert sample.wants(number)
        sample.add(number, number)
    assert sample.results() == list(range(7))


def test_the_sample_is_spread_evenly():
    """Of ten thousand blocks each tenth of the stream has about its share, and few blocks are counted in vain."""
    sample, counted = Sample(1000), 0
    for number in range(10_000):
        if sample.wants(number):
            sample.add(number, number)
            counted += 1
    tenths = np.bincount(np.array(sample.results()) // 1000, minlength=10)
    assert tenths.min() > 70
    assert tenths.max() < 135
    assert counted < 3600


def test_priorities_are_fixed():
    """The first values of the generator splitmix64 with seed 0: a sample is the same on every machine."""
    assert [priority(number) for number in range(2)] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4]
