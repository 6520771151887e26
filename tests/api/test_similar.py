"""`similarImages`: exact answers, nothing of what is hidden, and stable refusals."""

from dataclasses import replace

import pytest

from api.errors import RequestRefused
from api.execute import Engine, Request
from api.session import OpenStore
from api.settings import Settings
from graph_schema.errors import UnusableInput
from graph_schema.iri import node_iri
from graph_store.open import open_store
from tests.api.coded_images import OTHER_MODEL, UNCODED, coded_graph, coded_store, codes, nearest, uid
from tests.api.graph import record

QUERY = """query ($image: ID, $first: Int, $where: ImagingSeriesWhere) {
  similarImages(image: $image, first: $first, where: $where) { distance node { accession } }
}"""
EVERYTHING = ("public", "review", "dataset:HRA000001")


@pytest.fixture(scope="module")
def images(tmp_path_factory):
    """The service over the coded images."""
    settings = Settings(store=coded_store(tmp_path_factory.mktemp("images")))
    made = Engine(OpenStore(settings.store), settings)
    yield made
    made.close()


def found(engine, scopes=("public",), **variables):
    """Distance and UID of each hit."""
    answer = engine.execute(Request(QUERY, variables), scopes).body
    assert "errors" not in answer, answer["errors"]
    return [(hit["distance"], hit["node"]["accession"]) for hit in answer["data"]["similarImages"]]


def code_of(engine, query, scopes=("public",), **variables):
    """The code of the one error of a question."""
    answer = engine.execute(Request(query, variables), scopes).body
    (error,) = answer["errors"]
    return error["extensions"]["code"]


@pytest.mark.parametrize("number", [0, 1, 2, 40])
@pytest.mark.parametrize("first", [1, 7, 30, 100])
def test_the_nearest_are_exact(images, number, first):
    """By distance, then by UID; the image asked about is its own first hit or shares distance 0 with it."""
    assert found(images, image=uid(number), first=first) == nearest(number)[:first]


def test_thirty_are_answered_unsaid(images):
    """`first` is 30 where it is left out."""
    assert found(images, image=uid(0)) == nearest(0)[:30]


@pytest.mark.parametrize("scopes", [("public",), ("public", "review"), EVERYTHING])
def test_hidden_images_take_no_place(images, scopes):
    """What the reader may not see is neither answered nor counted among the first."""
    assert found(images, scopes, image=uid(0), first=60) == nearest(0, scopes)
    assert found(images, scopes, image=uid(0), first=5) == nearest(0, scopes)[:5]


def test_filters_are_those_of_series(images):
    """Modality and body part of the series an image belongs to; a hidden series fulfils nothing."""
    chest = {"modality": {"eq": "CT"}, "bodyPart": {"eq": "CHEST"}}
    assert found(images, image=uid(1), where=chest) == nearest(1, series=("1.9.1",))[:30]
    assert found(images, image=uid(1), where={"modality": {"eq": "CT"}}) == nearest(1, series=("1.9.1",))[:30]
    scopes = ("public", "review")
    assert found(images, scopes, image=uid(1), first=60, where={"modality": {"eq": "CT"}}) == nearest(
        1, scopes, ("1.9.1", "1.9.3")
    )
    assert found(images, image=uid(1), where={"modality": {"eq": "US"}}) == []


def test_an_iri_names_an_image_too(images):
    """`image` takes what `node` takes."""
    assert found(images, image=node_iri("Image", uid(1)), first=3) == nearest(1)[:3]


def test_hidden_and_absent_are_not_told_apart(images):
    """The same answer, to the byte, for an image that is hidden and one that is not there."""
    hidden, absent = (
        images.execute(Request(QUERY, {"image": name}), ("public",)).body for name in (uid(3), "1.9.1.999")
    )
    assert hidden == absent
    assert hidden["errors"][0]["extensions"]["code"] == "IMAGE_UNKNOWN"
    assert found(images, ("public", "review"), image=uid(3), first=1)


def test_an_image_without_code_says_so(images):
    """It is there, but nothing can be compared with it."""
    assert code_of(images, QUERY, image=uid(UNCODED)) == "IMAGE_WITHOUT_CODE"


