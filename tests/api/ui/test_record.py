"""Records as their pages show them: slots with terms, relations with counts, access in words."""

import pytest

from api.ui.access import SENTENCES, UNSAID, datasets, selection, states
from api.ui.record import document, view
from graph_schema.model import NODE_TYPES

HEAD = {"__typename": "Dataset", "accession": "HRA1", "iri": "https://w3id.org/gsagraph/dataset/HRA1", "title": "one"}


def record(**slots):
    return view("en", HEAD | slots, gone=False)


def test_slots_keep_literal_and_term() -> None:
    """A value stands beside the term it was mapped to and the meaning its vocabulary gives."""
    term = {
        "__typename": "OntologyTerm",
        "accession": "DUO:0000046",
        "iri": "i",
        "label": "non-commercial use only",
        "title": "t",
    }
    shown = record(
        useLimits=["Non-profitable use"], terms={"totalCount": 1, "edges": [{"node": term, "field": "use_limits"}]}
    )
    slot = next(item for item in shown.slots if item.label == "Use limits")
    assert [(value.text, value.note) for value in slot.values] == [
        ("Non-profitable use", "Only where no profit is made")
    ]
    assert [(item.label, item.accession, item.href) for item in slot.terms] == [
        ("non-commercial use only", "DUO:0000046", "/term/DUO:0000046")
    ]


def test_terms_by_camel_case_field() -> None:
    """A term says its slot in either spelling."""
    term = {"__typename": "OntologyTerm", "accession": "X:1", "iri": "i"}
    shown = record(diseaseName="Sepsis", terms={"totalCount": 1, "edges": [{"node": term, "field": "diseaseName"}]})
    assert next(item for item in shown.slots if item.label == "Disease name").terms[0].label == "X:1"


def test_missing_values_give_their_reason() -> None:
    """An empty slot with a reason is shown with it; one without is not shown."""
    shown = record(missingReasons=[{"slot": "license", "reason": "not provided"}])
    slot = next(item for item in shown.slots if item.label == "License")
    assert (slot.values, slot.reason) == ((), "not provided")
    assert "Study type" not in {item.label for item in shown.slots}


def test_web_addresses_become_links() -> None:
    """A slot of addresses leads there; anything else that looks like one does not."""
    shown = view(
        "en",
        {
            "__typename": "File",
            "accession": "F",
            "iri": "i",
            "url": "https://example.org/a",
            "name": "https://example.org/b",
        },
        gone=False,
    )
    links = {item.label: item.values[0].href for item in shown.slots}
    assert links["URL"] == "https://example.org/a"
    assert links["Name"] is None
    odd = view("en", {"__typename": "File", "accession": "F", "iri": "i", "url": "javascript:alert(1)"}, gone=False)
    assert next(item for item in odd.slots if item.label == "URL").values[0].href is None


def test_references_only_link_to_the_web() -> None:
    """An identifier elsewhere links to its page, if that is a web address."""
    shown = record(
        externalReferences=[
            {"database": "GEO", "accession": "GSE1", "url": "https://x.org"},
            {"database": "D", "accession": "1", "url": "javascript:x"},
        ]
    )
    assert [(link.text, link.href, link.note) for link in shown.references] == [
        ("GSE1", "https://x.org", "GEO"),
        ("1", None, "D"),
    ]


def test_attributes_and_structures() -> None:
    """Further attributes keep name, value and unit; other structures are one line each."""
    shown = record(attributes=[{"name": "冻存管", "value": "3", "unit": "ml"}])
    assert [(item.label, item.values[0].text) for item in shown.attributes] == [("冻存管", "3 ml")]
    project = view(
        "en",
        {
            "__typename": "BioProject",
            "accession": "P",
            "iri": "i",
            "grants": [{"agency": "NSFC", "number": "7", "title": None}],
        },
        gone=False,
    )
    assert next(item for item in project.slots if item.label == "Grants").values[0].text == "agency: NSFC, number: 7"


def test_relations() -> None:
    """Relations have their total, rows without empty columns, what the relationship says, and a way to all."""
    sample = {"__typename": "Sample", "accession": "SAMC1", "iri": "i", "title": "blood", "tissue": None}
    node = HEAD | {
        "__typename": "Experiment",
        "samples": {"totalCount": 30, "edges": [{"node": sample, "memberName": "m", "spots": None}]},
        "dataset": HEAD,
    }
    shown = view("en", node, gone=False)
    samples = next(item for item in shown.relations if item.name == "samples")
    assert (samples.total, samples.all_href) == (30, "/samples?experiments.accession=HRA1")
    assert [head.label for head in samples.table.heads] == ["Accession", "Title", "Member name"]
    dataset = next(item for item in shown.relations if item.name == "dataset")
    assert (dataset.total, dataset.all_href) == (1, None)
    node["samples"]["totalCount"] = 1
    whole = next(item for item in view("en", node, gone=False).relations if item.name == "samples")
    assert (whole.total, whole.all_href) == (1, None)
    assert "Runs" in shown.absent
    assert "Samples" not in shown.absent


