"""One spelling for the identifier of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.person import canonical

FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
identifiers = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=30)


@given(identifiers, identifiers)
def test_full_width_is_folded(identifier, issuer):
    """An identifier typed with full-width signs is the same one."""
    assert canonical(identifier.translate(FULL_WIDTH), issuer.translate(FULL_WIDTH)) == canonical(identifier, issuer)


@given(identifiers, st.integers(0, 30), st.sampled_from([" ", "\0", "\u3000", "\u200b", "\t", "\ufeff"]))
def test_blanks_do_not_count(identifier, place, blank):
    """Blanks, NUL and signs of no width change nothing wherever they stand."""
    spaced = identifier[:place] + blank + identifier[place:]
    assert canonical(spaced) == canonical(f"{blank}{identifier}{blank}") == canonical(identifier)


@given(st.text(max_size=30), st.text(max_size=10))
def test_a_spelling_is_final(identifier, issuer):
    """The spelling of a spelling is itself."""
    once = canonical(identifier, issuer)
    folded_issuer, _, bare = once.partition("\x1f")
    assert canonical(bare, folded_issuer) == once


@given(identifiers, identifiers, identifiers)
def test_the_issuer_belongs_to_it(identifier, issuer, other):
    """The same number of two hospitals is two people, and issuer and number do not run into each other."""
    assert (canonical(identifier, issuer) == canonical(identifier, other)) == (issuer.casefold() == other.casefold())
    assert canonical(identifier, issuer) != canonical(issuer + identifier)


def test_a_check_sign_is_a_capital():
    """The check sign of an identity number has two spellings; letters of other numbers keep their case."""
    assert canonical("44010619900101123x") == canonical("４４０１０６１９９００１０１１２３Ｘ")
    assert canonical("abc") != canonical("ABC")
    assert canonical("12345678901234567y") != canonical("12345678901234567Y")


def test_dashes_are_one():
    """A hyphen of print is a hyphen."""
    assert canonical("A\u201312") == canonical("A-12") == canonical("A\u221212")


@pytest.mark.parametrize("nothing", ["", "   ", "\0\0", "\u3000"])
def test_nothing_stays_nothing(nothing):
    """An identifier without a sign names nobody, whoever issued it."""
    assert canonical(nothing, "hospital") == ""
