"""INSDC XML made for one question each: pools, references without accession, links, files, odd objects."""

from pathlib import Path

import pytest

from graph_schema.record import Record
from loaders import insdc
from qc.finding import Finding
from tests.loaders.tables import accessions, attributes, codes, finding, links, missing, one, properties, read

MD5 = "26e62fcae91b058b13be6b94214ae2e6"


def loaded(folder: Path, content: str, name: str = "a.xml") -> tuple[list[Record], list[Finding]]:
    """What the loader says about a text."""
    (folder / name).write_text(content, encoding="utf-8")
    return read(insdc, folder / name)


def pool(*members: str) -> str:
    """An experiment with a pool in its sample descriptor."""
    listed = "".join(members)
    return (
        "<EXPERIMENT_SET><EXPERIMENT accession='SRX000001'><STUDY_REF accession='SRP000001'/>"
        f"<DESIGN><SAMPLE_DESCRIPTOR><POOL>{listed}</POOL></SAMPLE_DESCRIPTOR></DESIGN></EXPERIMENT></EXPERIMENT_SET>"
    )


def test_a_pool_uses_every_member(tmp_path: Path) -> None:
    """Each sample is one relationship with its name, spots and bases."""
    records, findings = loaded(
        tmp_path,
        pool(
            "<MEMBER accession='SRS000001' member_name='tag1' spots='5' bases='50'/>",
            "<MEMBER accession='SRS000002' member_name=''/>",
        ),
    )
    experiment = one(records, "Experiment", "SRX000001")
    assert {
        relation.to: relation.properties for relation in experiment.relations if relation.type == "USES_SAMPLE"
    } == {
        "SRS000001": {"member_name": "tag1", "spots": 5, "bases": 50},
        "SRS000002": {},
    }
    assert findings == []


def test_the_same_member_again_adds_nothing_and_another_name_adds_up(tmp_path: Path) -> None:
    """Listed twice is once; two barcodes of one sample join their names and counts."""
    member = "<MEMBER accession='SRS000001' member_name='a' spots='5' bases='50'/>"
    records, _ = loaded(tmp_path, pool(member, member, "<MEMBER accession='SRS000001' member_name='b' spots='7'/>"))
    assert properties(one(records, "Experiment", "SRX000001"), "USES_SAMPLE") == {
        "member_name": "a; b",
        "spots": 12,
        "bases": 50,
    }


def test_a_member_may_be_named_by_its_identifiers(tmp_path: Path) -> None:
    """Without an accession the identifiers tell; with neither, the name is kept and told."""
    records, findings = loaded(
        tmp_path,
        pool(
            "<MEMBER member_name='a'><IDENTIFIERS><EXTERNAL_ID namespace='BioSample'>SAMN00000001</EXTERNAL_ID></IDENTIFIERS></MEMBER>",
            "<MEMBER refname='our sample'/>",
        ),
    )
    experiment = one(records, "Experiment", "SRX000001")
    assert links(experiment, "USES_SAMPLE") == ["SAMN00000001"]
    assert attributes(experiment)["Pool/Member/@refname"] == "our sample"
    assert codes(findings) == ["REFERENCE_WITHOUT_ACCESSION"]


def test_layout_platform_and_sizes(tmp_path: Path) -> None:
    """The elements below LIBRARY_LAYOUT and PLATFORM name their values; what has no slot is kept."""
    records, findings = loaded(
        tmp_path,
        "<EXPERIMENT accession='SRX000001'><DESIGN><DESIGN_DESCRIPTION>d</DESIGN_DESCRIPTION><LIBRARY_DESCRIPTOR><LIBRARY_NAME>l</LIBRARY_NAME>"
        "<LIBRARY_STRATEGY>ATAC-Seq</LIBRARY_STRATEGY><LIBRARY_LAYOUT><PAIRED NOMINAL_LENGTH='300' NOMINAL_SDEV='31.3864'/></LIBRARY_LAYOUT>"
        "</LIBRARY_DESCRIPTOR><SPOT_DESCRIPTOR><SPOT_DECODE_SPEC><SPOT_LENGTH>72</SPOT_LENGTH><READ_SPEC><READ_TYPE>Forward</READ_TYPE></READ_SPEC>"
        "<READ_SPEC><READ_TYPE>Forward</READ_TYPE></READ_SPEC></SPOT_DECODE_SPEC></SPOT_DESCRIPTOR></DESIGN>"
        "<PLATFORM><DNBSEQ><INSTRUMENT_MODEL>DNBSEQ-T7</INSTRUMENT_MODEL></DNBSEQ></PLATFORM></EXPERIMENT>",
    )
    slots = one(records, "Experiment", "SRX000001").slots
    assert (slots["library_layout"], slots["nominal_insert_size"], slots["nominal_sdev"], slots["spot_length"]) == (
        "PAIRED",
        300,
        31.3864,
        72,
    )
    assert (slots["platform"], slots["instrument_model"], slots["library_strategy"]) == (
        "DNBSEQ",
        "DNBSEQ-T7",
        "ATAC-seq",
    )
    spots = "DESIGN/SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/READ_SPEC"
    kept = attributes(one(records, "Experiment", "SRX000001"))
    assert kept == {
        "LIBRARY_STRATEGY": "ATAC-Seq",
        f"{spots}[1]/READ_TYPE": "Forward",
        f"{spots}[2]/READ_TYPE": "Forward",
    }
    assert findings == []