def test_relations_to_several_types() -> None:
    """Where a relation leads to several types, record and title are shown."""
    edge = {"node": {"__typename": "Run", "accession": "CRR1", "iri": "i", "title": "r"}, "method": "declared"}
    shown = record(crossReferences={"totalCount": 1, "edges": [edge]})
    table = shown.relations[0].table
    assert [head.label for head in table.heads] == ["Record", "Title", "Method"]
    assert [cell.text or cell.links[0].href for cell in table.rows[0]] == ["/run/CRR1", "r", "declared"]


def test_document_leaves_out_what_is_empty() -> None:
    """The JSON keeps nought and false, and drops nulls, empty lists and empty relations."""
    node = HEAD | {"a": 0, "b": False, "c": None, "d": [], "e": {"totalCount": 0, "edges": []}, "access": {"x": 1}}
    assert document(node) == {
        "type": "Dataset",
        "accession": "HRA1",
        "iri": HEAD["iri"],
        "title": "one",
        "a": 0,
        "b": False,
    }


@pytest.mark.parametrize(
    ("slots", "mood", "begins"),
    [
        ({"accessType": "open", "releaseState": "published", "blocker": "none"}, "good", "Open access"),
        ({"accessType": "controlled"}, "warn", "Controlled access"),
        ({"accessType": "open", "releaseState": "withdrawn"}, "bad", "Withdrawn"),
        ({"accessType": "controlled", "releaseState": "suppressed"}, "bad", "Withdrawn"),
        ({"accessType": "open", "releaseState": "pendingRelease"}, "warn", "Not released yet"),
        ({"accessType": "open", "blocker": "hgrRegistrationPending"}, "warn", "Not downloadable yet: the registration"),
        ({"accessType": "open", "blocker": "underReview"}, "warn", "Not downloadable yet: the archive"),
        ({"accessType": "open", "blocker": "embargo"}, "warn", "Not downloadable yet: it is under embargo"),
        ({}, "quiet", UNSAID),
    ],
)
def test_access_in_words(slots, mood: str, begins: str) -> None:
    """Only open, released and unblocked data may be downloaded; every other state says why not."""
    (state,) = states("Dataset", HEAD | slots)
    assert (state.mood, state.sentence.startswith(begins)) == (mood, True)
    assert state.sentence in SENTENCES


def test_who_decides() -> None:
    """The committee is named and linked; limits and conditions stand beside."""
    committee = {"__typename": "DataAccessCommittee", "accession": "HDAC1", "iri": "i", "title": None, "name": "Board"}
    (state,) = states(
        "Dataset",
        HEAD
        | {"accessType": "controlled", "dataAccessCommittee": committee, "useLimits": ["x"], "conditionsOfAccess": "c"},
    )
    assert (state.committee.text, state.committee.href, state.committee.note) == ("HDAC1", "/dac/HDAC1", "Board")
    assert (state.limits, state.conditions, state.dataset) == (("x",), "c", None)


def test_access_through_the_dataset() -> None:
    """A node without a dataset of its own shows that of what it belongs to."""
    controlled = HEAD | {"accessType": "controlled"}
    run = {"__typename": "Run", "accession": "HRR1", "iri": "i", "access": {"dataset": controlled}}
    assert states("Run", run)[0].dataset.text == "HRA1"
    image = {"accession": "1.2", "iri": "i", "access": {"imagingStudy": {"dataset": controlled}}}
    assert datasets("Image", image) == [controlled]
    people = {"accession": "HRI1", "iri": "i", "access": {"totalCount": 2, "nodes": [controlled, HEAD]}}
    assert [state.mood for state in states("Individual", people)] == ["warn", "quiet"]


def test_access_without_a_dataset() -> None:
    """Where no dataset is known, a node's own state is shown if it has one."""
    assert states("Run", {"accession": "R", "iri": "i", "access": None}) == []
    assert states("Run", {"accession": "R", "iri": "i", "access": None, "accessType": "open"})[0].mood == "good"
    assert states("Taxon", {"accession": "T", "iri": "i"}) == []


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_selection_and_reading_agree(node_type: str) -> None:
    """Types without a way to a dataset ask for none."""
    assert bool(selection(node_type)) == (
        node_type
        in {
            "Dataset",
            "BioProject",
            "Individual",
            "Sample",
            "Experiment",
            "Run",
            "File",
            "Analysis",
            "ImagingStudy",
            "ImagingSeries",
            "Image",
        }
    )


async def test_page(get) -> None:
    """The page of an individual says where it comes from, in which state, and how to go on."""
    text = (await get("/individual/HRI000001.html")).text
    for part in (
        "May I use it, and who decides?",
        "not stated: not collected",
        "Committee of the invented hospital",
        "invented.jsonl",
        "Children",
        'href="/graph?around=HRI000001"',
        "None:",
    ):
        assert part in text
    assert '<script type="application/ld+json">' in text


async def test_page_links_to_all_rows(get) -> None:
    """A relation longer than its first rows leads to the filtered table, which has that many."""
    text = (await get("/experiment/HRX000001.html")).text
    assert 'href="/runs?experiment.accession=HRX000001">All 20</a>' in text
    assert "<strong>20 records</strong>" in (await get("/runs?experiment.accession=HRX000001")).text


def test_title() -> None:
    """A record is headed by its title, or by its name where it has none."""
    assert record(title="t", name="n").title == "t"
    assert record(title=None, name="n").title == "n"
    assert record(title=None).title == ""
