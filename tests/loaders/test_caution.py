"""What is closed by caution: images and people of whom nothing is said, and nothing else."""

from graph_schema.record import Record
from loaders.caution import cautious, held, hold
from loaders.draft import Reading
from loaders.source import open_source


def reading(folder):
    """A reading of some source."""
    path = folder / "a.txt"
    path.write_text("a", encoding="utf-8")
    return Reading(open_source(path), "obia")


def test_a_draft_waits_in_review(tmp_path):
    """With the firmness of caution."""
    (record,) = held(reading(tmp_path).draft("Individual", "IMG1-A", "a"))
    assert (record.slots["scope"], record.scope_by) == ("review", "caution")


def test_what_was_said_of_release_stays_said(tmp_path):
    """A release state or a scope is firmer than caution."""
    for slot, value, scope in (("release_state", "Published", "public"), ("scope", "withheld", "withheld")):
        draft = reading(tmp_path).draft("ImagingStudy", "2.25.1", "a")
        draft.put(slot, value)
        (record,) = held(draft)
        assert (record.slots["scope"], record.scope_by) == (scope, "release_state")


def test_what_images_share_is_hidden_with_them_and_not_closed(tmp_path):
    """A term that only hidden images name is hidden until somebody else names it."""
    hidden = reading(tmp_path)
    hold(hidden)
    draft = hidden.draft("ImagingSeries", "2.25.1", "a")
    draft.put("modality", "CT")
    terms = [record for record in held(draft) if record.type == "OntologyTerm"]
    assert {(term.slots["scope"], term.scope_by) for term in terms} == {("review", "default")}


def test_other_types_are_left_alone():
    """Runs and papers have their own rules."""
    run = Record("Run", "CRR000001", {"scope": "public"}, scope_by="default")
    assert list(cautious([run])) == [run]