def test_links_of_a_study(tmp_path: Path) -> None:
    """PubMed and DOI are publications, other databases references, addresses too."""
    link = "<STUDY_LINK><XREF_LINK><DB>{}</DB><ID>{}</ID></XREF_LINK></STUDY_LINK>"
    records, findings = loaded(
        tmp_path,
        "<STUDY accession='SRP000001'><DESCRIPTOR><STUDY_TITLE>t</STUDY_TITLE><STUDY_TYPE existing_study_type='Other' new_study_type='Odd'/></DESCRIPTOR>"
        f"<STUDY_LINKS>{link.format('pubmed', '18329373')}{link.format('GEO', 'GSE1')}"
        "<STUDY_LINK><URL_LINK><LABEL>paper</LABEL><URL>https://doi.org/10.1000/ABC</URL></URL_LINK></STUDY_LINK>"
        "<STUDY_LINK><URL_LINK><LABEL>home</LABEL><URL>https://x.org/</URL></URL_LINK></STUDY_LINK></STUDY_LINKS></STUDY>",
    )
    dataset = one(records, "Dataset", "SRP000001")
    assert links(dataset, "CITED_IN") == ["pmid:18329373", "doi:10.1000/abc"]
    assert accessions(records, "Publication") == ["pmid:18329373", "doi:10.1000/abc"]
    assert dataset.slots["external_references"] == [
        {"database": "GEO", "accession": "GSE1"},
        {"database": "home", "accession": "https://x.org/", "url": "https://x.org/"},
    ]
    assert attributes(dataset) == {"new_study_type": "Odd"}
    assert findings == []


def test_files_of_a_run(tmp_path: Path) -> None:
    """Known by md5, else by name; read numbers make roles; other checksums are kept."""
    records, findings = loaded(
        tmp_path,
        "<RUN_SET><RUN accession='SRR000001'><EXPERIMENT_REF accession='SRX000001'/><DATA_BLOCK><FILES>"
        f"<FILE filename='d/a_1.fastq.gz' filetype='fastq' checksum='{MD5.upper()}' checksum_method='MD5' quality_encoding='ascii'/>"
        f"<FILE filename='d/a_2.fastq.gz' filetype='fastq' checksum='{'ab' * 32}' checksum_method='SHA-256'/>"
        "<FILE filename='c.bam' filetype='bam'/><FILE filename='d.srf' filetype='srf' checksum='xyz'/></FILES></DATA_BLOCK></RUN></RUN_SET>",
    )
    files = [record for record in records if record.type == "File"]
    assert [record.accession for record in files] == [
        f"SRR000001/{MD5}", "SRR000001/d/a_2.fastq.gz", "SRR000001/c.bam", "SRR000001/d.srf",
    ]  # fmt: skip
    assert [record.slots["role"] for record in files] == ["read1", "read2", "alignment", "reads"]
    assert (files[0].slots["md5"], files[1].slots["sha256"], files[3].slots["checksum"]) == (MD5, "ab" * 32, "xyz")
    assert missing(files[2]) == {"md5": "missing"}
    assert [record.slots["file_type"] for record in files] == ["fastq", "fastq", "bam", "srf"]
    assert files[0].slots["quality_encoding"] == "ascii"
    assert codes(findings) == ["MD5_INVALID"]


