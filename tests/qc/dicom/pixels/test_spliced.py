"""Elements are exchanged in a file that else stays, and a review is declared only by asking for it."""

import io

import numpy as np
import pydicom
import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

from qc.dicom.pixels.spliced import as_explicit, declare_clean, explicit_number, opened, spliced
from tests.qc.dicom.pixels.images import facts, made, real, reread, rewritten

SYNTAXES = [
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    RLELossless,
    DeflatedExplicitVRLittleEndian,
]
CHANGED = {0x00120064, 0x00280301}


def codes(dataset):
    return [item.CodeValue for item in dataset.DeidentificationMethodCodeSequence]


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("annotation", [None, "NO", "YES"])
def test_a_review_is_declared_in_every_syntax(syntax, annotation):
    """Burned In Annotation NO and code 113101 with its meaning; all other elements as they were, in order."""
    attributes = {"BurnedInAnnotation": annotation} if annotation else {}
    before = rewritten(made(np.arange(48, dtype=np.uint16).reshape(6, 8), syntax, **attributes))
    after = declare_clean(before)
    old, new = reread(before), reread(after)
    assert new.BurnedInAnnotation == "NO"
    assert codes(new) == sorted([*codes(old), "113101"])
    item = next(item for item in new.DeidentificationMethodCodeSequence if item.CodeValue == "113101")
    assert (item.CodeMeaning, item.CodingSchemeDesignator) == ("Clean Pixel Data Option", "DCM")
    assert {e.tag: e for e in old if e.tag not in CHANGED} == {e.tag: e for e in new if e.tag not in CHANGED}
    assert not opened(after).data_set.unsorted
    assert new.file_meta == old.file_meta
    assert (after.codes, after.facts.burned_in_annotation) == (tuple(codes(new)), "NO")


def test_nothing_is_declared_without_a_review():
    """What the engine gives has neither the code nor a new Burned In Annotation."""
    dataset = reread(rewritten(made(np.zeros((4, 4), np.uint8))))
    assert "113101" not in codes(dataset)
    assert "BurnedInAnnotation" not in dataset


def test_declaring_twice_is_declaring_once():
    """The same bytes."""
    once = declare_clean(rewritten(real("CT_small.dcm")))
    assert declare_clean(once).data() == once.data()


def test_header_and_body_are_told_apart_for_the_search():
    """What stands before the pixels and the pixels themselves, never deflated, are the file's data set."""
    after = declare_clean(rewritten(made(np.zeros((64, 64), np.uint8), DeflatedExplicitVRLittleEndian)))
    header, body = b"".join(after.header), b"".join(after.body)
    assert after.data().startswith(bytes(after.header[0]))
    assert len(body) == 64 * 64 + 12
    assert b"Clean Pixel Data Option" in header
    assert b"Clean Pixel Data Option" not in after.data()


def test_elements_are_put_in_their_place_or_left_out():
    """A new element between others, one fewer, and the meta with the syntax that the facts name."""
    before = rewritten(real("CT_small.dcm"))
    file = opened(before)
    changes = {0x00280006: explicit_number(0x00280006, 1), 0x00280030: None}
    result = spliced(before, file, changes, as_explicit(before.facts))
    after = pydicom.dcmread(io.BytesIO(result.data()))
    assert after.PlanarConfiguration == 1
    assert "PixelSpacing" not in after
    assert not opened(result).data_set.unsorted


def test_facts_of_plain_pixels_name_the_plain_syntax():
    """Nothing else of the facts changes."""
    before = facts(transfer_syntax_uid=RLELossless, rows=7)
    assert as_explicit(before).transfer_syntax_uid == ExplicitVRLittleEndian
    assert as_explicit(before).rows == 7
