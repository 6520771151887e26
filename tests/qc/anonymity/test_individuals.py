"""Accessions of one human being count once, with all that is published under any of them."""

from hypothesis import given
from hypothesis import strategies as st

from qc.anonymity.attributes import NAMES
from qc.anonymity.individuals import Published, persons


def item(accession: str, *same: str, **values: str) -> Published:
    return Published(accession, {name: frozenset([value]) for name, value in values.items()}, same)


def test_values_of_linked_accessions_are_known_together() -> None:
    """The sequence archive tells the province, the imaging archive the modality."""
    (person,) = persons([item("HRI1", province="Hubei"), item("OBIA9001-I1", "HRI1", modalities="CT", sex="male")])
    told = dict(zip(NAMES, person.values, strict=True))
    assert person.accessions == ("HRI1", "OBIA9001-I1")
    assert (told["province"], told["modalities"], told["sex"], told["disease"]) == (("Hubei",), ("CT",), ("male",), ())


def test_contradictions_stand_beside_each_other() -> None:
    """Two values are both known."""
    (person,) = persons([item("HRI1", sex="male"), item("HRI2", "HRI1", sex="female")])
    assert person.values[NAMES.index("sex")] == ("female", "male")


def test_nodes_that_only_join_are_nobody() -> None:
    """A link joins the two and is not counted; alone it is not there at all."""
    joined = [item("HRI1"), item("IMG1-A"), item("LINK-0", "HRI1", "IMG1-A")]
    assert [person.accessions for person in persons(joined)] == [("HRI1", "IMG1-A")]
    assert persons([item("LINK-0")]) == []


def test_an_accession_that_is_not_seen_joins_what_is() -> None:
    """Both name the same third one."""
    assert len(persons([item("HRI1", "HRI3"), item("HRI2", "HRI3")])) == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_sets_are_those_of_reachability(pairs: list[tuple[int, int]]) -> None:
    """As a walk over all links finds them, in whatever order they come."""
    same = {number: {far for near, far in pairs if near == number} for number in range(10)}
    found = persons([item(f"I{number}", *(f"I{far}" for far in same[number])) for number in range(10)])
    expected = set()
    for start in range(10):
        reached, waiting = {start}, [start]
        while waiting:
            near = waiting.pop()
            new = (same[near] | {number for number in range(10) if near in same[number]}) - reached
            reached |= new
            waiting += new
        expected.add(tuple(sorted(f"I{number}" for number in reached)))
    assert {person.accessions for person in found} == expected
