"""The claim that pixels are clean (CID 7050 code 113101, Burned In Annotation NO): made after review, never before.

The rewriting of a header claims nothing about pixels. Whoever has looked at them, or has blanked what was burned in,
adds the claim here: to an object that is not written yet, or to a file that was published before.
"""

from collections.abc import Sequence
from dataclasses import replace

from qc.dicom.file.elements import Data, Element, walk
from qc.dicom.file.encoding import Encoding, encoding_of
from qc.dicom.file.part10 import assembled, open_file
from qc.dicom.file.transfer_syntax import transfer_syntax
from qc.dicom.outcome import Rewritten
from qc.dicom.rewriting.declaration import BURNED_IN, CLEAN_PIXELS, MEANINGS, METHOD_CODES, method_codes

CODE_VALUE = 0x00080100
Part = bytes | memoryview


def with_clean_pixels(rewritten: Rewritten) -> Rewritten:
    """The same object, saying that its pixels are clean."""
    syntax = transfer_syntax(rewritten.facts.transfer_syntax_uid)
    encoding, data = encoding_of(syntax), b"".join(rewritten.header[1:])
    parts, codes = _claiming(data, walk(data, 0, len(data), encoding).elements, encoding)
    header: list[Part] = [rewritten.header[0], *parts]
    facts = replace(rewritten.facts, burned_in_annotation="NO")
    return replace(rewritten, header=header, parts=assembled(syntax, header, rewritten.body), codes=codes, facts=facts)


def published_with_clean_pixels(data: Data) -> list[Part]:
    """A file that was published before, saying that its pixels are clean; Quarantined where it cannot be read."""
    file = open_file(data)
    parts, _ = _claiming(file.data, file.data_set.elements, file.encoding)
    return assembled(file.syntax, [data[: file.meta_end], *parts], [])


def _claiming(data: Data, elements: Sequence[Element], encoding: Encoding) -> tuple[list[Part], tuple[str, ...]]:
    """The parts of a data set with the claim, and the codes that it now names."""
    whole = memoryview(data)
    parts: list[Part] = []
    codes = tuple(sorted({*_codes(data, elements), CLEAN_PIXELS}))
    claims = {METHOD_CODES: method_codes(codes, encoding), BURNED_IN: encoding.element(BURNED_IN, "CS", b"NO")}
    for element in elements:
        parts.extend([claims.pop(tag) for tag in list(claims) if tag <= element.tag])
        if element.tag not in (METHOD_CODES, BURNED_IN):
            parts.append(whole[element.start : element.next])
    return [*parts, *claims.values()], codes


def _codes(data: Data, elements: Sequence[Element]) -> set[str]:
    """The codes that a data set names."""
    sequences = [element.items for element in elements if element.tag == METHOD_CODES and element.items]
    inner = [element for sequence in sequences for item in sequence.items for element in item.elements]
    told = {data[e.value : e.end].decode("latin-1").strip(" \0") for e in inner if e.tag == CODE_VALUE}
    return told & MEANINGS.keys()
