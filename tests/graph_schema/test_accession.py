"""Accessions: one kind each, one spelling, whatever the hand that typed them."""

import csv
import doctest
import re
import string
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema import accession, iri, vocabulary
from graph_schema.accession import Accession, detect, kind_of, letters_of, normalise
from ontologies.reader import accession_kinds

# Each row of the accession tables, the odd forms included: token, kind, archive, node type.
TABLE = [
    ("PRJCA000613", "ngdc.bioproject", "NGDC", "BioProject"),
    ("PRJCA015567", "ngdc.bioproject", "NGDC", "BioProject"),
    ("subPRJCA004833", "pre_accession", "NGDC", None),
    ("SUBPRJCA012345", "pre_accession", "NGDC", None),
    ("subSAMC004833", "pre_accession", "NGDC", None),
    ("subHRA004833", "pre_accession", "GSA-Human", None),
    ("subCRA004833", "pre_accession", "GSA", None),
    ("PRJNA294609", "insdc.bioproject", "INSDC", "BioProject"),
    ("PRJEB4607", "insdc.bioproject", "INSDC", "BioProject"),
    ("PRJDB2", "insdc.bioproject", "INSDC", "BioProject"),
    ("PRJDA38027", "insdc.bioproject", "INSDC", "BioProject"),
    ("SAMC000001", "ngdc.biosample", "NGDC", "Sample"),
    ("SAMC5697416", "ngdc.biosample", "NGDC", "Sample"),
    ("SAMCA000001", "ngdc.biosample", "NGDC", "Sample"),
    ("SAMN00000002", "insdc.biosample", "INSDC", "Sample"),
    ("SAMEA100021", "insdc.biosample", "INSDC", "Sample"),
    ("SAMEG12675", "insdc.biosample", "INSDC", "Sample"),
    ("SAMD00046940", "insdc.biosample", "INSDC", "Sample"),
    ("SAME124633", "insdc.biosample", "INSDC", "Sample"),
    ("CRA010170", "gsa.dataset", "GSA", "Dataset"),
    ("CRX637072", "gsa.experiment", "GSA", "Experiment"),
    ("CRX1868732", "gsa.experiment", "GSA", "Experiment"),
    ("CRR710761", "gsa.run", "GSA", "Run"),
    ("CRR2009389", "gsa.run", "GSA", "Run"),
    ("CRD015671", "gsa.legacy_file", "GSA", "File"),
    ("HRA008755", "gsahuman.dataset", "GSA-Human", "Dataset"),
    ("HRI1054931", "gsahuman.individual", "GSA-Human", "Individual"),
    ("HRS453275", "gsahuman.sample", "GSA-Human", "Sample"),
    ("HRX555465", "gsahuman.experiment", "GSA-Human", "Experiment"),
    ("HRR025119", "gsahuman.run", "GSA-Human", "Run"),
    ("HRR0059190", "gsahuman.run", "GSA-Human", "Run"),
    ("HDAC001774", "gsahuman.dac", "GSA-Human", "DataAccessCommittee"),
    ("HREQ003400", "gsahuman.request", "GSA-Human", "AccessRequest"),
    ("OMIX004308", "omix.dataset", "OMIX", "Dataset"),
    ("OMIX237", "omix.dataset", "OMIX", "Dataset"),
    ("OMIX004308-02", "omix.file", "OMIX", "File"),
    ("OMIX237-64-02", "omix.file", "OMIX", "File"),
    ("OMIX001073-20-01", "omix.file", "OMIX", "File"),
    ("OBIA0001", "obia.collection", "OBIA", "Dataset"),
    ("1.2.840.10008.5.1.4.1.1.2", "dicom.uid", "DICOM", None),
    ("SRR554510", "insdc.sra", "INSDC", "Run"),
    ("ERX1", "insdc.sra", "INSDC", "Experiment"),
    ("DRP000001", "insdc.sra", "INSDC", "Dataset"),
    ("SRS000121", "insdc.sra", "INSDC", "Sample"),
    ("SRZ190804", "insdc.sra", "INSDC", "Analysis"),
    ("SRA002148", "insdc.sra", "INSDC", None),
    ("EGAD00001000001", "ega", "EGA", "Dataset"),
    ("EGAS00001000001", "ega", "EGA", "Dataset"),
    ("EGAN00001000001", "ega", "EGA", "Sample"),
    ("EGAX00001000001", "ega", "EGA", "Experiment"),
    ("EGAR00001000001", "ega", "EGA", "Run"),
    ("EGAZ00001000001", "ega", "EGA", "Analysis"),
    ("EGAC00000000001", "ega", "EGA", "DataAccessCommittee"),
    ("EGAP00000000001", "ega", "EGA", None),
    ("EGAB00000000001", "ega", "EGA", None),
    ("EGAI00000000001", "ega", "EGA", None),
    ("EGAO00001031671", "ega", "EGA", None),
    ("JGAS000001", "jga", "JGA", "Dataset"),
    ("JGAD000001", "jga", "JGA", "Dataset"),
    ("JGAN000001", "jga", "JGA", "Sample"),
    ("JGAX000001", "jga", "JGA", "Experiment"),
    ("JGAR000011392", "jga", "JGA", "Run"),
    ("JGAZ000001", "jga", "JGA", "Analysis"),
    ("JGAP000001", "jga", "JGA", None),
    ("JGAC00000000001", "jga", "JGA", "DataAccessCommittee"),
    ("phs000178.v1.p1", "dbgap", "dbGaP", "Dataset"),
    ("phs000178", "dbgap", "dbGaP", "Dataset"),
    ("GSE10437", "geo", "GEO", "Dataset"),
    ("GDS1234", "geo", "GEO", "Dataset"),
    ("GSM123456", "geo", "GEO", "Sample"),
    ("GPL16791", "geo", "GEO", None),
    ("E-GEAD-1005", "gea", "GEA", "Dataset"),
    ("E-MTAB-1234", "arrayexpress", "ArrayExpress", "Dataset"),
    ("A-AFFY-33", "arrayexpress", "ArrayExpress", None),
    ("CNP0002281", "cnsa", "CNGB", "BioProject"),
    ("CNPhis0000101", "cnsa", "CNGB", "BioProject"),
    ("CNS0462037", "cnsa", "CNGB", "Sample"),
    ("CNX0584248", "cnsa", "CNGB", "Experiment"),
    ("CNR0677470", "cnsa", "CNGB", "Run"),
    ("CNA0000001", "cnsa", "CNGB", "Analysis"),
    ("CSE0000574", "cngb.singlecell", "CNGB", "Dataset"),
    ("STT0000001", "stomics", "CNGB", "BioProject"),
    ("STSA0000001", "stomics", "CNGB", "Sample"),
    ("STTS0000001", "stomics", "CNGB", "Sample"),
    ("STEP0000001", "stomics", "CNGB", "Experiment"),
    ("STRN0000001", "stomics", "CNGB", "Run"),
    ("GWHAAAA00000000", "gwh", "GWH", "Analysis"),
    ("C_AA001108.1", "genbase", "GenBase", None),
    ("GVM000900", "gvm", "GVM", "Dataset"),
    ("MTBLS1", "metabolights", "MetaboLights", "Dataset"),
    ("MTBLC15377", "metabolights", "MetaboLights", None),
    ("MTBKS102", "metabobank", "MetaboBank", "Dataset"),
    ("PXD000001", "pride", "PRIDE", "Dataset"),
    ("MSV000079514", "massive", "MassIVE", "Dataset"),
]

