"""Figures of a file."""


def test_records_are_counted_by_their_alternates(checked):
    """Each alternate is counted by what it is."""
    head = "##fileformat=VCFv4.2\n##contig=<ID=1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts\n"
    rows = [
        "1 1 . A G . PASS AF=0.5 GT 0/1",
        "1 2 . A C . PASS . GT 0/1",
        "1 3 . A T,G . q . DP 5",
        "1 4 . AC A,ACC . . DP=1;AC=1,2 GT 0/1",
        "1 5 . AC GT . . . GT 0/1",
        "1 6 . A <DEL> . . . GT 0/1",
        "1 7 . A <DEL>,* . . . GT 0/1",
        "1 8 . A A[2:5[ . . . GT 0/1",
        "1 9 . A . . PASS . GT 0/0",
        "2 9 . A <*> . . . GT 0/0",
    ]
    _, metrics = checked(head + "".join(row.replace(" ", "\t") + "\n" for row in rows))
    assert metrics == {
        "fileformat": "VCFv4.2",
        "records": 10,
        "samples": 1,
        "snvs": 4,
        "indels": 2,
        "mnvs": 1,
        "breakends": 1,
        "symbolic": 2,
        "symbolic_types": {"<DEL>": 2},
        "reference_sites": 2,
        "overlapped": 1,
        "multiallelic": 3,
        "transitions": 2,
        "transversions": 2,
        "transition_ratio": 1.0,
        "passed": 3,
        "genotyped": 9,
        "with_frequency": 2,
        "contigs": 2,
        "contigs_declared": 1,
    }