def test_run_states_decide_scope_of_run_and_files(tmp_path: Path) -> None:
    """A run that is not public is for review, with its files."""
    records, _ = loaded(
        tmp_path,
        f"<RUN accession='SRR000001' is_public='false' total_spots='7' size='9'><SRAFiles><SRAFile filename='x' md5='{MD5}' size='5'/></SRAFiles></RUN>",
    )
    run, file = one(records, "Run", "SRR000001"), one(records, "File", f"SRR000001/{MD5}")
    assert (run.slots["release_state"], run.slots["scope"], run.slots["spots"], run.slots["size"]) == (
        "private",
        "review",
        7,
        9,
    )
    assert (file.slots["scope"], file.slots["size"]) == ("review", 5)


@pytest.mark.parametrize(
    ("status", "state", "scope"),
    [("public", "published", "public"), ("suppressed", "suppressed", "public"), ("private", "private", "review")],
)
def test_a_status_attribute_is_the_release_state(tmp_path: Path, status: str, state: str, scope: str) -> None:
    """Runs and experiments told as private are hidden with their files; suppressed ones stay as tombstones."""
    files = f"<DATA_BLOCK><FILES><FILE filename='a.fq.gz' checksum='{MD5}'/></FILES></DATA_BLOCK>"
    records, _ = loaded(tmp_path, f"<RUN_SET><RUN accession='SRR000001' status='{status}'>{files}</RUN></RUN_SET>")
    run, file = one(records, "Run", "SRR000001"), one(records, "File", f"SRR000001/{MD5}")
    assert (run.slots["release_state"], run.slots["scope"], file.slots["scope"]) == (state, scope, scope)
    experiment = f"<EXPERIMENT_SET><EXPERIMENT accession='SRX000001' status='{status}'/></EXPERIMENT_SET>"
    assert one(loaded(tmp_path, experiment)[0], "Experiment", "SRX000001").slots["scope"] == scope


def test_analyses_point_at_what_they_analyse(tmp_path: Path) -> None:
    """Targets by type, study references, projects as cross-references, programs with versions."""
    records, findings = loaded(
        tmp_path,
        "<ANALYSIS accession='SRZ000001' analysis_date='2011-03-10T00:00:00+09:00'><STUDY_REF accession='SRP000001'/><STUDY_REF accession='PRJDB1'/>"
        "<TARGETS><TARGET sra_object_type='SAMPLE' accession='SRS000001'/><TARGET sra_object_type='RUN' refname='r'/></TARGETS>"
        "<ANALYSIS_TYPE><DE_NOVO_ASSEMBLY><PROCESSING><PIPELINE><PIPE_SECTION><PROGRAM>BWA</PROGRAM><VERSION>0.5</VERSION></PIPE_SECTION>"
        "<PIPE_SECTION><PROGRAM>unknown</PROGRAM><VERSION>unknown</VERSION></PIPE_SECTION></PIPELINE></PROCESSING></DE_NOVO_ASSEMBLY></ANALYSIS_TYPE></ANALYSIS>",
    )
    analysis = one(records, "Analysis", "SRZ000001")
    assert links(analysis, "ANALYSIS_OF") == ["SRP000001", "SRS000001"]
    assert links(analysis, "XREF") == ["PRJDB1"]
    assert (analysis.slots["analysis_type"], analysis.slots["programs"], analysis.slots["run_date"]) == (
        "DE_NOVO_ASSEMBLY",
        ["BWA 0.5"],
        "2011-03-10",
    )
    assert codes(findings) == ["REFERENCE_WITHOUT_ACCESSION"]


def test_objects_without_identity_are_refused(tmp_path: Path) -> None:
    """The others of the set load; the primary identifier stands in for the attribute."""
    records, findings = loaded(
        tmp_path,
        "<RUN_SET><RUN alias='x'/><RUN accession='SRX000001'/><RUN><IDENTIFIERS><PRIMARY_ID>SRR000002</PRIMARY_ID></IDENTIFIERS></RUN></RUN_SET>",
    )
    assert accessions(records, "Run") == ["SRR000002"]
    assert [(item.code, item.location) for item in findings] == [
        ("NO_ACCESSION", "/RUN_SET/RUN[1]"),
        ("ACCESSION_WRONG_TYPE", "/RUN_SET/RUN[2]"),
    ]


