"""What holds between records."""

from qc.sequence.remarks import Remarks
from qc.sequence.variants import equal_alleles
from qc.sequence.variants.alleles import Alternates, Kind
from qc.sequence.variants.teller import Teller


def row(chrom, pos, ref="A", alt="C", name=".", info="."):
    """One record."""
    return f"{chrom} {pos} {name} {ref} {alt} . PASS {info}"


def test_positions_ascend(told):
    """Equal positions are allowed, lower ones are not."""
    assert told("4.2", row(1, 5), row(1, 5, alt="G"), row(1, 9)) == set()
    assert told("4.2", row(1, 9), row(1, 5)) == {"E_VCF_ORDER"}


def test_contigs_are_blocks(told):
    """A contig that comes again has ended before; an angle-bracketed name is the same contig."""
    assert told("4.2", row(1, 5), row(2, 1), row(3, 1)) == set()
    assert told("4.2", row(1, 5), row(2, 1), row(1, 9)) == {"E_VCF_CONTIGUOUS"}
    assert told("4.1", row(1, 5), row("<1>", 6), row(1, 7)) == set()


def test_a_variant_stands_once(told):
    """However it is written; alleles of one record count too, symbolic ones do not."""
    assert told("4.2", row(1, 5), row(1, 5)) == {"E_VCF_DUPLICATE"}
    assert told("4.2", row(1, 5, name="a"), row(1, 5, name="a")) == {"E_VCF_DUPLICATE"}
    assert told("4.2", row(1, 3, "TAT", "TGT", "a"), row(1, 4, "A", "G", "a")) == {"E_VCF_DUPLICATE"}
    assert told("4.2", row(1, 3, "TAT", "TG,TGT", "a"), row(1, 4, "a", "C,g", "a")) == {"E_VCF_DUPLICATE"}
    assert told("4.2", row(1, 5, alt="<INS>"), row(1, 5, alt="<INS>")) == set()
    assert told("4.2", row(1, 5), row(2, 5), row(3, 5)) == set()
    assert told("4.2", row(1, 5), row(1, 6), row(1, 6, alt="G")) == set()


def test_databases_repeat_a_variant(told):
    """Under another identifier, or with another annotation and no samples, it is a warning."""
    assert told("4.2", row(1, 5, name="a"), row(1, 5, name="b")) == {"W_VCF_DUPLICATE"}
    assert told("4.2", row(1, 5, name="a", info="X=1"), row(1, 5, name="a", info="X=2")) == {"W_VCF_DUPLICATE"}
    assert told("4.2", row(1, 3, "TAT", "TGT"), row(1, 4, "A", "G")) == {"W_VCF_DUPLICATE"}
    with_samples = [row(1, 5, name="a", info=f"X={x}") + " GT 0/1" for x in (1, 2)]
    assert told("4.2", *with_samples, samples=1) == {"E_VCF_DUPLICATE"}


def test_the_record_of_the_first_is_named(checked):
    """The message says where the variant stood before."""
    head = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    rows = [row(1, 1), row(1, 5), row(1, 5, alt="G"), row(1, 5)]
    remarks, _ = checked(head + "".join(line.replace(" ", "\t") + "\n" for line in rows))
    (found,) = [one for one in remarks.kept if one.code == "E_VCF_DUPLICATE"]
    assert (found.records, found.message) == ((4,), "5 'A' to 'C' stands in record 2 too")


def test_memory_holds_only_what_can_come_again(monkeypatch):
    """Variants before the current position are forgotten, and their number is bounded."""
    seen = equal_alleles.EqualAlleles(Teller(Remarks("a")))
    single = Alternates((b"C",), (Kind.BASES,))
    for pos in range(1, 1000):
        seen.teller.record = pos
        seen.compare(pos, b"A", single, b".", 0)
    assert len(seen.seen) == len(seen.queue) == 1
    monkeypatch.setattr(equal_alleles, "MOST", 50)
    for number in range(500):
        seen.teller.record += 1
        seen.compare(2000, b"A" * (number + 2), Alternates((b"A",), (Kind.BASES,)), b".", 0)
    assert len(seen.seen) <= 52
    assert not seen.teller.remarks.counts
