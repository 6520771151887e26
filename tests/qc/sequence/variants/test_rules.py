"""The tables of the versions."""

import pytest

from qc.sequence.variants.reserved import FORMAT, INFO, LOCAL, TOLERATED, modification
from qc.sequence.variants.rules import NEAREST, RULES, TYPES

NUMBERS = {"A", "R", "G", "P", "M", "LA", "LR", "LG", "."}


@pytest.mark.parametrize("version", ["VCFv4.1", "VCFv4.2", "VCFv4.3", "VCFv4.4", "VCFv4.5"])
def test_reserved_keys_can_be_declared(version):
    """Each reserved Number and Type is one that the version allows in a declaration."""
    rules = RULES[version]
    for reserved, numbers in ((rules.info, rules.numbers), (rules.format, rules.sample_numbers)):
        for key, one in reserved.items():
            assert one.number.isdigit() or one.number in numbers, (version, key)
            assert one.type in TYPES | {"Number"}, (version, key)
            assert (one.type == "Flag") == (one.number == "0"), (version, key)


def test_versions_grow():
    """A newer version keeps the keys of the older one, but for GLE, which 4.3 removed."""
    for older, newer in ((41, 42), (42, 43), (43, 44), (44, 45)):
        assert INFO[older].keys() <= INFO[newer].keys()
        assert FORMAT[older].keys() - {"GLE"} <= FORMAT[newer].keys()
    assert RULES["VCFv4.1"].sample_numbers < RULES["VCFv4.2"].sample_numbers < RULES["VCFv4.4"].sample_numbers


def test_what_changed_between_versions():
    """Some figures the versions differ in."""
    assert (INFO[43]["SVLEN"].number, INFO[44]["SVLEN"].number) == (".", "A")
    assert (INFO[43]["CN"].type, INFO[44]["CN"].type) == ("Integer", "Float")
    assert (FORMAT[42]["GP"].kind, FORMAT[43]["GP"].kind) == ("", "frequency")
    assert ("AD" in FORMAT[42], FORMAT[43]["AD"].number) == (False, "R")
    assert ("PSL" in FORMAT[43], FORMAT[44]["PSL"].number) == (False, "P")
    assert ("LAA" in FORMAT[44], "LAA" in FORMAT[45]) == (False, True)


def test_local_fields_have_their_whole_equivalent():
    """Each local-allele field is that of a field of 4.5, with the local letter."""
    for key, number in LOCAL.items():
        assert FORMAT[45][key[1:]].number == number[1:]


def test_tolerated_declarations_are_of_reserved_keys():
    """Nothing is tolerated that no version reserves, or that is right anyway."""
    for kind, key, declared in TOLERATED:
        reserved = (FORMAT[42] if kind == "FORMAT" else INFO[43])[key]
        assert declared not in {reserved.number, reserved.type}


@pytest.mark.parametrize(
    ("key", "type_"),
    [
        ("M27551C", "Float"),
        ("DPM27551C", "Integer"),
        ("ADM5mC", "Integer"),
        ("M6mA", "Float"),
        ("MXaoN", "Float"),
        ("MQ", None),
        ("M5mC2", None),
        ("M27551B", None),
    ],
)
def test_base_modifications(key, type_):
    """Keys of base modifications are a pattern."""
    found = modification(key)
    assert (found.type if found else None) == type_


def test_other_versions_have_rules():
    """The versions beside 4.1 to 4.5 that are read, and whose rules they follow."""
    assert set(NEAREST.values()) <= RULES.keys()
