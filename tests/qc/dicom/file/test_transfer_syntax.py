"""Which transfer syntaxes are known."""

import pydicom.uid
import pytest

from qc.dicom.file.transfer_syntax import KNOWN, Stream, transfer_syntax
from qc.dicom.outcome import Quarantined


def test_every_known_syntax_is_registered():
    """Pydicom's register has each of them as a transfer syntax."""
    assert all(pydicom.uid.UID(uid).is_transfer_syntax for uid in KNOWN)


def test_whether_pixels_are_encapsulated_agrees_with_pydicom():
    """Native words or frames in fragments."""
    encapsulated = {uid for uid, syntax in KNOWN.items() if syntax.stream is not Stream.NATIVE}
    assert encapsulated == {uid for uid in KNOWN if pydicom.uid.UID(uid).is_encapsulated}


@pytest.mark.parametrize(
    "uid",
    ["", "1.2.840.113619.5.2", "1.2.840.10008.1.2.4.100", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.1.98", "SMITH"],
)
def test_video_private_and_unknown_syntaxes_are_refused(uid):
    """Nobody here looks at their pixels."""
    with pytest.raises(Quarantined) as refusal:
        transfer_syntax(uid)
    assert refusal.value.code == "TRANSFER_SYNTAX_UNKNOWN"