CARELESS = [
    ("  PRJCA015567\t", "PRJCA015567"),
    ("prjca015567", "PRJCA015567"),
    ("\u00a0PRJCA015567\u00a0", "PRJCA015567"),
    ("PRJCA\u200b015567\ufeff", "PRJCA015567"),
    ("\u3000CRA010170", "CRA010170"),
    ("ＣＲＡ０１０１７０", "CRA010170"),
    ("samea100021", "SAMEA100021"),
    ("cnphis0000101", "CNPhis0000101"),
    ("CNPHIS0000101", "CNPhis0000101"),
    ("PHS000178.V1.P1", "phs000178.v1.p1"),
    ("subhra004833", "subHRA004833"),
    ("subPRJCA004833", "subPRJCA004833"),
    ("SUBPRJCA012345", "SUBPRJCA012345"),
    ("e-gead-1005", "E-GEAD-1005"),
    ("c_aa001108.1", "C_AA001108.1"),
    ("SAMN00000002.1", "SAMN00000002"),
    ("SAMC5697416.1", "SAMC5697416"),
    ("SRR554510.1", "SRR554510"),
    ("hrr0059190", "HRR0059190"),
    ("urn:oid:1.2.840.10008", "1.2.840.10008"),
    ("bioproject:PRJNA3", "PRJNA3"),
    ("insdc.sra:srr554510", "SRR554510"),
    ("gsa.run:CRR710761", "CRR710761"),
    ("https://ngdc.cncb.ac.cn/bioproject/browse/PRJCA015567", "PRJCA015567"),
    ("https://ngdc.cncb.ac.cn/bioproject/browse/PRJCA015567/", "PRJCA015567"),
    ("HTTPS://NGDC.CNCB.AC.CN/gsa/browse/CRA010170/CRR710761", "CRR710761"),
    ("https://ngdc.cncb.ac.cn/gsa-human/browse/HRA008755?tab=run#top", "HRA008755"),
    ("https://ngdc.cncb.ac.cn/omix/release/OMIX004308", "OMIX004308"),
    ("https://db.cngb.org/search/project/CNP0002281/", "CNP0002281"),
    ("https://www.ncbi.nlm.nih.gov/geo/query/acc.cgi?acc=GSE10437", "GSE10437"),
    ("https://trace.ncbi.nlm.nih.gov/Traces/?run=SRR554510.1", "SRR554510"),
    ("https://www.ncbi.nlm.nih.gov/sra/?term=SRR554510", "SRR554510"),
    ("http://identifiers.org/insdc.sra/SRR554510", "SRR554510"),
    ("https://identifiers.org/bioproject:PRJNA3", "PRJNA3"),
    ("https://w3id.org/gsagraph/run/CRR710761", "CRR710761"),
    ("https://w3id.org/gsagraph/run/CRR710761.ttl", "CRR710761"),
    ("https://w3id.org/gsagraph/dataset/CRA010170.jsonld", "CRA010170"),
]

