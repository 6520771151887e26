"""The built browser modules: names with content hashes, looked up in the manifest of the build.

A checkout without a build has no manifest; then there is nothing to link, and the pages work without it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STATIC = Path(__file__).parent / "static"
LICENCES = "licences.txt"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a page links for one entry: module scripts and style sheets, as paths below `/static/`."""

    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


class Assets:
    """The entries of one build, read once; `built` tells whether there is one."""

    def __init__(self, folder: Path = STATIC) -> None:
        manifest = folder / "manifest.json"
        self.folder = folder
        self.built = manifest.is_file()
        self._entries: dict[str, Any] = json.loads(manifest.read_text("utf-8")) if self.built else {}

    def bundle(self, source: str) -> Bundle:
        """The files of an entry such as `graph.js` or `style.css`; empty where it was not built."""
        entry = self._entries.get(source)
        if entry is None:
            return Bundle()
        file, linked = entry["file"], tuple(entry.get("css", ()))
        return Bundle((), (file,)) if file.endswith(".css") else Bundle((file,), linked)
