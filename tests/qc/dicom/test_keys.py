"""The custodian's key and what is derived from it."""

import base64
import multiprocessing
import pickle
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.accession import detect
from graph_schema.errors import UnusableInput
from loaders.personal import is_personal_value, is_subject_code
from qc.dicom.keys import Keys, is_exposed, new_key_file

MASTER = bytes(range(32))
OTHER = bytes(range(1, 33))
persons = st.text(min_size=1, max_size=40)


@pytest.fixture
def keys() -> Keys:
    return Keys(MASTER)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_tokens_are_what_the_scheme_says(keys):
    """Tokens of a known key never change, since they are written into files that stay."""
    assert keys.key_id == "90d1b7a6"
    assert keys.uid("1.2.3") == "2.25.239569621066053139075121537866143555065"
    assert keys.individual("x") == "IMG1-67PMWKIPDHLX6H3RWHR4"
    assert keys.accession("abc") == "A1YZZ4SZXZJSCJLO"
    assert keys.shift_days("p") == -693
    assert keys.opaque("a", "b") == "071990bf93aab9dd"


@given(st.from_regex(r"[012](\.(0|[1-9]\d{0,12})){1,4}", fullmatch=True))
def test_a_new_uid_is_valid_and_no_copy(uid):
    """A new UID is a UUID under 2.25 without leading zero, within 64 signs, and says nothing of the old one."""
    new = Keys(MASTER).uid(uid)
    assert re.fullmatch(r"2\.25\.[1-9]\d{0,38}", new)
    number = int(new.removeprefix("2.25."))
    assert number >> 76 & 0xF == 8
    assert number >> 62 & 0x3 == 2


def test_padding_is_no_part_of_a_uid(keys):
    """A UID is the same with NUL or blanks behind it, and an empty one stays empty."""
    assert keys.uid("1.2.840.1") == keys.uid("1.2.840.1\0") == keys.uid(" 1.2.840.1 ")
    assert keys.uid("\0") == keys.uid("  ") == ""


def test_different_uids_stay_different(keys):
    """A thousand UIDs make a thousand UIDs."""
    assert len({keys.uid(f"1.2.{number}") for number in range(1000)}) == 1000


@given(persons)
def test_offsets_are_whole_weeks_backwards(person):
    """Dates move by 52 to 520 whole weeks into the past."""
    days = Keys(MASTER).shift_days(person)
    assert days % 7 == 0
    assert -3640 <= days <= -364


def test_offsets_reach_both_ends(keys):
    """Both the smallest and the greatest offset occur, and offsets differ between individuals."""
    offsets = {keys.shift_days(str(number)) for number in range(6000)}
    assert min(offsets) == -3640
    assert max(offsets) == -364
    assert len(offsets) == 469


@given(persons)
def test_a_pseudonym_fits_where_it_is_written(person):
    """A pseudonym fits LO, is a code and no name, no number of a person, no date, and no accession of an archive."""
    keys = Keys(MASTER)
    for pseudonym in (keys.individual(person), keys.sequence_individual(person)):
        assert len(pseudonym) <= 64
        assert is_subject_code(pseudonym)
        assert not is_personal_value(pseudonym)
        assert detect(pseudonym) is None
        assert not re.search(r"[0189]", pseudonym[5:])
    assert len(keys.accession(person)) == 16
    assert re.fullmatch(r"[0-9a-f]{32}", keys.link(person))


@given(persons)
def test_purposes_share_nothing(person):
    """The tokens of one person for different purposes have no part of eight signs in common."""
    keys = Keys(MASTER)
    tokens = [keys.individual(person)[5:], keys.sequence_individual(person)[5:], keys.accession(person)[2:]]
    for first in tokens:
        for second in tokens:
            parts = {first[start : start + 8] for start in range(len(first) - 7)}
            assert first is second or not any(part in second for part in parts)


@given(persons)
def test_another_key_unlinks(person):
    """Under another key nothing is as it was."""
    one, two = Keys(MASTER), Keys(OTHER)
    assert one.individual(person) != two.individual(person)
    assert one.uid("1.2.3") != two.uid("1.2.3")
    assert one.key_id != two.key_id


def test_opaque_ids_keep_parts_apart(keys):
    """Where one part ends and the next begins is part of what is hashed; text and its bytes are one."""
    assert keys.opaque("ab", "c") != keys.opaque("a", "bc")
    assert keys.opaque("ab") == keys.opaque(b"ab")
    assert keys.opaque() != keys.opaque("")
    assert keys.opaque("\udc80") == keys.opaque(b"\x80")


def _tokens(master: bytes) -> tuple[str, ...]:
    keys = Keys(master)
    return keys.uid("1.2.840.1"), keys.individual("a"), str(keys.shift_days("a")), keys.opaque("x")


