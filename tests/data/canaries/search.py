"""Where secrets are found in bytes: every spelling in every encoding, searched independently of the engine.

Thousands of patterns are looked for at once: four bytes of each are compared with every window of the haystack, and
what fits is compared whole. Letters are compared without regard to case.
"""

import base64
import datetime as dt
import hashlib
import struct
import urllib.parse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from tests.data.canaries.values import Secret

ENCODINGS = ("utf-8", "gb18030", "gbk", "big5", "euc_jp", "shift_jis", "euc_kr", "latin-1", "utf-16-le", "utf-16-be", "utf-32-le")  # fmt: skip
SHORTEST = 5
"""Bytes of the shortest pattern: shorter ones would be found by chance in pixels."""
LONGEST_CHANCE = 9
"""Digits that are met by chance among those of some thousand UIDs."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret that was found, and where."""

    secret: Secret
    place: str
    pattern: bytes


class Pattern(NamedTuple):
    """A byte string to look for: four of its bytes as a number, which are compared first, and where in it they stand."""

    key: int
    place: int
    data: bytes
    secret: Secret


def leaks(secrets: Iterable[Secret], haystacks: Iterable[tuple[str, bytes]]) -> list[Leak]:
    """Every secret that is in one of the haystacks, each time once for each haystack."""
    patterns = [_pattern(data.lower(), secret) for secret in secrets for data in patterns_of(secret)]
    patterns.sort(key=itemgetter(0))
    keys = np.array([pattern.key for pattern in patterns], np.uint32)
    found: dict[tuple[Secret, str], Leak] = {}
    for place, data in haystacks:
        for pattern in _hits(patterns, keys, data.lower()):
            found.setdefault((pattern.secret, place), Leak(pattern.secret, place, pattern.data))
    return list(found.values())


def _pattern(data: bytes, secret: Secret) -> Pattern:
    """The pattern with its first or its most telling four bytes: zeros are everywhere in pixels."""
    place = 0
    if 0 in data[:4]:
        place = max(range(min(len(data) - 3, 12)), key=lambda start: len(set(data[start : start + 4]) - {0}))
    return Pattern(int.from_bytes(data[place : place + 4], "little"), place, data, secret)


def _hits(patterns: list[Pattern], keys: np.ndarray, data: bytes) -> Iterator[Pattern]:
    if len(data) < SHORTEST or not patterns:
        return
    raw = np.frombuffer(data, np.uint8).astype(np.uint32)
    words = raw[:-3] | raw[1:-2] << 8 | raw[2:-1] << 16 | raw[3:] << 24
    first = np.searchsorted(keys, words)
    for place in np.flatnonzero(keys[np.minimum(first, len(keys) - 1)] == words):
        index, word = int(first[place]), int(words[place])
        while index < len(patterns) and patterns[index].key == word:
            start = int(place) - patterns[index].place
            if (
                start >= 0
                and data.startswith(patterns[index].data, start)
                and _is_whole(patterns[index].data, data, start)
            ):
                yield patterns[index]
            index += 1


def _is_whole(pattern: bytes, data: bytes, start: int) -> bool:
    """Whether a short number is no part of a longer one: new UIDs hold any digits."""
    return len(pattern) > LONGEST_CHANCE or not pattern.isdigit() or not data[start - 1 : start].isdigit()


def patterns_of(secret: Secret) -> set[bytes]:
    """All byte strings by which a secret would be known again."""
    if isinstance(secret.value, bytes):
        found = {secret.value, secret.value[: len(secret.value) // 2 + 4], base64.b64encode(secret.value).rstrip(b"=")}
        found |= {_turned(secret.value, size) for size in (2, 4, 8)}
    elif isinstance(secret.value, str):
        found = {pattern for spelling in spellings(secret) for pattern in _encoded(spelling)}
    else:
        found = set(_binary(secret.value))
    return {pattern for pattern in found if len(pattern) >= SHORTEST}


def _turned(value: bytes, size: int) -> bytes:
    """The bytes as words of the other byte order."""
    whole = value[: len(value) // size * size]
    return b"".join(whole[start : start + size][::-1] for start in range(0, len(whole), size))


def spellings(secret: Secret) -> set[str]:
    """How a secret may be written: the parts of a name, the forms of a date."""
    value = str(secret.value)
    if secret.kind == "date":
        return date_forms(dt.date.fromisoformat(value))
    if secret.kind == "name":
        family, given = value.split("^")
        return {value, family, given}
    return {value}


def date_forms(day: dt.date) -> set[str]:
    """A day in the forms that are met in headers and texts."""
    plain = ("%Y%m%d", "%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%b-%Y", "%d %b %Y", "%b %d, %Y")  # fmt: skip
    return {day.strftime(form) for form in plain} | {
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day:%m}月{day:%d}日",
    }


def _encoded(text: str) -> Iterator[bytes]:
    for encoding in ENCODINGS:
        try:
            yield text.encode(encoding)
        except UnicodeEncodeError:
            continue
    plain = text.encode()
    yield base64.b64encode(plain).rstrip(b"=")[: len(plain) * 4 // 3]
    yield plain.hex().encode()
    for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256):
        yield digest(plain).hexdigest()[:20].encode()
    if not text.isascii():
        yield text.encode("unicode-escape")
        yield urllib.parse.quote(text).encode()
        yield "".join(f"&#{ord(c)};" for c in text).encode()
        yield from _switched(text)


def _switched(text: str) -> Iterator[bytes]:
    """Within ISO 2022 escapes: the seven bit forms."""
    for encoding, size in (("iso2022_jp", 3), ("iso2022_kr", 0)):
        try:
            body = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        yield body[size:-size] if size else body.split(b"\x0e")[-1].rstrip(b"\x0f")


def _binary(value: float) -> Iterator[bytes]:
    """A number as eight bytes of both orders and as text; four bytes are `words_of`."""
    for order in "<>":
        yield struct.pack(order + "d", value)
        if isinstance(value, int):
            yield struct.pack(order + "q", value)
    yield str(value).encode()


def words_of(secret: Secret) -> set[bytes]:
    """The four-byte forms of a number, to be looked for in elements that are known to hold numbers."""
    if not isinstance(secret.value, int | float):
        return set()
    found = {struct.pack(order + "f", secret.value) for order in "<>"}
    if isinstance(secret.value, int):
        found |= {struct.pack(order + "i", secret.value) for order in "<>"}
    return found
