"""CRAM: its structure checked byte by byte, then its records as BAM from a decoder in a process of its own.

References come from this machine alone: `Options.reference`, or by M5 from REF_PATH and REF_CACHE. Where one is not at
hand, all but bases and qualities is decoded and checked, and a warning says so.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qc.sequence.alignment.bam import check_records
from qc.sequence.alignment.counts import no_counts
from qc.sequence.alignment.cram_container import Broken, Container, CramReader
from qc.sequence.alignment.cram_reference import missing
from qc.sequence.alignment.cram_slices import header_text, needed_references
from qc.sequence.alignment.cram_source import ALL_FIELDS, WITHOUT_BASES, CramSource
from qc.sequence.alignment.header import Header, read_header
from qc.sequence.alignment.index import check_index
from qc.sequence.alignment.metrics import alignment_metrics
from qc.sequence.alignment.window import Window
from qc.sequence.container.stream import Stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

WITHOUT_END = (2, 0)
"""The version whose files have no container at their end."""
OTHER_REFERENCE = "reference mismatch"
"""What htslib says where the reference given is not the one of the file."""
SHOWN = 160
NAMED = 5


@dataclass(slots=True)
class Structure:
    """What the containers show: version, SAM header, records, references needed from outside, containers that end it.

    `whole` is whether they can be read up to their end.
    """

    version: tuple[int, int] = (0, 0)
    header: bytes | None = None
    records: int = 0
    containers: int = 0
    needed: set[int] = field(default_factory=set)
    ends: int = 0
    whole: bool = True

    @property
    def ended(self) -> bool:
        """Whether the container that ends the file was there."""
        return self.ends > 0


def check_cram(path: Path, stream: Stream, remarks: Remarks, options: Options) -> dict[str, Any]:
    """Check a CRAM file; its figures. Content raises nothing, and nothing is fetched from elsewhere."""
    structure = Structure()
    reader = CramReader(Window(stream))
    try:
        _read(reader, structure)
    except Broken as broken:
        structure.whole = False
        if stream.fault is None:
            remarks.add(broken.code, str(broken), byte=broken.byte)
    else:
        if stream.fault is None and not structure.ended and structure.version != WITHOUT_END:
            remarks.add("E_CRAM_EOF")
    if structure.ends > 1:
        remarks.add("E_CRAM_TRAILING", "the container that ends the file stands twice", severity="warning")
    if structure.header is None:
        return {}
    header = read_header(structure.header, remarks)
    more = {
        "cram_version": ".".join(map(str, structure.version)),
        "containers": structure.containers,
        "indexes": check_index(path, "cram", remarks),
    }
    if stream.fault is not None or not structure.whole:
        return alignment_metrics(header, no_counts(len(header.references), len(header.read_groups)), more)
    return {**_decoded(path, header, structure, remarks, options), **more}


def _read(reader: CramReader, structure: Structure) -> None:
    """Go through all containers. Raises Broken."""
    reader.begin()
    structure.version = reader.version
    for container in reader.containers():
        if structure.ended and not container.is_end:
            raise Broken("E_CRAM_TRAILING", "a container stands after the one that ends the file", container.byte)
        structure.ends += container.is_end
        if not structure.containers:
            structure.header = header_text(container)
            if structure.header is None:
                raise Broken("E_CRAM_CORRUPT", "the first container holds no SAM header", container.byte)
        structure.containers += 1
        structure.records += container.records
        if structure.containers > 1 and not container.is_end:
            structure.needed |= _needed(container, structure)


def _needed(container: Container, structure: Structure) -> set[int]:
    return needed_references(container, long_counter=structure.version[0] >= 3)


def _decoded(path: Path, header: Header, structure: Structure, remarks: Remarks, options: Options) -> dict[str, Any]:
    """Decode with the references at hand, or without bases where one is not."""
    absent = missing(header, structure.needed, options.reference)
    if absent:
        named = ", ".join(absent[:NAMED])
        remarks.add("W_CRAM_REFERENCE", f"{len(absent)} references are not at hand: {named}"[:SHOWN])
        return _attempt(path, WITHOUT_BASES, header, structure, remarks, options)[0]
    tried = Remarks(remarks.file)
    metrics, words = _attempt(path, ALL_FIELDS, header, structure, tried, options)
    if OTHER_REFERENCE in words:
        remarks.add("W_CRAM_REFERENCE", "the reference at hand is another one than the file's")
        return _attempt(path, WITHOUT_BASES, header, structure, remarks, options)[0]
    remarks.kept += tried.kept
    remarks.counts.update(tried.counts)
    return metrics


def _attempt(
    path: Path, fields: int, header: Header, structure: Structure, remarks: Remarks, options: Options
) -> tuple[dict[str, Any], str]:
    """Decode certain fields and check the records: the figures, and the last words of a decoder that failed."""
    source = CramSource(path, fields, options.reference)
    try:
        metrics = check_records(source, remarks, options, whole=lambda: not source.failed, known=header)
    finally:
        source.close()
    found = metrics.get("records", 0)
    if source.failed:
        remarks.add("E_CRAM_CORRUPT", f"records cannot be decoded: {source.words}"[:SHOWN])
    elif found != structure.records:
        remarks.add("E_CRAM_CORRUPT", f"{found} records decoded, {structure.records} declared by the containers")
    return {**metrics, "bases_decoded": fields == ALL_FIELDS}, source.words if source.failed else ""
