"""The values that were removed from an object, as the search for remainders takes them."""

from collections.abc import Iterator

from qc.dicom.profile.dummies import BY_VR
from qc.dicom.profile.registered import is_registered
from qc.dicom.rewriting.plan import TEXT_VRS
from qc.dicom.rewriting.subject import SourceValue, Subject
from qc.dicom.text.residual import Removed


def removed_from(subject: Subject) -> Removed:
    """All that was removed, but for words that also stand in values that stay, or in a part of them.

    What identifies the person is searched for without exception. The same word may be harmless and stand in two
    places, one of which the profile keeps: the kind of a field that a private element repeats, or the name of a room that
    begins the name of its scanner.
    """
    removed = Removed()
    kept = b"\\".join(subject.kept).lower()
    for value in dict.fromkeys(subject.removed):
        texts = [text for text in _texts(value) if value.identifying or _stored(value, text) not in kept]
        if texts:
            removed.add(value.vr, value.raw, texts)
    for text in (
        *subject.written,
        subject.pseudonym,
        *BY_VR.values(),
    ):  # who was born on the dummy's day is told by none
        removed.wrote(text)
    return removed


def _texts(value: SourceValue) -> Iterator[str]:
    """The words of a value; opaque bytes count if they are words after all."""
    if value.vr in TEXT_VRS:
        for text in value.characters.decode(value.raw, value.vr):
            if text and not (value.vr == "UI" and is_registered(text)):
                yield text
        return
    raw = value.raw.strip(b" \0")
    if raw and raw.isascii() and raw.decode("ascii").isprintable():
        yield raw.decode("ascii")


def _stored(value: SourceValue, text: str) -> bytes:
    """The bytes of a word as the source stores it, small letters throughout."""
    data = text.encode("ascii") if text.isascii() else value.characters.encode([text], value.vr).rstrip(b" ")
    return data.lower()
