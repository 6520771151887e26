"""The image that stands for a series, as far as readers of the series may see it."""

import pytest

from cli.representatives import represent
from graph_schema.record import Relation
from graph_store.open import open_store
from tests.api.graph import record

SCOPES = ("public", "review", "withheld")


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    made = open_store(f"sqlite:///{tmp_path / 'graph.db'}", write=True)
    yield made
    made.close()


def series(store, *images, scope="public"):
    """A series of images, each with its number, scope, and code."""
    made = [record("ImagingSeries", "1.5", scope=scope, modality="CT")]
    for number, seen, code in images:
        slots = {"instance_number": number, "image_code": code, "image_code_version": "untrained-1"}
        known = {name: value for name, value in slots.items() if code or name == "instance_number"}
        made.append(record("Image", f"1.5.{number}", Relation("IN_SERIES", "1.5"), scope=seen, **known))
    store.write(made)


def told(store):
    """Code and representative of the series, and its scope."""
    (found,) = store.scan("ImagingSeries", SCOPES)
    return found.get("representative_image"), found.get("image_code"), found["scope"]


def test_the_middle_image_stands_for_the_series(store):
    """Its code and version become those of the series; nothing is written a second time."""
    series(store, *((number, "public", f"{number:016x}") for number in (3, 1, 12, 2, 11)))
    assert represent(store, {"1.5"}) == 1
    assert told(store) == ("1.5.3", f"{3:016x}", "public")
    assert represent(store, {"1.5"}) == 0
    assert next(store.scan("ImagingSeries", SCOPES))["modality"] == "CT"


def test_a_later_image_may_take_its_place(store):
    """When more images come the middle is another one."""
    series(store, (1, "public", "a" * 16))
    represent(store, {"1.5"})
    series(store, (2, "public", "b" * 16), (3, "public", "c" * 16))
    assert represent(store, {"1.5"}) == 1
    assert told(store)[:2] == ("1.5.2", "b" * 16)


def test_what_fewer_may_see_never_stands_for_what_more_see(store):
    """The code of a hidden image in a public series would be told to everybody."""
    series(store, (1, "public", "a" * 16), (2, "review", "b" * 16), (3, "withheld", "c" * 16))
    represent(store, {"1.5"})
    assert told(store) == ("1.5.1", "a" * 16, "public")


def test_a_hidden_series_is_not_opened(store):
    """Its images stand for it, and its scope stays."""
    series(store, (1, "review", "a" * 16), (2, "review", "b" * 16), (3, "review", "c" * 16), scope="review")
    represent(store, {"1.5"})
    assert told(store) == ("1.5.2", "b" * 16, "review")


def test_series_without_codes_stay_as_they_are(store):
    """No image with a code, no series, no scope that is known: nothing is written."""
    series(store, (1, "public", None), (2, "dataset:HRA000001", "b" * 16))
    assert represent(store, {"1.5", "1.6"}) == 0
    assert told(store)[0] is None
    assert represent(store, set()) == 0