NO_ACCESSION = [
    "",
    " ",
    "-",
    "NA",
    "metagenome",
    "sample 1",
    "PRJC015567",
    "PRJCA01556",
    "CRA01017",
    "CRR 710761",
    "CRR710761 CRR710762",
    "CRR710761.fq.gz",
    "CRR710761_f1.fq.gz",
    "OMIX12",
    "OMIX004308-2",
    "OBIA001",
    "EGAD0000100000",
    "EGAD000010000011",
    "JGAD00001",
    "phs000178v1",
    "phs000178.v1",
    "SRQ1",
    "SRR",
    "SAMX1",
    "GSE",
    "1",
    "1..2",
    "3.1.2",
    "1.02",
    "1.2.",
    "sts0000001",
    "SRR554510.123",
    "CRA010170.1",
    "PRJNA3.1",
    "CRR٧١٠٧٦١",
    "https://example.org/",
    "https://[broken/CRA010170",
    "https://download.cncb.ac.cn/gsa/CRA010170/CRR710761/CRR710761.fq.gz",
    "foo:CRA010170",
]


@pytest.mark.parametrize(("token", "kind", "archive", "node_type"), TABLE)
def test_each_row_of_the_tables_has_its_kind(token: str, kind: str, archive: str, node_type: str | None) -> None:
    """Every form of accession in use is detected with kind, archive and node type, unchanged."""
    assert detect(token) == Accession(token, kind, archive, node_type)


