"""What the output says of itself."""

import pytest

from qc.dicom.file.elements import walk
from qc.dicom.file.encoding import BIG, EXPLICIT, IMPLICIT
from qc.dicom.profile import Profile
from qc.dicom.rewriting.declaration import MEANINGS, dates_modified, declared, method, method_codes


@pytest.mark.parametrize("encoding", [EXPLICIT, IMPLICIT, BIG])
def test_codes_are_items_with_scheme_and_meaning(encoding):
    """In ascending order, in each encoding."""
    data = method_codes(("113105", "113100"), encoding)
    (element,) = walk(data, 0, len(data), encoding).elements
    values = [[data[e.value : e.end].rstrip().decode() for e in item.elements] for item in element.items.items]
    assert values == [["113100", "DCM", MEANINGS["113100"]], ["113105", "DCM", MEANINGS["113105"]]]


@pytest.mark.parametrize("device", [True, False])
def test_every_code_of_the_profile_has_a_meaning(device):
    """And no meaning is longer than LO allows."""
    assert set(Profile(device).codes) <= set(MEANINGS)
    assert max(map(len, MEANINGS.values())) <= 64


def test_the_method_names_rules_and_key():
    """The key's name, never the key; LO holds 64 signs."""
    text = method(Profile(), "0a1b2c3d")
    assert text.endswith("key 0a1b2c3d")
    assert Profile().digest[:12] in text
    assert len(text) <= 64
    assert method(Profile(False), "0a1b2c3d") != text


def test_declared_elements_come_in_order():
    """Group 0012."""
    assert [new.tag for new in declared(Profile(), "0a1b2c3d", EXPLICIT)] == [0x00120062, 0x00120063, 0x00120064]


@pytest.mark.parametrize(("kept", "word"), [(True, b"MODIFIED"), (False, b"REMOVED ")])
def test_dates_are_modified_or_removed(kept, word):
    """PS3.3 C.7.1.1."""
    assert dates_modified(kept, EXPLICIT).endswith(word)
