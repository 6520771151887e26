"""What a run over a folder may be told, in one table of values; the key comes apart from it."""

from dataclasses import dataclass
from pathlib import Path

from qc.dicom.folder.content import LARGEST


@dataclass(frozen=True, slots=True)
class Settings:
    """How a folder is worked. `pixel_tests` and `residual` are for measurements of the header path alone.

    With `jobs` 0 all is done in this process, with 1 and more in as many worker processes, which survive a decoder
    that crashes on a damaged image.
    """

    jobs: int = 0
    dry_run: bool = False
    retain_device_identity: bool = True
    pixel_tests: bool = True
    residual: bool = True
    html: bool = False
    keep_originals: Path | None = None
    reviewed: Path | None = None
    device_rules: Path | None = None
    largest: int = LARGEST
