"""Meanings of public codes (PS3.16), word for word as the standard's context groups have them.

A code's meaning is text, and so it is cleaned like every descriptor; but one that the standard itself gives to a code
tells of nobody and may stay whole. The meanings come with pydicom and are read when the first one is asked for.
"""

import importlib
from functools import cache


def is_public_meaning(text: str) -> bool:
    """Whether a Code Meaning is one that the standard gives to some code, in whatever case.

    >>> is_public_meaning("Uncompressed predecessor"), is_public_meaning("Zhang San")
    (True, False)
    """
    return _folded(text) in _meanings()


@cache
def _meanings() -> frozenset[str]:
    """All meanings; a dictionary of schemes, keywords and codes, each with its meaning and context groups."""
    # Half a second to import, which most runs need not spend.
    concepts = importlib.import_module("pydicom.sr._concepts_dict").concepts
    return frozenset(
        _folded(meaning)
        for keywords in concepts.values()
        for codes in keywords.values()
        for meaning, _ in codes.values()
    )


def _folded(text: str) -> str:
    return text.strip(" \0").casefold()
