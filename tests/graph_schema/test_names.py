"""Names and text keys: the two spellings of a name, folding, and keys that sort alike everywhere."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.model import RELATIONSHIPS, SLOTS
from graph_schema.names import SORT_KEY_LENGTH, camel, fold, snake, sort_key

PART = st.text(string.ascii_lowercase + string.digits, max_size=6)
SNAKE_NAMES = st.lists(
    st.builds(str.__add__, st.sampled_from(string.ascii_lowercase), PART), min_size=1, max_size=5
).map("_".join)


@given(SNAKE_NAMES)
def test_every_snake_name_comes_back_from_camel(name):
    """Turning a snake_case name into camelCase and back loses nothing."""
    assert snake(camel(name)) == name


@given(SNAKE_NAMES)
def test_camel_has_no_underscore_and_keeps_every_letter(name):
    """The camelCase form has the same letters and digits, and no underscore."""
    assert "_" not in camel(name)
    assert camel(name).lower() == name.replace("_", "")


@pytest.mark.parametrize(
    ("snake_name", "camel_name"),
    [
        ("accession", "accession"),
        ("release_date", "releaseDate"),
        ("read_length1", "readLength1"),
        ("md5", "md5"),
        ("nominal_insert_size", "nominalInsertSize"),
        ("sop_instance_uid", "sopInstanceUid"),
    ],
)
def test_known_names_have_known_spellings(snake_name, camel_name):
    """Names that queries hang on are spelled as agreed."""
    assert camel(snake_name) == camel_name
    assert snake(camel_name) == snake_name


@pytest.mark.parametrize("name", ["", "A", "Name", "read_length_1", "_a", "a_", "a__b", "a-b", "libraryName", "1a"])
def test_names_that_would_not_come_back_are_refused(name):
    """A name that is not snake_case, or whose parts begin with a digit, raises ValueError."""
    with pytest.raises(ValueError, match="not a snake_case name"):
        camel(name)


@pytest.mark.parametrize("name", ["", "Name", "a_b", "1a", "a-b"])
def test_snake_refuses_what_is_not_camel_case(name):
    """A name that is not camelCase raises ValueError."""
    with pytest.raises(ValueError, match="not a camelCase name"):
        snake(name)


def test_every_name_of_the_model_round_trips():
    """Each slot's alias is the camelCase of its name, for every type and relationship."""
    slots = [slot for owned in SLOTS.values() for slot in owned.values()]
    slots += [slot for relationship in RELATIONSHIPS.values() for slot in relationship.properties]
    assert [(slot.name, slot.alias) for slot in slots] == [(snake(slot.alias), camel(slot.name)) for slot in slots]


def test_fold_lowers_ascii_letters_only():
    """Accented, Greek and Turkish capitals stay as they are, as both stores do."""
    assert fold("ABC xyz ÄÖ Ω İ 肝") == "abc xyz ÄÖ Ω İ 肝"


@given(st.text())
def test_fold_is_idempotent_and_keeps_the_length(text):
    """Folding twice changes nothing more, and no character is lost."""
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Gut\u00a0 Microbiome\n2 ", "gut microbiome 2"),
        ("ＡＢＣ", "abc"),
        ("a\U0001f9eab", "ab"),
        ("x" * 200, "x" * 80),
        ("y" * 79 + "  z", "y" * 79),
        ("", ""),
        ("\U0001f9ea", ""),
    ],
)
def test_sort_key_of_known_texts(text, key):
    """NFKC, no character beyond U+FFFF, folded, blanks made one, at most 80 characters."""
    assert sort_key(text) == key


@given(st.text(max_size=120))
def test_sort_keys_sort_alike_by_code_point_and_by_utf16(text):
    """A key has only characters of one UTF-16 unit, no ASCII capital, no blank at its ends, and fits."""
    key = sort_key(text)
    assert len(key.encode("utf-16-le", "surrogatepass")) == 2 * len(key)
    assert len(key) <= SORT_KEY_LENGTH
    assert key == key.strip()
    assert not set(key) & set(string.ascii_uppercase)
