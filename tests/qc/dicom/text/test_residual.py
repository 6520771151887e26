"""Removed values that are still found, and values that only look like them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.text.residual import Removed


def removed(*values: tuple[str, str]) -> Removed:
    found = Removed()
    for vr, text in values:
        found.add(vr, text.encode(), [text])
    return found


@pytest.mark.parametrize(
    "rest",
    [
        b"xMILLERx",
        b"karen^miller",
        b"\0K\0a\0r\0e\0n\0 \0M\0i\0l\0l\0e\0r",
        "millerkaren".encode("utf-16-le"),
        b"MiLlEr",
    ],
)
def test_a_name_is_found_in_header_and_body(rest: bytes) -> None:
    """Any case, order and encoding, in front and in the pixels."""
    search = removed(("PN", "Miller^Karen"))
    assert search.found(b"DICM" + rest + b"..")
    assert search.found(b"DICM", bytes(100) + rest)
    assert not search.found(b"DICM", bytes(100))


def test_memoryviews_are_searched_like_bytes() -> None:
    """The engine hands over views of its parts."""
    search = removed(("PN", "Miller^Karen"))
    assert search.found(memoryview(b"abc Miller"), memoryview(b""))
    assert search.found(memoryview(b"abc"), memoryview(b"abc Miller"))


def test_short_names_count_as_whole_words_of_the_header_alone() -> None:
    """`Chen` is found between signs, not inside a word, and never in pixels."""
    search = removed(("PN", "Chen^Li"))
    assert search.found(b"\\CHEN ")
    assert search.found(b"Chen")
    assert not search.found(b"kitchens")
    assert not search.found(b"", b" CHEN ")


@pytest.mark.parametrize(
    "header", [b"20040119", b"on 20040119 ", b"LO\x0820040119", b"20040119093015.000", b"0020040119 "]
)
def test_a_date_is_found_as_a_number_by_itself(header: bytes) -> None:
    """With a time behind it or zeros before it."""
    assert removed(("DA", "20040119")).found(header)


@pytest.mark.parametrize("header", [b"2.25.1520040119", b"120040119", b"0.20040119", b"2.25.3320040119445", b"2004011"])
def test_a_date_inside_a_number_is_chance(header: bytes) -> None:
    """Digits of UIDs and decimal fractions may hold anything."""
    assert not removed(("DA", "20040119")).found(header)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b"\0\0004471902\0\0", True),
        (b"name 4471902 x", True),
        (b"\x35\x364471902\x37\x36", False),
        (b"84471902\0", False),
        (b"\x004471902/", False),
        (b"4471902", True),
        (" 54471902 ".encode("utf-16-le"), False),
        ("\x004471902 ".encode("utf-16-le"), True),
        ("\x004471902 ".encode("utf-16-be"), True),
        (" 94471902 ".encode("utf-16-be"), False),
    ],
)
def test_grey_values_that_look_like_digits_are_no_id(body: bytes, answer: bool) -> None:
    """In pixels of 8 and 16 bits a number counts only beside other grey values."""
    assert removed(("LO", "4471902")).found(b"", body) is answer


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b"see Miller now", True),
        (b"\0miller\0", True),
        (b"miller", True),
        (b"nmillerp", False),
        (b"MMillerZ", False),
        (b"\0mille\0", False),
        ("nmillerp".encode("utf-16-le"), False),
        (" miller ".encode("utf-16-le"), True),
        (b"xyzmiller^karenxyz", True),
    ],
)
def test_smooth_grey_values_spell_no_name(body: bytes, answer: bool) -> None:
    """Six to eleven letters count beside other grey values alone, twelve and more anywhere."""
    assert removed(("PN", "Miller^Karen")).found(b"", body) is answer


def test_long_numbers_are_found_anywhere() -> None:
    """Ten digits and more do not come by chance."""
    search = removed(("LO", "330106198804127654"))
    assert search.found(b"99330106198804127654.5")
    assert search.found(b"", b"99330106198804127654")


def test_a_uid_is_found_whole_only() -> None:
    """The beginning of a longer UID is another UID."""
    search = removed(("UI", "1.3.12.2.1107.5.2"))
    assert search.found(b"1.3.12.2.1107.5.2\0")
    assert search.found(b"uid=1.3.12.2.1107.5.2.dcm")
    assert not search.found(b"1.3.12.2.1107.5.2.33")
    assert not search.found(b"1.3.12.2.1107.5.21")
    assert not search.found(b"2.1.3.12.2.1107.5.2\0")


def test_harmless_values_are_not_searched() -> None:
    """Words of imaging, small numbers and placeholders may stand anywhere."""
    search = removed(("LO", "CHEST"), ("SH", "12345"), ("PN", "ANONYMOUS"), ("LO", "头颅平扫"), ("TM", "112749.000000"))
    assert not search.found("CHEST 12345 ANONYMOUS 头颅平扫 112749.000000".encode())


def test_what_the_profile_wrote_itself_is_no_remainder() -> None:
    """A shifted date may equal another removed one, a serial number that is kept may stand in a removed value."""
    search = removed(("DA", "20040119"), ("LO", "SN-99812-A"))
    assert search.found(b"20040119")
    search.wrote("20040119")
    search.wrote("Scanner SN-99812-A")
    assert not search.found(b"20040119 SN-99812-A")
    assert search.found(b"2004-01-19")


def test_a_chinese_name_is_found_in_each_encoding() -> None:
    """UTF-8, GB18030, UTF-16 and JIS, also where it was stored under a wrong declaration."""
    search = Removed()
    search.add("PN", "王^小东".encode("gb18030"), ["王^小东".encode("gb18030").decode("latin-1")])
    for codec in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        assert search.found(b"LO\x04\0" + "小东".encode(codec))
    assert search.found(b"", "王小东".encode())
    assert not search.found("平扫".encode())


def test_nothing_removed_nothing_found() -> None:
    """Without removed values every file is clean."""
    assert not Removed().found(b"anything", b"at all")


@pytest.mark.parametrize(("mean", "deviation"), [(53, 3), (53, 12), (107, 5), (107, 12), (77, 4), (100, 40)])
@pytest.mark.parametrize("form", ["<u1", "<u2", ">u2"])
def test_noise_raises_no_alarm(mean: int, deviation: int, form: str) -> None:
    """Smooth images of 8 and 16 bits whose grey values lie among letters or digits hold no usual value by chance."""
    noise = np.random.default_rng(7)
    search = removed(
        *(("PN", "".join(chr(code) for code in noise.integers(97, 123, 6)) + "^Miller") for _ in range(40)),
        *(("LO", str(number)) for number in noise.integers(10**5, 10**7, 40)),
        *(("DA", f"20{year:02}0119") for year in range(20)),
    )
    grey = np.clip(np.round(noise.normal(mean, deviation, 400_000)), 0, 255).astype(form)
    assert not search.found(noise.bytes(20_000), grey.tobytes())


def test_random_bytes_raise_no_alarm() -> None:
    """Two megabytes of a compressed image hold none of a hundred usual values."""
    noise = np.random.default_rng(8)
    values = [("PN", "".join(chr(code) for code in noise.integers(97, 123, 6))) for _ in range(100)]
    assert not removed(*values).found(b"", noise.bytes(2_000_000))


SECRETS = st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=6, max_size=12)


@given(SECRETS, st.binary(max_size=50), st.binary(max_size=50), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_any_removed_word_is_found_wherever_it_stands(secret: str, before: bytes, after: bytes, codec: str) -> None:
    """In the header between any bytes, in the body between blanks, long ones anywhere."""
    text = f"q{secret}q"
    assert removed(("LO", text)).found(before + text.encode(codec) + after)
    assert removed(("LO", text)).found(b"", before + f" {text} ".encode(codec) + after)
    assert removed(("LO", 2 * text)).found(b"", before + (2 * text).encode(codec) + after)
