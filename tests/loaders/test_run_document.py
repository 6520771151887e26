"""The `<Run>` document: what `gsagraph qc` writes comes back unchanged, and a broken one is told."""

from hypothesis import given
from hypothesis import strategies as st

from loaders import run_document
from loaders.detect import loader_of
from loaders.source import open_source
from qc.sequence.checked import Checked, FileFacts
from qc.sequence.report.nodes import slots_of
from qc.sequence.report.run_document import run_document as written
from tests.loaders.tables import codes, read

COUNTS = st.integers(1, 2**50)
SHARED = (
    "spot_count", "base_count", "gc_content", "base_counts", "quality_counts", "read_statistics", "read_length_type",
)  # fmt: skip


def file_metrics(reads: int, bases: int, mean: float, low: int, high: int) -> dict:
    """Metrics of one FASTQ file as far as the document tells them."""
    return {
        "reads": reads,
        "bases": bases,
        "base_counts": {"A": bases, "N": 0},
        "gc_content_all": 0.4321,
        "length": {"min": low, "mean": mean, "sd": 0.5, "max": high},
        "quality_histogram": {"2": bases, "37": reads},
    }


@st.composite
def checked(draw) -> Checked:
    """A checked file or pair with any figures."""
    files = [
        file_metrics(
            draw(COUNTS), draw(COUNTS), draw(st.floats(1, 1e6)), draw(st.integers(1, 3)), draw(st.integers(3, 5))
        )
        for _ in range(draw(st.integers(1, 2)))
    ]
    whole = files[0] if len(files) == 1 else {**files[0], "bases": sum(f["bases"] for f in files), "per_file": files}
    facts = tuple(FileFacts(f"f{i}.fastq", "0" * 32, "0" * 64, 10, "plain", "fastq") for i in range(len(files)))
    return Checked(facts, whole)


def of(folder, text: bytes):
    """Records and findings of a document."""
    path = folder / "run.xml"
    path.write_bytes(text)
    return read(run_document, path)


def report_of(records):
    """The one report that a document gives."""
    (report,) = records
    assert report.type == "QcReport"
    return report


@given(unit=checked())
def test_what_is_written_is_read_back(tmp_path_factory, unit):
    """Every figure of the document is the figure of the report."""
    records, findings = of(tmp_path_factory.mktemp("run"), written(unit, "CRR000001"))
    report, slots = report_of(records), slots_of(unit)
    assert findings == []
    assert {name: report.slots.get(name) for name in SHARED} == {name: slots.get(name) for name in SHARED}
    assert [(relation.type, relation.to) for relation in report.relations] == [("ABOUT", "CRR000001")]


def test_shares_are_counted_from_the_qualities(tmp_path):
    """Q20, Q30 and the mean follow from the counts."""
    unit = Checked((FileFacts("f.fastq", "", "", 1, "plain", "fastq"),), file_metrics(300, 100, 1.0, 1, 1))
    slots = report_of(of(tmp_path, written(unit, "CRR000001"))[0]).slots
    assert (slots["q20_fraction"], slots["q30_fraction"], slots["mean_quality"]) == (0.75, 0.75, 28.25)
    assert slots["q30_band"] == "0.50–0.80"


def test_a_document_without_run_is_refused(tmp_path):
    """There is nothing the report could be about."""
    records, findings = of(tmp_path, b'<Run spot_count="1"/>')
    assert (records, codes(findings)) == ([], ["NO_ACCESSION"])


def test_figures_that_are_none_are_told(tmp_path):
    """They are left out, one by one, with a finding each."""
    text = (
        b'<Run accession="CRR000001" spot_count="\xc2\xb2" base_count="-1"><GC-Content>NaN</GC-Content>'
        b'<Statistics><Read index="0" count="7" average="1e999"/></Statistics></Run>'
    )
    records, findings = of(tmp_path, text)
    slots = report_of(records).slots
    assert codes(findings) == ["FIGURE_UNREADABLE"] * 4
    assert slots["read_statistics"] == [{"index": 0, "count": 7}]
    assert not {"spot_count", "base_count", "gc_content"} & slots.keys()


def test_it_is_found_by_its_root(tmp_path):
    """`Run` is the report, `RUN` is INSDC's object."""
    path = tmp_path / "x.xml"
    path.write_bytes(b'<Run accession="CRR000001"/>')
    assert loader_of(open_source(str(path))) is run_document
    path.write_bytes(b'<RUN accession="SRR000001"/>')
    assert loader_of(open_source(str(path))).FORMAT == "insdc"
