"""Secrets around the data set and in the raw pixels: preamble, file meta information, tails, unused bits."""

import numpy as np

from tests.data.canaries.canary import Canary
from tests.data.canaries.codestreams import PIXELS, plant_codestream
from tests.data.canaries.elements import BIG, Element, padded
from tests.data.canaries.graphics import unused_bits


def plant_wrapper(canary: Canary) -> None:
    """Preamble, file meta information, and bytes behind the data set or behind the deflated stream."""
    vault, meta = canary.vault, canary.file.meta
    canary.file.preamble = (b"II*\0" + vault.raw("preamble", 60)).ljust(128, b"\0")
    for keyword in ("SourceApplicationEntityTitle", "SendingApplicationEntityTitle", "ReceivingApplicationEntityTitle"):
        meta.put(keyword, padded(vault.capitals(f"meta/{keyword}").encode()))
    meta.put("ImplementationVersionName", padded(vault.text("meta/version", 5, 16).encode()))
    meta.put("PrivateInformationCreatorUID", padded(vault.uid("meta/creator").encode(), b"\0"))
    meta.put("PrivateInformation", vault.raw("meta/private", 40), "OB")
    meta.put("SourcePresentationAddress", f"http://{vault.text('meta/address')}.example".encode(), "UR")
    canary.file.behind = padded(vault.raw("behind/data-set", 60))


def plant_pixels(canary: Canary) -> None:
    """Unused bits of the words, bytes beyond the last row, or whatever a code stream has room for."""
    element = canary.elements.get(PIXELS)
    if element is None:
        return
    if element.fragments is not None:
        plant_codestream(canary)
        return
    value, stored = element.value, canary.elements.number("BitsStored")
    if canary.elements.number("BitsAllocated") == 16 and stored == 12:
        hidden = canary.vault.word(6).encode()
        canary.vault.note("pixels/unused-bits", "bytes", hidden)
        shift = 0 if canary.elements.number("HighBit") == 15 else stored
        value = unused_bits(np.frombuffer(value, "<u2"), shift, hidden).tobytes()
    tail = padded(canary.vault.raw("pixels/tail", 60), b"\0")
    vr = element.vr
    if canary.file.syntax == BIG and vr == "OW":
        tail = np.frombuffer(tail, "<u2").byteswap().tobytes()  # so that it reads as text in the file
    canary.elements[PIXELS] = Element(PIXELS, vr, value + tail)
