"""Optional fields looked at exactly: the table of types of the specification, and what predefined tags ask for."""

import pytest

from qc.sequence.alignment.aux_tags import optional_faults
from qc.sequence.alignment.sam_faults import AUX, AUX_TWICE, AUX_TYPE, AUX_VALUE, PROGRAM, READ_GROUP

SOUND = [
    b"XX:A:!", b"XX:A:~", b"xx:A:*",
    b"XX:i:0", b"XX:i:-2147483648", b"XX:i:4294967295", b"XX:i:+7", b"XX:i:-0", b"XX:i:007",
    b"XX:f:1", b"XX:f:-1.5", b"XX:f:.5", b"XX:f:+00.1e+9", b"XX:f:3E-38", b"XX:f:-009e+0", b"XX:f:-3.4028235e38", b"XX:f:1e-99",
    b"XX:Z:", b"XX:Z: a b~", b"X9:Z::::", b"aZ:Z:x",
    b"XX:H:", b"XX:H:1AE301",
    b"XX:B:c", b"XX:B:c,-128,127", b"XX:B:C,0,255", b"XX:B:s,-32768,32767", b"XX:B:S,65535",
    b"XX:B:i,-2147483648,2147483647", b"XX:B:I,4294967295", b"XX:B:f,1e5,-.5,+3",
    b"NM:i:1", b"MD:Z:10A5^AC6", b"TS:A:+", b"ML:B:C,1", b"SM:i:30",
]  # fmt: skip
BROKEN = {
    AUX: [
        b"", b"X", b"XX", b"XX:i", b"XX:1", b"A:Z:1", b"AAA:Z:3", b"1A:Z:x", b"X-:Z:x", b":Z:x", b"XX:I:1", b"XX:z:a",
        b"XX:c:1", b"XX Z x", b"XX:Z", b"XYZ:i:1",
    ],
    AUX_VALUE: [
        b"XX:A:", b"XX:A: ", b"XX:A:ab", b"XX:A:\x7f",
        b"XX:i:", b"XX:i:4294967296", b"XX:i:-2147483649", b"XX:i:1.5", b"XX:i:+", b"XX:i:0x1", b"XX:i:1 ",
        b"XX:i:99999999999999999999",
        b"XX:f:", b"XX:f:10.", b"XX:f:.", b"XX:f:e5", b"XX:f:1e", b"XX:f:1e+", b"XX:f:nan", b"XX:f:inf", b"XX:f:1e39", b"XX:f:1,5",
        b"XX:Z:\x7f", b"XX:Z:\x0b",
        b"XX:H:9", b"XX:H:ab", b"XX:H:0G",
        b"XX:B:", b"XX:B:F,1", b"XX:B:c,", b"XX:B:c1", b"XX:B:,1", b"XX:B:c,128", b"XX:B:c,-129", b"XX:B:C,256",
        b"XX:B:C,-1", b"XX:B:s,32768", b"XX:B:S,-1", b"XX:B:i,2147483648", b"XX:B:I,4294967296", b"XX:B:i,1.5",
        b"XX:B:f,1.", b"XX:B:f,1,-3.5e38", b"XX:B:f,,1", b"XX:B:cc,1",
    ],
}  # fmt: skip


def kinds(
    *fields: bytes, groups: frozenset[bytes] = frozenset(), programs: frozenset[bytes] = frozenset()
) -> list[int]:
    """The kinds of fault of fields."""
    return [one.kind for one in optional_faults(fields, groups, programs)]


@pytest.mark.parametrize("field", SOUND)
def test_sound_fields_say_nothing(field: bytes) -> None:
    """Each type's expression and range, at their edges."""
    assert kinds(field) == []


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, fields in BROKEN.items() for field in fields])
def test_broken_fields_have_their_kind(kind: int, field: bytes) -> None:
    """Form and value are told apart."""
    assert kinds(field) == [kind]


def test_a_tag_stands_once() -> None:
    """Case makes tags distinct; each repetition is told."""
    assert kinds(b"XX:i:1", b"xX:i:1", b"Xx:i:1") == []
    assert kinds(b"XX:i:1", b"XX:Z:a", b"XX:i:2") == [AUX_TWICE, AUX_TWICE]


def test_predefined_tags_have_types() -> None:
    """Another type than the defined one is a warning's kind; free and reserved tags have none."""
    assert kinds(b"NM:Z:1", b"MD:i:1", b"TS:Z:+") == [AUX_TYPE] * 3
    assert kinds(b"XS:A:+", b"GC:i:1", b"nm:Z:1") == []


def test_read_groups_and_programs_stand_in_the_header() -> None:
    """Compared only where the header has any."""
    groups, programs = frozenset((b"g1",)), frozenset((b"p1",))
    assert kinds(b"RG:Z:g1", b"PG:Z:p1", groups=groups, programs=programs) == []
    assert kinds(b"RG:Z:g2", b"PG:Z:p2", groups=groups, programs=programs) == [READ_GROUP, PROGRAM]
    assert kinds(b"RG:Z:g2", b"PG:Z:p2") == []