def test_every_process_derives_the_same():
    """A fresh process of Python, with other hash seeds, gives the same tokens."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_tokens, (MASTER,)) == _tokens(MASTER)


def test_the_key_never_shows(keys):
    """Neither repr nor str nor an error tells the key, and it is not pickled by accident."""
    for text in (repr(keys), str(keys), f"{[keys]}"):
        assert MASTER.hex() not in text
        assert keys.key_id in text
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(keys)


@pytest.mark.parametrize(
    "text",
    [
        MASTER.hex(),
        MASTER.hex().upper() + "\n",
        f"# a remark\n\n  {MASTER.hex()}  \n# another\n",
        base64.b64encode(MASTER).decode(),
        base64.urlsafe_b64encode(MASTER).decode() + "\n",
        f"{MASTER.hex()[:32]}\n{MASTER.hex()[32:]}\n",
    ],
)
def test_a_key_file_is_read(tmp_path, text):
    """Hexadecimal digits or base64, with remarks and blank lines, make the key."""
    assert Keys.read(_written(tmp_path / "key", text)).key_id == Keys(MASTER).key_id


@pytest.mark.parametrize("text", ["secret-0815", MASTER.hex()[:-2], MASTER.hex() + "00", "z" * 64, "ö" * 10])
def test_a_file_without_a_key_is_unusable(tmp_path, text):
    """A text that is no key is refused, and the message repeats none of it."""
    with pytest.raises(UnusableInput) as refused:
        Keys.read(_written(tmp_path / "key", text))
    assert refused.value.code == "KEY_UNUSABLE"
    assert refused.value.hint
    assert text not in str(refused.value)


@pytest.mark.parametrize("text", ["", "\n", "# only a remark\n"])
def test_an_empty_file_is_an_absent_key(tmp_path, text):
    """A file without a word has no key."""
    with pytest.raises(UnusableInput) as refused:
        Keys.read(_written(tmp_path / "key", text))
    assert refused.value.code == "KEY_ABSENT"


def test_a_missing_file_is_an_absent_key(tmp_path):
    """A path without file has no key, a folder no usable one."""
    with pytest.raises(UnusableInput) as refused:
        Keys.read(tmp_path / "nothing")
    assert refused.value.code == "KEY_ABSENT"
    with pytest.raises(UnusableInput) as refused:
        Keys.read(tmp_path)
    assert refused.value.code == "KEY_UNUSABLE"


@pytest.mark.parametrize("master", [b"", MASTER[:-1], MASTER + b"\0"])
def test_a_key_has_32_bytes(master):
    """Shorter and longer keys are refused."""
    with pytest.raises(UnusableInput, match="32 bytes"):
        Keys(master)


def test_the_environment_gives_a_key(tmp_path, monkeypatch):
    """The key comes by value or by path of its file; the value wins; without both there is none."""
    monkeypatch.delenv("GSAGRAPH_DEID_KEY", raising=False)
    monkeypatch.delenv("GSAGRAPH_DEID_KEY_FILE", raising=False)
    assert Keys.from_environment() is None
    monkeypatch.setenv("GSAGRAPH_DEID_KEY_FILE", str(_written(tmp_path / "key", OTHER.hex())))
    by_file = Keys.from_environment()
    assert by_file is not None
    assert by_file.key_id == Keys(OTHER).key_id
    monkeypatch.setenv("GSAGRAPH_DEID_KEY", MASTER.hex())
    by_value = Keys.from_environment()
    assert by_value is not None
    assert by_value.key_id == Keys(MASTER).key_id


def test_a_new_key_file_is_its_owners_alone(tmp_path):
    """A new key is read back, differs from the next, has mode 600 under any umask, and is never overwritten."""
    path = tmp_path / "key"
    made = new_key_file(path)
    assert Keys.read(path).key_id == made.key_id
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert new_key_file(tmp_path / "other").key_id != made.key_id
    before = path.read_bytes()
    with pytest.raises(UnusableInput) as refused:
        new_key_file(path)
    assert refused.value.code == "KEY_EXISTS"
    assert path.read_bytes() == before


def test_a_new_key_needs_a_folder(tmp_path):
    """Where no file can be made, the refusal says so without naming the path."""
    with pytest.raises(UnusableInput) as refused:
        new_key_file(tmp_path / "nowhere" / "key")
    assert refused.value.code == "KEY_UNUSABLE"
    assert "nowhere" not in refused.value.message


@pytest.mark.parametrize(("mode", "exposed"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True)])
def test_a_file_that_others_may_read_is_told(tmp_path, mode, exposed):
    """Rights of the group or of all on a key file are noticed; a missing file has none."""
    path = _written(tmp_path / "key", MASTER.hex())
    path.chmod(mode)
    assert is_exposed(path) is exposed
    assert not is_exposed(tmp_path / "nothing")


def test_a_key_may_be_bytes(tmp_path):
    """As `head -c 32 /dev/urandom` writes them; 32 signs of a text are half a key in digits, and none."""
    raw, half = tmp_path / "raw.key", tmp_path / "half.key"
    raw.write_bytes(MASTER)
    half.write_text(MASTER.hex()[:32])
    assert Keys.read(raw).key_id == Keys(MASTER).key_id
    with pytest.raises(UnusableInput, match="32 bytes"):
        Keys.read(half)
