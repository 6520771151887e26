"""Declared checksums: what `md5sum` and BSD's `md5` write, for `gsagraph qc --md5-file` and for an inbox."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph_schema.errors import UnusableInput

GNU = re.compile(r"\\?([0-9a-fA-F]{32})\s+\*?(.+)")
BSD = re.compile(r"MD5 ?\((.+)\) ?= ?([0-9a-fA-F]{32})")
BARE = re.compile(r"[0-9a-fA-F]{32}")


def is_md5(text: str) -> bool:
    """Whether a text is an md5 in hexadecimal."""
    return BARE.fullmatch(text) is not None


def declared(listing: Path, files: Sequence[Path]) -> dict[str, str]:
    """The md5 that a list declares, by path as given; files that it does not name are left out.

    Names are relative to the list; one that leads nowhere still counts for the only file of its base name. A list of
    a bare md5 speaks for the only file. UnusableInput (MD5_LIST_UNUSABLE) where it cannot be read as such a list.
    """
    rows = list(_rows(listing))
    if len(rows) == len(files) == 1 and not rows[0][0]:
        return {str(files[0]): rows[0][1]}
    by_path = {(listing.parent / name).resolve(): md5 for name, md5 in rows}
    by_name = _unique((Path(name).name, md5) for name, md5 in rows)
    found = {}
    for file in files:
        md5 = by_path.get(file.resolve()) or by_name.get(file.name)
        if md5:
            found[str(file)] = md5
    return found


def beside(file: Path) -> str | None:
    """The md5 that a file `<name>.md5` next to a file declares for it."""
    listing = file.with_name(f"{file.name}.md5")
    return declared(listing, [file]).get(str(file)) if listing.is_file() else None


def _rows(listing: Path) -> Iterable[tuple[str, str]]:
    """Name and md5 of each line; no name in a line that is nothing but an md5."""
    try:
        lines = listing.read_text(encoding="utf-8-sig", errors="surrogateescape").splitlines()
    except OSError as error:
        raise _unusable(f"{listing}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if found := BSD.fullmatch(text):
            yield found[1], found[2].lower()
        elif found := GNU.fullmatch(text):
            yield _unescaped(found[2]) if text.startswith("\\") else found[2], found[1].lower()
        elif is_md5(text):
            yield "", text.lower()
        else:
            raise _unusable(f"{listing}, line {number}: neither `md5  name` nor `MD5 (name) = md5`")


def _unescaped(name: str) -> str:
    r"""A name as md5sum escapes it: \\ and \n."""
    return re.sub(r"\\([\\n])", lambda found: "\n" if found[1] == "n" else "\\", name)


def _unique(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The rows by name, without names that stand for different checksums."""
    found: dict[str, set[str]] = {}
    for name, md5 in rows:
        found.setdefault(name, set()).add(md5)
    return {name: values.pop() for name, values in found.items() if len(values) == 1}


def _unusable(message: str) -> UnusableInput:
    return UnusableInput(message, code="MD5_LIST_UNUSABLE", hint="give a list as md5sum writes it")
