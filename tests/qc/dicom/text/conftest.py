"""Labelled descriptors: what must go stands between ⟦ and ⟧, all other words are harmless."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qc.dicom.text.descriptors import clean
from qc.dicom.text.identifiers import Identifiers

HERE = Path(__file__).parent
_SECRET = re.compile(r"⟦(.*?)⟧")
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Rates:
    """Secrets that stayed, harmless words in all, and harmless words that went, each with its descriptor."""

    leaked: list[tuple[str, str]]
    harmless: int
    lost: list[tuple[str, str]]

    @property
    def kept(self) -> float:
        """Share of harmless words kept."""
        return 1 - len(self.lost) / self.harmless


def rows(name: str) -> Iterator[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()[1:]
    yield from (line.split("\t") for line in lines)


def people() -> dict[str, Identifiers]:
    found: dict[str, Identifiers] = {}
    for person, vr, value in rows("persons.tsv"):
        found.setdefault(person, Identifiers()).add(vr, value)
    return found


def words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORDS.findall(text))


def rates(name: str) -> Rates:
    known, leaked, lost, harmless = people(), [], [], 0
    for person, marked in rows(name):
        secret, rest = words(" ".join(_SECRET.findall(marked))), words(_SECRET.sub(" ", marked))
        result = clean(marked.replace("⟦", "").replace("⟧", ""), known[person])
        left = words(result)
        leaked += [(marked, word) for word in secret if left[word] > rest[word]]
        leaked += [(marked, span) for span in _SECRET.findall(marked) if span in result]
        harmless += rest.total()
        lost += [(marked, word) for word in (rest - left).elements()]
    return Rates(leaked, harmless, lost)


@pytest.fixture(scope="session")
def judged() -> Callable[[str], Rates]:
    """The rates of a labelled list."""
    return rates
