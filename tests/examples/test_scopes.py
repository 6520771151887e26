"""What of the example nobody in particular may see: unreleased, withheld and granted objects, by every way of asking."""

import pytest

HIDDEN = {
    "reviewer": ("Dataset", "HRA900005", "datasets"),
    "operator": ("Dataset", "HRA900006", "datasets"),
    "granted": ("File", "HRA900001/clinical.tsv", "files"),
}
SAMPLE_OF_REVIEW = "HRS9000091"


@pytest.mark.parametrize("token", HIDDEN)
async def test_a_hidden_object_is_neither_listed_nor_counted(ask, token):
    """By accession, by count, by node and by resolve; whoever holds the scope sees it."""
    node_type, accession, root = HIDDEN[token]
    query = f"query ($id: String!) {{ {root}(where: {{ accession: {{ eq: $id }} }}) {{ totalCount nodes {{ accession }} }} }}"
    assert await ask(query, {"id": accession}) == {root: {"totalCount": 0, "nodes": []}}
    assert (await ask(query, {"id": accession}, token))[root] == {"totalCount": 1, "nodes": [{"accession": accession}]}
    node = "query ($id: ID!) { node(id: $id) { __typename accession } }"
    assert await ask(node, {"id": accession}) == {"node": None}
    assert (await ask(node, {"id": accession}, token))["node"] == {"__typename": node_type, "accession": accession}


async def test_everything_of_an_unreleased_dataset_is_in_review(ask):
    """Individual, sample, experiment, run and files of HRA900005; its committee is public by its other datasets."""
    query = """{
      individuals(where: { accession: { eq: "HRI9000091" } }) { totalCount }
      samples(where: { accession: { eq: "HRS9000091" } }) { totalCount }
      experiments(where: { accession: { eq: "HRX9000091" } }) { totalCount }
      runs(where: { accession: { eq: "HRR9000091" } }) { totalCount }
      files(where: { name: { startsWith: "HRR9000091" } }) { totalCount }
    }"""
    assert {name: found["totalCount"] for name, found in (await ask(query)).items()} == dict.fromkeys(
        ("individuals", "samples", "experiments", "runs", "files"), 0
    )
    seen = {name: found["totalCount"] for name, found in (await ask(query, token="reviewer")).items()}
    assert seen == {"individuals": 1, "samples": 1, "experiments": 1, "runs": 1, "files": 2}


async def test_no_way_through_the_graph_leads_to_a_hidden_object(ask):
    """A project's datasets, a committee's datasets and a dataset's files leave them out, in lists and counts."""
    query = """{
      bioProjects(where: { accession: { eq: "PRJCA900001" } }) { nodes { datasets(orderBy: [{ accession: ASC }]) { totalCount nodes { accession } } } }
      dataAccessCommittees(where: { accession: { eq: "HDAC900001" } }) { nodes { datasets(orderBy: [{ accession: ASC }]) { nodes { accession } } } }
      datasets(where: { accession: { eq: "HRA900001" } }) { nodes { files { totalCount } } }
    }"""

    def told(found):
        (project,), (committee,), (dataset,) = (
            found[name]["nodes"] for name in ("bioProjects", "dataAccessCommittees", "datasets")
        )
        of = lambda connection: [node["accession"] for node in connection["nodes"]]  # noqa: E731
        return (
            of(project["datasets"]),
            project["datasets"]["totalCount"],
            of(committee["datasets"]),
            dataset["files"]["totalCount"],
        )

    public = ["HRA900001", "HRA900002", "OBIA9001", "OMIX900001", "OMIX900002"]
    governed = ["HRA900001", "HRA900002", "OMIX900001"]
    assert told(await ask(query)) == (public, 5, governed, 21)
    everything = ["HRA900001", "HRA900002", "HRA900005", "HRA900006", *public[2:]]
    assert told(await ask(query, token="operator")) == (
        everything,
        7,
        ["HRA900001", "HRA900002", "HRA900005", "OMIX900001"],
        22,
    )


async def test_a_filter_does_not_tell_what_it_may_not_see(ask):
    """Asking for committees that govern an unreleased dataset, or individuals of a withheld one, finds nothing."""
    query = """{
      dataAccessCommittees(where: { datasets: { some: { accession: { eq: "HRA900005" } } } }) { totalCount }
      bioProjects(where: { datasets: { some: { title: { contains: "operators" } } } }) { totalCount }
    }"""
    assert {name: found["totalCount"] for name, found in (await ask(query)).items()} == {
        "dataAccessCommittees": 0,
        "bioProjects": 0,
    }
    assert {name: found["totalCount"] for name, found in (await ask(query, token="operator")).items()} == {
        "dataAccessCommittees": 1,
        "bioProjects": 1,
    }


async def test_a_link_that_is_not_public_is_not_in_the_graph(ask):
    """Not even an operator finds which individual of GSA-Human OBIA9001-I07 is: the link was never stored."""
    query = '{ individuals(where: { accession: { eq: "OBIA9001-I07" } }) { nodes { sameIndividuals { totalCount } } } }'
    for token in (None, "operator"):
        assert await ask(query, token=token) == {"individuals": {"nodes": [{"sameIndividuals": {"totalCount": 0}}]}}


async def test_a_withdrawn_dataset_stays_as_a_tombstone(ask):
    """Its metadata can be read, with what took its place."""
    query = '{ datasets(where: { accession: { eq: "CRA900009" } }) { nodes { scope releaseState replacedBy { nodes { accession } } } } }'
    (dataset,) = (await ask(query))["datasets"]["nodes"]
    assert dataset == {
        "scope": "public",
        "releaseState": "withdrawn",
        "replacedBy": {"nodes": [{"accession": "CRA900001"}]},
    }


async def test_no_answer_holds_a_restricted_slot(ask):
    """Birthplace, occupation and providers are stored, but the schema has no field for them."""
    found = await ask('{ __type(name: "Individual") { fields { name } } }')
    names = {field["name"] for field in found["__type"]["fields"]}
    assert "ethnicity" in names
    assert not {"birthplace", "occupation", "birthDate", "patientName"} & names
