"""The whole engine on one file: rewrite the header, then search the output for whatever was removed."""

from collections.abc import Sequence

from qc.dicom.file.elements import Data
from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined, Rewritten
from qc.dicom.profile import Profile
from qc.dicom.rewrite import rewrite


def deidentify(data: Data | memoryview, keys: Keys, profile: Profile, *, search: bool = True) -> Rewritten:
    """The object of a file as it may be published, but for its pixels, which `qc.dicom.pixels` judges.

    Quarantined is the only exception of this function: whatever else fails inside has the code INTERNAL, and no
    message repeats a value of the source. `search=False` leaves out the search for remainders (for measuring).
    """
    try:
        rewritten = rewrite(data, keys, profile)
        remains = search and rewritten.removed.found(b"".join(rewritten.header), _whole(rewritten.body))
    except Quarantined as refusal:
        raise Quarantined(refusal.code) from None
    except Exception:  # noqa: BLE001 whatever fails, the file is kept back
        raise Quarantined("INTERNAL") from None
    if remains:
        raise Quarantined("RESIDUAL_VALUE")
    return rewritten


def _whole(parts: Sequence[bytes | memoryview]) -> bytes | memoryview:
    """Parts as one piece; a single one, as pixels mostly are, is not copied."""
    return parts[0] if len(parts) == 1 else b"".join(parts)
