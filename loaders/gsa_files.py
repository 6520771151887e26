"""The files of a GSA run: name, size, md5, address and role, from the old and the new columns of the Run sheet."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph_schema.record import Record
from graph_schema.vocabulary import missing_reason, standard
from loaders.draft import Draft, Reading
from loaders.workbook import Row
from qc.finding import Finding

NAME_AND_SIZE = re.compile(r"(.*?)\s*[(（]\s*([\d,]+)\s*bytes?\s*[)）]", re.IGNORECASE | re.DOTALL)
MD5 = re.compile(r"[0-9a-fA-F]{32}")
DATASET_IN_PATH = re.compile(r"/(CRA\d{6,})(?:/|$)", re.IGNORECASE)
COMPRESSED = frozenset({"gz", "bz2", "xz", "zst", "z"})
LONGEST_NAME = 200


class FileColumns(NamedTuple):
    """The folded headers of one file of a run, old form and new form."""

    role: str
    names: tuple[str, ...]
    md5s: tuple[str, ...]
    urls: tuple[str, ...]


FILES = (
    FileColumns(
        "read1",
        ("file name 1", "read filename 1"),
        ("md5 checksum 1", "read file1 md5"),
        ("download1", "download read file1"),
    ),
    FileColumns(
        "read2",
        ("file name 2", "read filename 2"),
        ("md5 checksum 2", "read file2 md5"),
        ("download2", "download read file2"),
    ),
    FileColumns("index1", ("index filename 1",), ("index file1 md5",), ("download index file1",)),
    FileColumns("index2", ("index filename 2",), ("index file2 md5",), ("download index file2",)),
    FileColumns("reference", ("reference file name",), ("md5 for reference file",), ("download reference file",)),
)
FILE_COLUMNS = frozenset(header for file in FILES for headers in file[1:] for header in headers)


def spelled(sheet_headers: dict[str, int], headers: tuple[str, ...]) -> tuple[str, ...]:
    """The headers of these that a sheet has, blanks aside (`DownLoad 1` is `DownLoad1`)."""
    wanted = {header.replace(" ", "") for header in headers}
    return tuple(header for header in sheet_headers if header.replace(" ", "") in wanted)


def is_file_column(folded: str) -> bool:
    """Whether a column tells of a file."""
    return folded.replace(" ", "") in _PLAIN


_PLAIN = frozenset(header.replace(" ", "") for header in FILE_COLUMNS)


def dataset_of(row: Row) -> tuple[str, str] | None:
    """The dataset in the download paths of a run, with the cell that names it."""
    for columns in FILES:
        for header in spelled(row.sheet.index, columns.urls):
            if found := DATASET_IN_PATH.search(row.get(header)):
                return found[1].upper(), row.cell(header)
    return None


def file_format(name: str, file_type: str) -> str:
    """The format by the file's extensions, else by the type that the run gives.

    >>> file_format("CRR000001_f1.fq.gz", ""), file_format("CRD015671.gz", "fastq")
    ('fastq', 'fastq')
    """
    parts = name.lower().split(".")[1:]
    while parts and parts[-1] in COMPRESSED:
        parts.pop()
    term = (parts and standard("FileFormat", EXTENSIONS.get(parts[-1], parts[-1]))) or standard("FileFormat", file_type)
    return term.value if term else ""


EXTENSIONS = {"fq": "fastq", "fa": "fasta", "fna": "fasta", "tgz": "tar", "h5": "hdf5", "ab": "ab1"}


def name_and_size(cell: str) -> tuple[str, str]:
    """The two things of a cell such as `CRR710761.fq.gz (3841614500 bytes)`; no size gives ""."""
    found = NAME_AND_SIZE.fullmatch(cell)
    return (found[1], found[2].replace(",", "")) if found else (cell, "")


def files_of(reading: Reading, row: Row, run: str, dataset: str | None) -> Iterator[Record | Finding]:
    """A File for each filled group of file columns of a run."""
    taken: set[str] = set()
    for columns in FILES:
        cells = {part: _cell(row, getattr(columns, part)) for part in ("names", "md5s", "urls")}
        if cells["names"][0] or cells["urls"][0] or MD5.fullmatch(cells["md5s"][0]):
            yield from _file(reading, row, run, dataset, columns.role, cells, taken)


def _cell(row: Row, headers: tuple[str, ...]) -> tuple[str, str]:
    """The first filled text under these headers, with its cell."""
    present = spelled(row.sheet.index, headers)
    for header in present:
        value = row.get(header)
        if missing_reason(value) is None:
            return value, row.cell(header)
    return "", row.cell(present[0]) if present else row.location


def _file(
    reading: Reading,
    row: Row,
    run: str,
    dataset: str | None,
    role: str,
    cells: dict[str, tuple[str, str]],
    taken: set[str],
) -> Iterator[Record | Finding]:
    name, size = name_and_size(cells["names"][0])
    url, url_cell = cells["urls"]
    name = name or url.rstrip("/").rpartition("/")[2]
    md5, md5_cell = cells["md5s"]
    key = md5.lower() if MD5.fullmatch(md5) else ""
    if not key or key in taken:
        key = name[:LONGEST_NAME]
    draft = reading.draft("File", f"{run}/{key}", cells["names"][1])
    taken.add(key)
    _md5(draft, md5, md5_cell)
    _describe(draft, name, size, url, role, cells["names"][1], url_cell)
    draft.put("format", file_format(name, row.get("run data file type")), "format")
    draft.add("OUTPUT_OF", run, "Run")
    if dataset:
        draft.add("IN_DATASET", dataset, "Dataset")
    yield from draft.build()


def _md5(draft: Draft, md5: str, cell: str) -> None:
    if MD5.fullmatch(md5):
        draft.slots["md5"] = md5.lower()
        draft.put("checksum_method", "MD5")
    elif md5:
        draft.attribute("MD5", md5)
        draft.find(
            "MD5_INVALID", "warning", cell, f"{md5!r} is not an md5 of 32 hexadecimal digits", "kept as an attribute"
        )
    else:
        draft.missing("md5", "missing")
        draft.find("MD5_MISSING", "info", cell, "the file has no md5", "it is known by its name instead")


def _describe(draft: Draft, name: str, size: str, url: str, role: str, cell: str, url_cell: str) -> None:
    draft.slots["archive"] = "GSA"
    draft.put("name", name, "File name", cell)
    draft.put("role", role)
    if size:
        draft.put("size", size, "Size", cell)
    else:
        draft.missing("size", "missing")
    if url:
        draft.put("url", url, "DownLoad", url_cell)