def test_codes_of_another_model_are_not_compared(images):
    """An image finds those of its own model only."""
    assert found(images, image=uid(OTHER_MODEL)) == [(0, uid(OTHER_MODEL))]


def test_what_is_selected_of_a_hit_is_answered(images):
    """Aliases, `__typename`, `node` twice, relations below it with their own arguments; three statements at most."""
    query = """query ($one: ID, $other: String) {
      similarImages(image: $one, first: 2, where: { modality: { eq: "MR" } }) {
        __typename d: distance
        a: node { imagingSeries { modality images(first: 1, where: { accession: { eq: $other } }) { nodes { accession } } } }
        b: node { __typename accession } } }"""
    answer = images.execute(Request(query, {"one": uid(1), "other": uid(4)}), ("public",))
    first = answer.body["data"]["similarImages"][0]
    assert list(first) == ["__typename", "d", "a", "b"]
    assert first["__typename"] == "SimilarImage"
    assert first["b"] == {"__typename": "Image", "accession": uid(1)}
    assert first["a"]["imagingSeries"] == {"modality": "MR", "images": {"nodes": [{"accession": uid(4)}]}}
    assert answer.statements == 3


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ similarImages { distance } }", "ONE_IMAGE_NEEDED"),
        ('{ similarImages(image: "1", first: 101) { distance } }', "FIRST_TOO_LARGE"),
        ('{ similarImages(image: "1", first: -1) { distance } }', "BAD_FIRST"),
        ('{ similarImages(image: "1", where: { modality: { eq: null } }) { distance } }', "NULL_OPERAND"),
    ],
)
def test_refusals_have_codes(images, query, code):
    """Refused before any store is asked."""
    with pytest.raises(RequestRefused) as refused:
        images.execute(Request(query), ("public",))
    assert refused.value.code == code


def test_the_index_follows_the_store(tmp_path):
    """An image that is loaded later is found; one that is hidden later is not."""
    url = coded_store(tmp_path)
    settings = Settings(store=url)
    engine = Engine(OpenStore(url), settings)
    assert "1.9.0.0" not in [name for _, name in found(engine, image=uid(0), first=100)]
    slots = {"image_code": f"{codes()[0]:016x}", "image_code_version": "untrained-1"}
    store = open_store(url, write=True)
    store.write([record("Image", "1.9.0.0", **slots)])
    assert found(engine, image=uid(0), first=1) == [(0, "1.9.0.0")]
    store.write([record("Image", "1.9.0.0", scope="withheld", **slots)])
    assert found(engine, image=uid(0), first=100) == nearest(0)[:100]
    store.close()
    engine.close()


def test_first_nought_answers_nothing(images):
    """No hit is asked for, none is answered."""
    assert found(images, image=uid(0), first=0) == []


def test_an_unusable_model_is_no_clients_fault(tmp_path):
    """Only an upload needs the model of the service; questions about images of the graph are answered without it."""
    settings = Settings(store=coded_store(tmp_path), image_model=str(tmp_path / "absent.npz"))
    engine = Engine(OpenStore(settings.store), settings)
    assert found(engine, image=uid(0), first=1)
    with pytest.raises(UnusableInput):
        engine.images.model()
    engine.close()


def test_what_is_hidden_later_leaves_at_once(tmp_path):
    """The next image takes the place of one that is hidden; released again, it is back; for the query image alike."""
    settings = Settings(store=coded_store(tmp_path), image_index=str(tmp_path / "codes"))
    engine, writer = Engine(OpenStore(settings.store), settings), open_store(settings.store, write=True)
    wanted = nearest(0)
    assert found(engine, image=uid(0), first=5) == wanted[:5]
    distance, hidden = next(hit for hit in wanted if hit[1] != uid(0))
    (shown,) = (item for item in coded_graph() if item.accession == hidden)
    writer.write([replace(shown, slots=shown.slots | {"scope": "review"})])
    left = [hit for hit in wanted if hit[1] != hidden]
    assert found(engine, image=uid(0), first=5) == left[:5]
    assert (distance, hidden) in found(engine, ("public", "review"), image=uid(0), first=60)
    assert code_of(engine, QUERY, image=hidden) == "IMAGE_UNKNOWN"
    writer.write([shown])
    assert found(engine, image=uid(0), first=5) == wanted[:5]
    writer.close()
    engine.close()
