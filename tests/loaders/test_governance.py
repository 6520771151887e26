"""What stands around a dataset: project, committee, organisation, papers, and its state of release."""

import pytest

from loaders.draft import Reading
from loaders.governance import identify_dataset, put_release, surroundings
from loaders.source import open_source
from loaders.workbook import Workbook
from qc.finding import Finding
from tests.loaders.tables import attributes, links, one, workbook


def around(folder, **cells):
    """The records that a row gives, the dataset's own last."""
    headers = [name.replace("_", " ") for name in cells]
    path = workbook(folder, "a.xlsx", Dataset=[["Accession", *headers], ["HRA900001", *cells.values()]])
    source = open_source(path)
    (row,) = Workbook.open(path, source.limits).sheet("Dataset").rows()
    draft = Reading(source, "test").draft("Dataset", "HRA900001", row.location)
    put_release(draft, row)
    said = [*surroundings(draft, row), *draft.build()]
    return [item for item in said if not isinstance(item, Finding)], [
        item for item in said if isinstance(item, Finding)
    ]


def test_a_committee_is_a_node_with_its_name(tmp_path):
    """Known by its accession; what the dataset's row says of it is derived."""
    records, found = around(tmp_path, DAC_accession="hdac001774", DAC_name="A committee", DAC_description="decides")
    committee = one(records, "DataAccessCommittee", "HDAC001774")
    assert (committee.slots["name"], committee.slots["description"], committee.derived) == (
        "A committee",
        "decides",
        True,
    )
    assert links(one(records, "Dataset", "HRA900001"), "GOVERNED_BY") == ["HDAC001774"]
    assert found == []


def test_a_committee_without_accession_stays_an_attribute(tmp_path):
    """No node without identity."""
    records, _ = around(tmp_path, DAC_accession="NA", DAC_name="A committee")
    assert [record.type for record in records] == ["Dataset"]
    assert attributes(records[0]) == {"dac name": "A committee"}


def test_a_committee_of_a_wrong_accession_is_told(tmp_path):
    """What was written is kept, the link is not made."""
    records, found = around(tmp_path, DAC_accession="HRA900002")
    assert [(item.code, item.location) for item in found] == [("ACCESSION_WRONG_TYPE", "Dataset!B2")]
    assert attributes(one(records, "Dataset", "HRA900001")) == {"DAC accession": "HRA900002"}


def test_organisation_and_papers_are_nodes(tmp_path):
    """A paper by DOI in small letters or by PubMed number; an organisation by its name."""
    records, _ = around(
        tmp_path, Organization="A Hospital", Publications="https://doi.org/10.5555/ABC, 12345; in press"
    )
    dataset = one(records, "Dataset", "HRA900001")
    assert links(dataset, "CITED_IN") == ["doi:10.5555/abc", "pmid:12345"]
    assert one(records, "Publication", "doi:10.5555/abc").slots["doi"] == "10.5555/abc"
    (organisation,) = [record for record in records if record.type == "Organization"]
    assert (organisation.slots["name"], links(dataset, "SUBMITTED_BY")) == ("A Hospital", [organisation.accession])


@pytest.mark.parametrize(
    ("project", "linked"), [("PRJCA900001", ["PRJCA900001"]), ("NA", []), ("", []), ("project one", [])]
)
def test_the_project_is_linked_where_it_is_one(tmp_path, project, linked):
    """Anything else is kept or empty."""
    records, _ = around(tmp_path, BioProject_accession=project)
    assert links(one(records, "Dataset", "HRA900001"), "PART_OF") == linked


@pytest.mark.parametrize(
    ("state", "stored", "scope"),
    [
        ("Published", "published", "public"),
        ("PRIVATE", "private", "review"),
        ("suppressed", "suppressed", "public"),
        ("", None, "public"),
    ],
)
def test_the_state_of_release_gives_the_scope(tmp_path, state, stored, scope):
    """In the archive's words or ours; nothing said means released."""
    records, _ = around(tmp_path, Release_state=state)
    slots = one(records, "Dataset", "HRA900001").slots
    assert (slots.get("release_state"), slots["scope"]) == (stored, scope)


@pytest.mark.parametrize(
    ("archive", "token", "answer"),
    [
        ("OMIX", "omix004308", "OMIX004308"),
        ("OMIX", "HRA900001", "ACCESSION_WRONG_TYPE"),
        ("OBIA", "OBIA9001", "OBIA9001"),
        ("GSA-Human", "CRA900001", "ACCESSION_WRONG_TYPE"),
        ("GSA-Human", "subHRA004833", "PRE_ACCESSION"),
        ("GSA-Human", "", "NO_ACCESSION"),
    ],
)
def test_a_dataset_is_known_by_an_accession_of_its_archive(tmp_path, archive, token, answer):
    """Another archive's dataset is refused like anything else that is none."""
    source = open_source(workbook(tmp_path, "a.xlsx", A=[["a"]]))
    found = identify_dataset(Reading(source, "test"), archive, token, "A!1")
    assert (found.code if isinstance(found, Finding) else found) == answer


@pytest.mark.parametrize(
    ("literal", "scope", "scope_by"),
    [
        ("Published", "public", "release_state"),
        ("under embargo", "review", "release_state"),
        ("NA", "public", "default"),
    ],
)
def test_a_state_decides_who_may_see_the_dataset(tmp_path, literal, scope, scope_by):
    """A word nobody knows closes it; where nothing is said, the scope is known to be a default."""
    records, _ = around(tmp_path, Release_state=literal)
    dataset = one(records, "Dataset", "HRA900001")
    assert (dataset.slots["scope"], dataset.scope_by) == (scope, scope_by)
