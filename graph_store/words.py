"""Words of full text, the same in every store: what is written to an index and what is asked of it.

Stores index `document(texts)`, a text of words with single blanks between them, with a tokenizer
that splits at blanks and nothing else. A phrase of `phrases(text)` is found where its words stand
next to each other in that order. Texts are NFKC-normalised and lower-cased here (all of Unicode),
so no store's own folding, stemming or stop list takes part. A word is a run of letters and digits;
each CJK ideograph, kana or hangul syllable is a word of its own, and a run of them one phrase.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from graph_schema.model import SLOTS

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(f"[{CJK}]+|[^\\W_{CJK}]+")
IDEOGRAPHS = re.compile(f"[{CJK}]")
SEPARATOR = "¦"
"""Stands between two texts of a document, so that no phrase reaches from one into the next."""


def phrases(text: str) -> list[list[str]]:
    """The phrases of a text in order: one word each, or the characters of a run of CJK.

    >>> phrases("RNA-Seq of 结肠")
    [['rna'], ['seq'], ['of'], ['结', '肠']]
    """
    runs = RUN.findall(unicodedata.normalize("NFKC", text).lower())
    return [list(run) if IDEOGRAPHS.match(run) else [run] for run in runs]


def words(text: str) -> list[str]:
    """The words of a text in order, every CJK character a word."""
    return [word for phrase in phrases(text) for word in phrase]


def document(texts: Iterable[str]) -> str:
    """The words of several texts as one text for an index; empty if there is none."""
    return f" {SEPARATOR} ".join(" ".join(found) for found in map(words, texts) if found)


def starts(text: str) -> tuple[str, str]:
    """The beginnings of accessions a search text may mean: as typed, and in ASCII capitals."""
    typed = text.strip()
    return typed, "".join(letter.upper() if letter.isascii() else letter for letter in typed)


def node_document(node_type: str, slots: Mapping[str, Any]) -> str:
    """The words a node is found by: its accession and the slots marked `search`, by name."""
    known = SLOTS[node_type]
    texts = [slots["accession"]]
    for name in sorted(slots):
        if known[name].search and name != "accession":
            texts += slots[name] if known[name].many else [slots[name]]
    return document(texts)
