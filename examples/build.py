"""Builds the whole example into one folder, ready to be loaded."""

import shutil
from pathlib import Path

from examples.images import write_images
from examples.workbooks import write_workbook

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "var" / "example"
COLLECTION = "OBIA9001"


def build(target: Path = TARGET) -> list[Path]:
    """Write the example into `target` (emptied first) and answer the paths to load, in a fixed order."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in sorted((HERE / "files").iterdir()):
        shutil.copyfile(path, target / path.name)
    for folder in sorted((HERE / "tables").iterdir()):
        write_workbook(folder, target / f"{folder.name}.xlsx")
    write_images(HERE / "tables" / COLLECTION, target / COLLECTION)
    return sorted(target.iterdir())
