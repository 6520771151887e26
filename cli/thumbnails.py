"""A folder of thumbnails: one PNG for each image that is public and whose pixels are clean, and for no other.

The store decides, not the file: images are looked up before anything is drawn, and thumbnails of images that are no
longer public, or no longer there, are removed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pydicom

from cli.image_files import seen
from graph_store.plan import Columns, Lookup, Plan, Rows
from graph_store.protocol import Store
from qc.dicom.pixels.frames import silenced
from qc.images.thumbnail import file_name

PUBLIC = ("public",)
AT_ONCE = 500
PLAN = Plan(Lookup(0, ("Image",), Rows((("Image", Columns(("accession", "pixels_clean"))),))))


@dataclass(slots=True)
class Drawn:
    """What became of the images of a folder."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    not_open: int = 0
    unreadable: int = 0


def draw(store: Store, files: Sequence[Path], out: Path) -> Drawn:
    """Draw the thumbnails of these files that may be shown, and remove those that may no longer be."""
    told = Drawn()
    out.mkdir(parents=True, exist_ok=True)
    named = {uid: file for file in files if (uid := image_uid(file))}
    shown = open_images(store, named)
    told.not_open = len(named) - len(shown)
    chosen = {file: uid for uid, file in named.items() if uid in shown}
    for file, found in seen(list(chosen), "drawing"):
        if found is None:
            told.unreadable += 1
        elif _write(out / f"{chosen[file]}.png", found.picture.thumbnail()):
            told.written += 1
        else:
            told.unchanged += 1
    told.removed = prune(store, out)
    return told


def prune(store: Store, out: Path) -> int:
    """Remove the thumbnails of images that are not public, or whose pixels are not clean; how many they were."""
    kept = {file.stem: file for file in out.glob("*.png")}
    closed = kept.keys() - open_images(store, kept)
    for uid in closed:
        kept[uid].unlink()
    return len(closed)


def open_images(store: Store, uids: Iterator[str] | dict[str, Path]) -> set[str]:
    """Which of these images everybody may see, with clean pixels."""
    waiting, found = iter(uids), set[str]()
    while some := list(islice(waiting, AT_ONCE)):
        found |= {uid for _, (uid, clean) in store.execute(PLAN, [some], PUBLIC) if clean is True}
    return found


def image_uid(file: Path) -> str | None:
    """The SOP Instance UID of a DICOM file, which becomes a file name; None for any other file, or where it is none."""
    try:
        with silenced(everything=False):
            header = pydicom.dcmread(file, stop_before_pixels=True, specific_tags=["SOPInstanceUID"])
            uid = str(header.get("SOPInstanceUID") or "")
    except Exception:  # noqa: BLE001 -- whatever a library says of a file that is no image, it is passed over
        return None
    return uid if file_name(uid) else None


def _write(file: Path, png: bytes) -> bool:
    """Write a file unless it holds just that."""
    if file.is_file() and file.read_bytes() == png:
        return False
    fresh = file.with_suffix(".new")
    fresh.write_bytes(png)
    fresh.replace(file)
    return True
