"""Which loader reads an input: each loader module offers `FORMAT`, `matches(source)` and `read(source)`.

The modules are asked in this order and the first that says yes reads. A new format is a module
with these three names and one line here.
"""

from collections.abc import Iterator
from typing import Protocol

from graph_schema.errors import UnusableInput
from graph_schema.record import Record
from loaders import (
    bioproject,
    biosample,
    deidentified,
    dicom,
    gsa,
    gsa_human,
    insdc,
    links,
    obia,
    omix,
    records,
    run_document,
    run_taxonomy,
    tax_analysis,
)
from loaders.source import Source
from loaders.workbook import Workbook
from qc.finding import Finding


class Loader(Protocol):
    """What a loader module offers."""

    FORMAT: str

    def matches(self, source: Source) -> bool:
        """Whether the content is of this format."""

    def read(self, source: Source) -> Iterator[Record | Finding]:
        """Its records and what is to be said about them; constant memory."""


LOADERS: tuple[Loader, ...] = (
    obia,
    gsa_human,
    gsa,
    omix,
    dicom,
    insdc,
    run_document,
    bioproject,
    biosample,
    tax_analysis,
    links,
    deidentified,
    run_taxonomy,
    records,
)

UNUSABLE = {
    "empty": ("EMPTY_INPUT", "there is nothing in it", "fetch the file again"),
    "html": ("HTML_NOT_DATA", "this is an HTML page", "the server answered with a page; download the file itself"),
    "lfs_pointer": ("LFS_POINTER", "this is a Git LFS pointer, not the file", "run `git lfs pull`"),
    "zip": ("ZIP_NOT_WORKBOOK", "this is a zip archive, not a workbook", "unpack it and load the files inside"),
    "ole": ("WORKBOOK_UNREADABLE", "this is an old Office file, not a workbook", "save it as .xlsx"),
    "gzip": ("GZIP_TWICE", "this was compressed twice", "uncompress it once"),
    "binary": ("BINARY_INPUT", "this is no text, no workbook and no image", "check what the file is"),
}


def loader_of(source: Source) -> Loader:
    """The loader of a source, by its forced format or by its content; UnusableInput where there is none."""
    if source.as_format:
        return named(source.as_format)
    for loader in LOADERS:
        if loader.matches(source):
            return loader
    raise unknown(source)


def named(format_name: str) -> Loader:
    """The loader of a format's name; UnusableInput for a name nobody has."""
    for loader in LOADERS:
        if format_name == loader.FORMAT:
            return loader
    known = ", ".join(loader.FORMAT for loader in LOADERS)
    raise UnusableInput(f"no format is called {format_name!r}", code="FORMAT_NAME_UNKNOWN", hint=f"formats: {known}")


def unknown(source: Source) -> UnusableInput:
    """Why nobody reads this source."""
    if source.kind in ("zip", "ole") and source.workbook is not None:
        return _unknown_workbook(source.workbook)
    if source.kind in UNUSABLE:
        code, message, hint = UNUSABLE[source.kind]
        return UnusableInput(message, code=code, hint=hint)
    what = (
        f"XML with the root element {source.xml_root}"
        if source.kind == "xml"
        else f"{source.kind} of an unknown format"
    )
    return UnusableInput(f"this is {what}", code="FORMAT_UNKNOWN", hint="force a format with --as if you know it")


def _unknown_workbook(workbook: Workbook) -> UnusableInput:
    """A workbook that opens, but has no sheet with the headers of any archive."""
    names = ", ".join(repr(sheet.name) for sheet in workbook.sheets.values())
    return UnusableInput(
        f"this is a workbook of an unknown format; no sheet of {names} has headers that any archive writes",
        code="FORMAT_UNKNOWN",
        hint="sheets are named Individual, Sample, Experiment, Run and have a column Accession",
    )


def read(source: Source) -> Iterator[Record | Finding]:
    """Everything a source says; UnusableInput where no loader reads it."""
    return loader_of(source).read(source)