def test_sample_attributes_fill_slots(tmp_path: Path) -> None:
    """Known tags fill slots, units and the rest stay attributes, empty ones say why."""
    attribute = "<SAMPLE_ATTRIBUTE><TAG>{}</TAG><VALUE>{}</VALUE><UNITS>{}</UNITS></SAMPLE_ATTRIBUTE>"
    listed = [("lat_lon", "30.59 N 114.30 E", ""), ("collection_date", "Sep-2012", ""), ("depth", "5", "m"), ("strain", "", ""),
              ("age", "45 years", ""), ("ENA-FIRST-PUBLIC", "2020-06-09", "")]  # fmt: skip
    records, findings = loaded(
        tmp_path,
        "<SAMPLE accession='SRS000001'><SAMPLE_NAME><TAXON_ID>9606</TAXON_ID><SCIENTIFIC_NAME>Homo sapiens</SCIENTIFIC_NAME></SAMPLE_NAME>"
        f"<SAMPLE_ATTRIBUTES>{''.join(attribute.format(*part) for part in listed)}</SAMPLE_ATTRIBUTES></SAMPLE>",
    )
    sample = one(records, "Sample", "SRS000001")
    assert (sample.slots["latitude"], sample.slots["collection_date"], sample.slots["release_date"]) == (
        30.59,
        "2012-09",
        "2020-06-09",
    )
    assert (sample.slots["age_value"], sample.slots["age_unit"]) == (45.0, "year")
    assert {"name": "depth", "value": "5", "unit": "m"} in sample.slots["attributes"]
    assert attributes(sample)["collection_date"] == "Sep-2012"
    assert missing(sample) == {"strain": "missing"}
    assert one(records, "Taxon", "NCBITaxon:9606").slots["scientific_name"] == "Homo sapiens"
    assert findings == []


def test_a_study_told_in_every_package_is_said_in_one_place(tmp_path: Path) -> None:
    """Each mention is read, and word for word the same ones have the place of the first; another text has its own."""
    package = "<EXPERIMENT_PACKAGE><STUDY accession='SRP000001' alias='{}'/><EXPERIMENT accession='SRX00000{}'/></EXPERIMENT_PACKAGE>"
    content = "".join(package.format(alias, number) for number, alias in enumerate("aab", start=1))
    records, _ = loaded(tmp_path, f"<EXPERIMENT_PACKAGE_SET>{content}</EXPERIMENT_PACKAGE_SET>")
    places = [record.provenance.location for record in records if record.type == "Dataset" and record.provenance]
    assert places == [f"/EXPERIMENT_PACKAGE_SET/EXPERIMENT_PACKAGE[{number}]/STUDY[1]" for number in (1, 1, 3)]
    assert accessions(records, "Experiment") == ["SRX000001", "SRX000002", "SRX000003"]


def test_the_submitter_is_no_person(tmp_path: Path) -> None:
    """Contacts and operators of a package never get into a record."""
    records, _ = loaded(
        tmp_path,
        "<EXPERIMENT_PACKAGE><SUBMISSION accession='SRA000001'/><Organization type='institute'><Name abbr='BI'>Broad Institute</Name>"
        "<Contact email='jo@broad.org'><Name><First>Jo</First><Last>Doe</Last></Name></Contact></Organization>"
        "<STUDY accession='SRP000001'/><EXPERIMENT accession='SRX000001'><STUDY_REF accession='SRP000001'/></EXPERIMENT>"
        "<RUN_SET><RUN accession='SRR000001' operator='Jo Doe'/></RUN_SET></EXPERIMENT_PACKAGE>",
    )
    organization = next(record for record in records if record.type == "Organization")
    assert (organization.slots["name"], organization.slots["abbreviation"]) == ("Broad Institute", "BI")
    assert "Doe" not in str(records)
    assert "jo@" not in str(records)


@pytest.mark.parametrize("root", ["STUDY_SET", "EXPERIMENT_PACKAGE_SET", "ROOT", "RUN"])
def test_roots_of_insdc_are_matched(tmp_path: Path, root: str) -> None:
    """Sets, single objects and wrapped ones are ours."""
    _, findings = loaded(tmp_path, f"<{root}/>")
    assert [item.severity for item in findings] == (["error"] if root == "RUN" else [])


