"""One spelling for the identifier of a person, so that two ways of writing it give one pseudonym.

Pseudonyms are keyed tokens of this spelling (`qc.dicom.keys`). Two hospitals may give the same number to two people,
so the issuer belongs to it. Where two hospitals use different numbers for one person, only a curated table can tell.
"""

import re
import unicodedata

SEPARATOR = "\x1f"  # stands in no identifier: control signs are taken out first
_IDENTITY_NUMBER = re.compile(r"\d{17}[x]", re.ASCII)
_DASHES = re.compile("[\u2010-\u2015\u2212]")  # NFKC leaves hyphens of print as they are


def canonical(identifier: str, issuer: str = "") -> str:
    """The spelling of an identifier and its issuer that counts; "" where the identifier says nothing.

    Width and ligatures are folded (NFKC), blanks and control signs taken out, dashes made one, and the check sign of a
    Chinese identity number written as a capital. Letters else keep their case, for some hospitals tell patients by it.

    >>> canonical(" ４４０１０６19900101123x ") == canonical("44010619900101123X")
    True
    """
    bare = _bare(identifier)
    if not bare:
        return ""
    if _IDENTITY_NUMBER.fullmatch(bare):
        bare = bare.upper()
    return f"{_bare(_bare(issuer).casefold())}{SEPARATOR}{bare}"


def _bare(text: str) -> str:
    """Folded, without blanks and control signs; folded twice, since a blank may have kept an accent from its letter."""
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    kept = (sign for sign in folded if not sign.isspace() and unicodedata.category(sign)[0] != "C")
    return unicodedata.normalize("NFKC", "".join(kept))
