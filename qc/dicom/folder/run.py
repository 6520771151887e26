"""What every worker of one run has at hand: the key, the profile, the folders, the settings and the decisions."""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qc.dicom.folder.content import Content, digest, digest_key, mapped
from qc.dicom.folder.settings import Settings
from qc.dicom.folder.walk import Entry, location
from qc.dicom.keys import Keys
from qc.dicom.pixels.devices import DeviceRules
from qc.dicom.pixels.review import Decision, parse_verdict
from qc.dicom.profile import Profile


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its key and rules, where it reads and writes, and what reviewers said by the ids of files."""

    keys: Keys
    profile: Profile
    folder: Path  # of the input: itself, or that of the one file
    out: Path
    settings: Settings
    decisions: Mapping[str, str]
    content_key: bytes
    devices: DeviceRules

    @classmethod
    def start(cls, keys: Keys, source: Path, out: Path, settings: Settings, decisions: Mapping[str, str]) -> "Run":
        """A run with everything that is derived from its key and settings."""
        profile = Profile(retain_device_identity=settings.retain_device_identity)
        devices = DeviceRules.read(*filter(None, [settings.device_rules]))
        folder = (source if source.is_dir() else source.parent).absolute()
        return cls(keys, profile, folder, out.absolute(), settings, decisions, digest_key(keys), devices)

    def content(self, entry: Entry) -> Content:
        """The bytes of an entry; Quarantined where they may not or cannot be read."""
        return mapped(location(self.folder, entry.name), self.settings.largest)

    def decision(self, opaque: str) -> Decision | None:
        """What a reviewer said of a file, None if nothing."""
        return parse_verdict(self.decisions.get(opaque, ""))

    def id_of(self, entry: Entry, content: Content | None = None) -> str:
        """The id by which an entry is called everywhere: opaque, of its name and, if it could be read, its content."""
        if content is None:
            return self.keys.opaque("file", entry.name)
        return self.keys.opaque("file", entry.name, digest(content, self.content_key))

    def name_of(self, entry: Entry) -> str:
        """An opaque id of an entry's name alone."""
        return self.keys.opaque("name", entry.name)

    def state_of(self, entry: Entry) -> str:
        """An opaque id of an entry's name, size and times."""
        return self.keys.opaque("state", entry.name, entry.state)


def handed(run: Run) -> bytes:
    """A run as bytes for the pipe to a worker; they hold the key and go nowhere else."""
    return pickle.dumps((run.keys.master, run.folder, run.out, run.settings, dict(run.decisions)))


def received(given: bytes) -> Run:
    """The run that a worker was handed."""
    master, folder, out, settings, decisions = pickle.loads(given)  # noqa: S301 - from the parent's pipe
    return Run.start(Keys(master), folder, out, settings, decisions)