def test_a_submission_names_its_file_only(tmp_path: Path) -> None:
    """The submission of a set is in the file's name; a word that merely holds one is not."""
    records, _ = loaded(tmp_path, "<RUN accession='SRR000001'/>", "ERA123456.run.xml")
    other, _ = loaded(tmp_path, "<RUN accession='SRR000001'/>", "XERA123456.xml")
    assert one(records, "Run", "SRR000001").slots["submission_accession"] == "ERA123456"
    assert "submission_accession" not in one(other, "Run", "SRR000001").slots
    assert finding(loaded(tmp_path, "<SUBMISSION accession='ERA1'/>")[1], "SUBMISSION_READ").severity == "info"


def test_collaborators_of_a_project_are_not_read(tmp_path: Path) -> None:
    """ENA names people there."""
    records, findings = loaded(
        tmp_path,
        "<PROJECT_SET><PROJECT accession='PRJEB1'><TITLE>t</TITLE><COLLABORATORS><COLLABORATOR>Nobody</COLLABORATOR>"
        "</COLLABORATORS></PROJECT></PROJECT_SET>",
    )
    assert one(records, "BioProject", "PRJEB1").slots["title"] == "t"
    assert "Nobody" not in str(records)
    assert findings == []


def test_two_files_of_the_same_bytes_are_two_files(tmp_path: Path) -> None:
    """The first is known by the md5, the second by its name; an upper-case md5 is the same md5."""
    records, findings = loaded(
        tmp_path,
        f"<RUN_SET><RUN accession='ERR000001'><DATA_BLOCK><FILES><FILE filename='d/a.fastq.gz' checksum='{MD5}'/>"
        f"<FILE filename='d/b 中.fastq.gz' checksum='{MD5.upper()}'/></FILES></DATA_BLOCK></RUN></RUN_SET>",
    )
    assert accessions(records, "File") == [f"ERR000001/{MD5}", "ERR000001/d/b 中.fastq.gz"]
    assert one(records, "File", "ERR000001/d/b 中.fastq.gz").slots["md5"] == MD5
    assert "MD5_INVALID" not in codes(findings)


def test_a_descriptor_with_an_accession_and_a_pool_names_both(tmp_path: Path) -> None:
    """The sample of the descriptor is used as its members are."""
    records, _ = loaded(
        tmp_path,
        "<EXPERIMENT accession='SRX000001'><DESIGN><SAMPLE_DESCRIPTOR accession='SRS000001'><POOL>"
        "<MEMBER accession='SRS000002'/></POOL></SAMPLE_DESCRIPTOR></DESIGN></EXPERIMENT>",
    )
    assert links(one(records, "Experiment", "SRX000001"), "USES_SAMPLE") == ["SRS000001", "SRS000002"]


@pytest.mark.parametrize(
    ("submission", "expected"),
    [("<SUBMISSION accession='SRA000001'/>", "SRA000001"), ("<SUBMISSION/>", "SRA000009"), ("", "SRA000009")],
)
def test_the_submission_of_a_package_outweighs_the_file_name(tmp_path: Path, submission: str, expected: str) -> None:
    """The name of the file speaks where the package is silent."""
    records, _ = loaded(
        tmp_path,
        f"<EXPERIMENT_PACKAGE><EXPERIMENT accession='SRX000001'/>{submission}</EXPERIMENT_PACKAGE>",
        "SRA000009.xml",
    )
    assert one(records, "Experiment", "SRX000001").slots["submission_accession"] == expected


def test_only_the_primary_related_project_is_the_datasets_own(tmp_path: Path) -> None:
    """Another one is a cross-reference."""
    related = (
        "<RELATED_STUDY><RELATED_LINK><DB>bioproject</DB><ID>{}</ID></RELATED_LINK><IS_PRIMARY>{}</IS_PRIMARY>"
        "</RELATED_STUDY>"
    )
    listed = related.format("PRJNA1", "true") + related.format("PRJNA2", "false")
    records, _ = loaded(
        tmp_path,
        f"<STUDY accession='SRP000001'><DESCRIPTOR><RELATED_STUDIES>{listed}</RELATED_STUDIES></DESCRIPTOR></STUDY>",
    )
    dataset = one(records, "Dataset", "SRP000001")
    assert (links(dataset, "PART_OF"), links(dataset, "XREF")) == (["PRJNA1"], ["PRJNA2"])