@pytest.mark.parametrize(("token", "value"), CARELESS)
def test_careless_spellings_give_the_accession(token: str, value: str) -> None:
    """Blanks, invisible signs, small letters, web addresses and CURIEs lead to the one spelling."""
    assert normalise(token) == value
    found = detect(token)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("token", NO_ACCESSION)
def test_other_words_are_no_accession(token: str) -> None:
    """What is not an accession is never taken for one, and comes back only trimmed."""
    assert detect(token) is None
    assert normalise(token) == token.strip()


OLDER_NAMES = {
    "gsa.cra": "gsa.dataset",
    "gsa.crx": "gsa.experiment",
    "gsa.crr": "gsa.run",
    "hra": "gsahuman.dataset",
    "hri": "gsahuman.individual",
    "hrr": "gsahuman.run",
    "UNMATCHED": "ega",
}


def test_real_accessions_have_their_kind(shared_data: Path) -> None:
    """Every accession collected from real files is typed right (the list uses older names of kinds)."""
    with (shared_data / "insdc_accession_tables" / "real_accessions_by_type.tsv").open(encoding="utf-8") as lines:
        rows = [(row["accession"], row["type"]) for row in csv.DictReader(lines, delimiter="\t")]
    assert len(rows) > 2500
    wrong = [(token, kind) for token, kind in rows if _kind(token) != OLDER_NAMES.get(kind, kind)]
    assert wrong == []


def _kind(token: str) -> str | None:
    found = detect(token)
    return found.kind if found else None


@given(
    st.sampled_from(accession_kinds()).flatmap(
        lambda kind: st.tuples(st.just(kind), st.from_regex(re.compile(kind.pattern, re.ASCII), fullmatch=True))
    )
)
def test_each_token_has_the_first_kind_that_matches(drawn) -> None:
    """Of all patterns that fit a token, the first in resolver order names it."""
    _, token = drawn
    fitting = [kind for kind in accession_kinds() if re.fullmatch(kind.pattern, token, re.ASCII)]
    first = fitting[0]
    found = kind_of(token)
    assert found == (None if first.longest and len(token) > first.longest else first)


@given(st.text(max_size=40) | st.sampled_from([token for token, *_ in TABLE] + [token for token, _ in CARELESS]))
def test_normalising_twice_changes_nothing(token: str) -> None:
    """The fixed spelling is fixed."""
    once = normalise(token)
    assert normalise(once) == once


@given(
    st.sampled_from([token for token, *_ in TABLE]),
    st.sampled_from(["", " ", "\u00a0", "\u200b", "\ufeff", "\t", "\u3000"]),
)
def test_invisible_signs_around_change_nothing(token: str, sign: str) -> None:
    """A token between invisible signs is the same accession."""
    assert detect(sign + token + sign) == detect(token)


@given(st.text(alphabet=string.printable + "\u00a0\u200b汉", max_size=30))
def test_detecting_agrees_with_normalising(token: str) -> None:
    """A token is an accession exactly if its fixed spelling is one."""
    assert detect(token) == detect(normalise(token))


def test_letters_tell_members_of_a_family() -> None:
    """The letters of a family are what its pattern caught; other kinds have none."""
    sra, run = kind_of("SRR554510"), kind_of("CRR710761")
    assert sra is not None
    assert run is not None
    assert letters_of("SRR554510", sra) == "R"
    assert letters_of("CRR710761", run) is None


@pytest.mark.parametrize("module", [accession, iri, vocabulary], ids=lambda module: module.__name__)
def test_examples_in_docstrings_are_true(module: ModuleType) -> None:
    """What the docstrings show is what happens."""
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
