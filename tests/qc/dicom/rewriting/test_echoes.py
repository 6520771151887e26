"""Identifiers remembered for a series."""

from datetime import date

from qc.dicom.rewriting.echoes import MOST_JUDGED, MOST_SETS, Echoes, _sets, echoes_of
from qc.dicom.rewriting.subject import DEFAULT_CHARACTERS, SourceValue


def named(name):
    """What an object of this person gathers."""
    return [SourceValue("PN", name, DEFAULT_CHARACTERS), SourceValue("DA", b"20240229", DEFAULT_CHARACTERS)]


def test_the_same_values_give_the_same_echoes():
    """A series is judged once; another person or profile is not."""
    first = echoes_of(named(b"Smith^John"), "profile")
    assert echoes_of(named(b"Smith^John"), "profile") is first
    assert echoes_of(named(b"Smith^Jane"), "profile") is not first
    assert echoes_of(named(b"Smith^John"), "other") is not first


def test_names_and_days_are_known():
    """Whatever was gathered."""
    echoes = echoes_of(named(b"Smith^John"), "")
    assert echoes.identifiers.echoes("seen by SMITH")
    assert echoes.days == {date(2024, 2, 29)}


def test_only_a_few_sets_are_remembered():
    """Nothing of the source piles up."""
    for number in range(MOST_SETS + 5):
        echoes_of(named(b"Person%d" % number), "")
    assert len(_sets) <= MOST_SETS


def test_the_sets_that_were_used_last_are_remembered():
    """A series that goes on is not forgotten for others between."""
    first = echoes_of(named(b"First^Person"), "")
    for number in range(MOST_SETS * 2):
        echoes_of(named(b"Other%d" % number), "")
        assert echoes_of(named(b"First^Person"), "") is first


def test_full_memories_are_emptied():
    """A series of any length needs no more memory."""
    echoes = Echoes()
    for number in range(MOST_JUDGED + 1):
        echoes.remember(number, 1, stays=True)
        echoes.remember_cleaned(number, b"")
        echoes.settle("").add((number, "LO", b""))
    assert (len(echoes.judged), len(echoes.cleaned), len(echoes.settle(""))) == (1, 1, 1)


def test_judgements_are_remembered_for_short_values():
    """Long ones are judged again."""
    echoes = Echoes()
    assert echoes.remember("key", 10, stays=False) is False
    assert echoes.remember("long", 10_000, stays=True) is True
    assert echoes.judged == {"key": False}
    assert echoes.remember_cleaned("text", None) is None
    assert echoes.cleaned == {"text": None}


def test_each_setting_has_its_own_settled_elements():
    """The same bytes may mean something else in another character set."""
    echoes = Echoes()
    echoes.settle("latin").add((1, "LO", b"a"))
    assert echoes.settle("latin") == {(1, "LO", b"a")}
    assert echoes.settle("chinese") == set()


def test_what_is_remembered_never_shows_itself():
    """Values of the source are in no message."""
    assert "Smith" not in repr(echoes_of(named(b"Smith^John"), ""))
