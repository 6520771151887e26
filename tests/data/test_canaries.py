"""The generator of planted files: nothing it plants may be invisible to the search, and a seed gives one set."""

import hashlib
import random

import pytest

from tests.data.canaries.bases import BASES, Base
from tests.data.canaries.canary import Canary
from tests.data.canaries.elements import BIG, DEFLATED, EXPLICIT
from tests.data.canaries.folder import build, planted
from tests.data.canaries.search import date_forms, leaks, patterns_of, words_of
from tests.data.canaries.values import Secret, Vault

FEWEST = 150
HIDDEN = {"pixels/unused-bits"}
"""Read back bit by bit, not by a search of the file."""


def visible(canary: Canary) -> bytes:
    """The file in a transfer syntax that can be searched."""
    if canary.file.syntax in {DEFLATED, BIG}:
        canary.file.syntax = EXPLICIT
    return canary.file.encode()


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.name)
def test_every_secret_of_a_file_is_found_in_it(base: Base):
    """A secret that the search cannot find in the planted file itself would pass every test in silence."""
    canary = planted(base, seed=7)
    data = visible(canary)
    found = {leak.secret for leak in leaks(canary.vault.secrets, [("file", data)])}
    lost = [
        secret.channel
        for secret in canary.vault.secrets
        if secret not in found and not any(word in data for word in words_of(secret))
    ]
    assert set(lost) <= HIDDEN


@pytest.mark.parametrize("base", BASES[::4], ids=lambda base: base.name)
def test_a_file_holds_many_secrets_each_once(base: Base):
    """At least 150 secrets, and no two of the same value."""
    secrets = planted(base, seed=3).vault.secrets
    assert len({secret.value for secret in secrets}) == len(secrets) >= FEWEST


def test_there_are_twelve_kinds_of_files_and_most_must_be_published():
    """Fewer than that would not show whether anything comes through."""
    assert len(BASES) >= 12
    assert sum(base.published is True for base in BASES) >= 12


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    """Whoever finds a leak can make the file again."""
    first, second, third = (
        build(tmp_path / name, seed, ["ct", "mr-rle"]) for name, seed in (("a", 5), ("b", 5), ("c", 6))
    )
    assert [path.read_bytes() for path in sorted(first.root.rglob("*.dcm"))] == [
        path.read_bytes() for path in sorted(second.root.rglob("*.dcm"))
    ]
    assert first.secrets == second.secrets
    values = [
        {secret.value for secret in folder.secrets if secret.kind in {"name", "uid", "bytes"}}
        for folder in (first, third)
    ]
    assert values[0]
    assert not values[0] & values[1]


def test_dates_are_known_in_every_form():
    """A date is searched as DICOM, as people and as ISO write it."""
    forms = date_forms(Vault(random.Random(1), "zh").day().replace(year=2022, month=3, day=4))
    assert {"20220304", "2022-03-04", "04.03.2022", "2022年3月4日", "04-Mar-2022"} <= forms


@pytest.mark.parametrize(
    ("secret", "data"),
    [
        (Secret("c", "name", "Zorbaik^Mentora"), b"mentora zorbaik"),
        (Secret("c", "text", "欧阳昞"), "欧阳昞".encode("gb18030")),
        (Secret("c", "text", "欧阳"), "欧阳".encode("utf-16-be") + "欧阳".encode()),
        (Secret("c", "text", "纏閲柚"), "纏閲柚".encode("iso2022_jp")),
        (Secret("c", "text", "欧阳昞"), b'"\\u6b27\\u9633\\u661e"'),
        (Secret("c", "number", 1646390867), b"\x00\x00\x00\x00\x62\x22\x13\x93"[-8:] + b"1646390867"),
        (Secret("c", "text", "PAT1234567"), hashlib.md5(b"PAT1234567").hexdigest().encode()),
        (Secret("c", "bytes", b"Zorbaik Mentora 1"), b"oZbria keMtnro a"),
    ],
)
def test_the_search_knows_a_secret_in_other_encodings(secret, data):
    """Part of a name, other character sets and byte orders, escapes, and digests without a key are leaks too."""
    assert [leak.secret for leak in leaks([secret], [("here", b"before " + data + b" behind")])] == [secret]


def test_the_search_finds_nothing_where_nothing_is():
    """Harmless words are not secrets."""
    secrets = [
        Secret("c", "name", "Zorbaik^Mentora"),
        Secret("c", "date", "2022-03-04"),
        Secret("c", "number", 1646390867),
    ]
    assert leaks(secrets, [("here", b"CHEST AXIAL 20190304 1646390868 mentor")]) == []


def test_no_pattern_is_so_short_that_chance_makes_it():
    """Four bytes are found anywhere in pixels."""
    assert patterns_of(Secret("c", "text", "Li")) == {
        pattern for pattern in patterns_of(Secret("c", "text", "Li")) if len(pattern) >= 5
    }
