"""Files of INSDC runs and analyses: `FILE` of submissions, `SRAFile` of the archive's own export."""

import re
from collections.abc import Iterator

from graph_schema.record import Record
from graph_schema.vocabulary import standard
from loaders.draft import Draft, Reading
from loaders.gsa_files import MD5, file_format
from loaders.xml import Element, leftovers
from qc.finding import Finding

READ_NUMBER = re.compile(r"[._](?:R|f|r)?([12])(?:_\d{3})?\.(?:fastq|fq)(?:\.\w+)?$")
SHA256 = re.compile(r"[0-9a-fA-F]{64}")
LONGEST_NAME = 200
FILE_READ = frozenset({
    "@filename", "@filetype", "@checksum", "@checksum_method", "@quality_encoding", "@quality_scoring_system", "@ascii_offset", "READ_TYPE",
})  # fmt: skip
SRA_FILE_READ = frozenset({"@filename", "@url", "@size", "@date", "@md5", "Alternatives/@url"})


def files(reading: Reading, owner: Draft, element: Element, dataset: str | None) -> Iterator[Record | Finding]:
    """Every file below a run or an analysis."""
    taken: set[str] = set()
    for number, part in enumerate(element.iter("FILE", "SRAFile"), start=1):
        read = _sra_file if part.tag == "SRAFile" else _file
        draft = _draft(reading, owner, part, f"{owner.location}//{part.tag}[{number}]", taken)
        read(draft, part)
        if dataset:
            draft.add("IN_DATASET", dataset, "Dataset")
        yield from draft.build()


def _draft(reading: Reading, owner: Draft, part: Element, location: str, taken: set[str]) -> Draft:
    """A draft known by the md5, or by the name where there is none or another file has the same bytes."""
    name = part.get("filename") or ""
    md5 = (part.get("md5") or part.get("checksum") or "").lower()
    key = md5 if MD5.fullmatch(md5) and md5 not in taken else name[:LONGEST_NAME]
    taken.add(md5)
    draft = reading.draft("File", f"{owner.accession}/{key or location.rpartition('//')[2]}", location)
    draft.slots["archive"] = "INSDC"
    draft.add("OUTPUT_OF", owner.accession, owner.type)
    for inherited in ("release_state", "release_date", "submission_accession"):
        if inherited in owner.slots:
            draft.slots[inherited] = owner.slots[inherited]
    if name:
        draft.put("name", name)
    return draft


def _file(draft: Draft, part: Element) -> None:
    """`FILE`: the submitter's file."""
    put_checksum(draft, part.get("checksum") or "", part.get("checksum_method") or "")
    kind = part.get("filetype") or ""
    if kind and draft.relations[0].to_type == "Run":
        draft.put("file_type", kind, "filetype")
    else:
        draft.attribute("filetype", kind)
    describe(draft, part.get("filename") or "", kind)
    for slot in ("quality_encoding", "quality_scoring_system", "ascii_offset"):
        if value := part.get(slot):
            draft.put(slot, value)
    for read_type in part.iterfind("READ_TYPE"):
        draft.put("read_types", (read_type.text or "").strip())
    for name, value in leftovers(part, FILE_READ):
        draft.attribute(name, value)


def _sra_file(draft: Draft, part: Element) -> None:
    """`SRAFile`: a file the archive offers, with size and addresses."""
    put_checksum(draft, part.get("md5") or "", "MD5")
    describe(draft, part.get("filename") or "", part.get("semantic_name") or "")
    if size := part.get("size"):
        draft.put("size", size)
    if date := part.get("date"):
        draft.put("release_date", date, "date")
    if url := part.get("url"):
        draft.put("url", url)
    for other in part.iterfind("Alternatives"):
        address = other.get("url")
        if address and address != part.get("url"):
            draft.put("alternative_urls", address)
    for name, value in leftovers(part, SRA_FILE_READ):
        draft.attribute(name, value)


def put_checksum(draft: Draft, checksum: str, method: str) -> None:
    """MD5 and SHA-256 to their slots, others as written."""
    if not checksum:
        draft.missing("md5", "missing")
    elif MD5.fullmatch(checksum):
        draft.slots["md5"] = checksum.lower()
    elif SHA256.fullmatch(checksum):
        draft.slots["sha256"] = checksum.lower()
    else:
        draft.put("checksum", checksum)
        draft.find("MD5_INVALID", "warning", "", f"{checksum!r} is no MD5 and no SHA-256", "kept as written")
    if checksum and method:
        draft.put("checksum_method", method)


def describe(draft: Draft, name: str, kind: str) -> None:
    """Format by name or type, and role by format."""
    form = file_format(name.rpartition("/")[2], kind)
    if not form and (term := standard("FileFormat", kind)):
        form = term.value
    if form:
        draft.put("format", form)
    found = READ_NUMBER.search(name)
    role = f"read{found[1]}" if found else ROLE_OF_FORMAT.get(form, "")
    if role:
        draft.put("role", role)


ROLE_OF_FORMAT = {"fastq": "reads", "sra": "reads", "srf": "reads", "sff": "reads", "bam": "alignment", "cram": "alignment", "sam": "alignment",
                  "vcf": "variants", "bcf": "variants"}  # fmt: skip
