"""The form of one meta-information line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.variants.meta import MOST_FIELDS, read_meta

KEYS = st.text("ABCdef_09", min_size=1, max_size=5)
QUOTED = st.text(st.characters(blacklist_characters='"\\\n\r', blacklist_categories=("Cs",)), max_size=12)
PLAIN = st.text("abc;:<>.|/ 12", max_size=8).map(str.strip)


@given(st.dictionaries(KEYS, st.tuples(st.booleans(), QUOTED, PLAIN), min_size=1, max_size=6))
def test_fields_are_read_back_as_they_were_written(fields):
    """Quoted values may hold commas and brackets; plain ones neither commas nor quotation marks."""
    written = ",".join(f'{key}="{long}"' if quote else f"{key}={short}" for key, (quote, long, short) in fields.items())
    found = read_meta(f"##X=<{written}>".encode())
    assert found.fault is None
    assert dict(found.fields) == {key: long if quote else short for key, (quote, long, short) in fields.items()}
    assert found.quoted == {key for key, (quote, _, _) in fields.items() if quote}


@given(st.binary(max_size=60))
def test_any_line_is_read(text):
    """No line raises."""
    assert read_meta(b"##" + text).key is not None
    assert read_meta(b"##X=<" + text + b">").key == "X"


def test_escaped_signs_stay_in_the_value():
    """A backslash keeps the next sign."""
    found = read_meta(rb'##X=<ID=a,Description="say \"yes\", \\">')
    assert (found.fault, found.fields["Description"]) == (None, r"say \"yes\", \\")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (b"##source=<x", None),
        (b"##source=x=y", b"x=y"),
        (b'##title=<"a, b">', b'"a, b"'),
        (b"##pedigreeDB=<http://a?b=c>", b"<http://a?b=c>"),
    ],
)
def test_plain_values(line, value):
    """What is not structured is a value; an angle bracket must be closed."""
    found = read_meta(line)
    assert found.value == value
    assert (found.fault is None) == (value is not None)


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (b"", "no fields"),
        (b"a", "without value"),
        (b"a=b,c", "without value"),
        (b"a=b,", "comma"),
        (b'a="b', "do not pair"),
        (b'a="b"c"', "do not pair"),
        (b"a=b," * MOST_FIELDS + b"a=b", "do not pair"),
    ],
)
def test_what_is_wrong_is_said(body, part):
    """Each fault of form is told."""
    fault = read_meta(b"##X=<" + body + b">").fault
    assert fault is not None
    assert part in fault
