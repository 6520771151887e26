"""A folder that claims to be de-identified, verified by the rules that would have made it so; no key is needed.

Of a folder that `gsagraph deidentify` wrote, the published files are checked; of any other folder, all files. A file
is called by its path if that tells nothing, else by its number in the order of paths: a name may be what gives someone
away.
"""

import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from qc.dicom.folder.check_file import CHECKS, HINT, check_content
from qc.dicom.folder.content import mapped
from qc.dicom.folder.journal import Remark
from qc.dicom.folder.output import MARK, PUBLISHED
from qc.dicom.folder.report import Report
from qc.dicom.folder.walk import Entry, entries, location
from qc.dicom.outcome import CODES, Quarantined
from qc.dicom.pixels.devices import DeviceRules
from qc.dicom.text.folding import fold
from qc.dicom.text.vocabulary import is_listed
from qc.workers import Workers

CHUNK = 64
NEW_NAME = re.compile(r"2\.25\.[0-9]{1,39}|IMG1-[A-Z2-7]{20}")
SUFFIX = re.compile(r"\.(dcm|dicom|ima)\Z", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s.-]+")
PLAIN_WORD = re.compile(
    "[a-z]|dcm|dicom|img|image|im|slice|ser|series|se|studies|exam|file|frame|out|clean|published|part|copy|case|subject"
    "|sub|patient|individual|anon|anonymous|anonymized|deidentified|data|export|test",
    re.IGNORECASE,
)
LONGEST_NUMBER = 4  # digits of a plain number; longer ones may be dates, numbers of records or old UIDs


@dataclass(slots=True)
class CheckReport:
    """How many files were read, how many of them are clean, and what was found."""

    read: int = 0
    clean: int = 0
    found: Report = field(default_factory=Report)

    @property
    def exit_code(self) -> int:
        """1 if anything was found that is more than worth knowing, else 0."""
        return int(any(severity != "info" for severity, _ in self.found.codes))

    def contract(self) -> dict[str, object]:
        """The one object of `deidentify --check --json`."""
        return {"read": self.read, "clean": self.clean, "findings": self.found.contract()["findings"]}


Numbered = tuple[int, Entry]


@dataclass(slots=True)
class Checking:
    """What every worker of a check has at hand: the folder, and the rules for pixels of devices."""

    root: Path
    device_rules: Path | None
    devices: DeviceRules = field(init=False)

    def __post_init__(self) -> None:
        self.devices = DeviceRules.read(*filter(None, [self.device_rules]))


def check(folder: Path, jobs: int = 0, device_rules: Path | None = None) -> CheckReport:
    """Check all files of a folder; UnusableInput (`PATH_UNREADABLE`) where there is no such folder."""
    below = folder / PUBLISHED if (folder / MARK).is_file() else folder
    report = CheckReport()
    numbered = enumerate(entries(below) if below == folder or below.exists() else (), 1)
    checking = Checking(below.absolute(), device_rules)
    with Workers(jobs, _received, pickle.dumps(checking), preload=[__name__]) as workers:
        for chunk, found in workers.map(_check_chunk, _chunks(numbered)):
            for number, entry in chunk:
                remarks = found[number] if found else [Remark("CHECK_UNREADABLE", "error", CODES["INTERNAL"], HINT)]
                _count(report, number, entry, remarks)
    if not report.read:
        report.found.find(
            Remark("CHECK_NOTHING", "error", CHECKS["CHECK_NOTHING"], "name the folder that holds the files")
        )
    return report


def _received(given: bytes) -> Checking:
    checking: Checking = pickle.loads(given)  # noqa: S301 - from the parent's pipe
    return checking


def _chunks(numbered: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    while chunk := list(islice(numbered, CHUNK)):
        yield chunk


def _check_chunk(checking: Checking, chunk: list[Numbered]) -> dict[int, list[Remark]]:
    return {number: list(_check_entry(checking, entry)) for number, entry in chunk}


def _check_entry(checking: Checking, entry: Entry) -> Iterator[Remark]:
    if not is_harmless(entry.name):
        yield Remark("CHECK_NAME", "error", CHECKS["CHECK_NAME"], "name files by their SOP Instance UIDs")
    if entry.refusal:
        yield Remark("CHECK_UNREADABLE", "error", CODES[entry.refusal], HINT)
        return
    try:
        yield from check_content(mapped(location(checking.root, entry.name)), checking.devices)
    except Quarantined as error:
        yield Remark("CHECK_UNREADABLE", "error", CODES[error.code], HINT)
    except Exception:  # noqa: BLE001 - whatever a parser says may repeat a value of the file
        yield Remark("CHECK_UNREADABLE", "error", CODES["INTERNAL"], HINT)


def is_harmless(name: bytes) -> bool:
    """Whether a path tells nothing: it is made of new UIDs and pseudonyms, or of plain words and short numbers.

    >>> [is_harmless(name) for name in (b"IMG1-ABCDEFGHIJKLMNOPQRST/2.25.17.dcm", b"case 3/CT0001", b"Quixwell.dcm")]
    [True, True, False]
    """
    return all(_is_harmless(part) for part in name.decode("utf-8", "surrogateescape").split("/"))


def _is_harmless(part: str) -> bool:
    bare = SUFFIX.sub("", part)
    return NEW_NAME.fullmatch(bare) is not None or all(_is_plain(word) for word in WORD.findall(bare))


def _is_plain(word: str) -> bool:
    if word.isdigit():
        return len(word.lstrip("0")) <= LONGEST_NUMBER
    return PLAIN_WORD.fullmatch(word) is not None or (word.isascii() and is_listed(fold(word)))


def _count(report: CheckReport, number: int, entry: Entry, remarks: list[Remark]) -> None:
    report.read += 1
    report.clean += all(remark.severity == "info" for remark in remarks)
    path = entry.name.decode() if is_harmless(entry.name) else f"#{number}"
    for remark in remarks:
        report.found.find(remark, path=path)
