"""The machine contract of `gsagraph qc --json` as documents: its JSON Schema and the page of codes, from the tables."""

import json
from collections.abc import Iterator
from typing import Any, get_args

from qc.finding import Severity
from qc.sequence.codes import CODES, ROOMS
from qc.sequence.container.magic import Container
from qc.sequence.metrics import TABLE
from qc.sequence.options import Format

ROOM_TITLES = {
    "container": "Containers, checksums, disguises",
    "fastq": "FASTQ",
    "alignment": "SAM, BAM, CRAM",
    "variants": "VCF, BCF",
    "fasta": "FASTA",
    "signal": "FAST5, POD5, PacBio HDF5",
    "taxonomy": "Taxonomy",
    "genotype": "Genotypes",
    "checking": "The check itself",
}
DIGEST = {32: "md5", 64: "sha256"}


def schema() -> str:
    """The JSON Schema of one printed object."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/gsagraph/contracts/qc-report.schema.json",
        "title": "gsagraph qc --json",
        "description": "What was found in one file, or in the files of one set. Written from the program by ./dev docs.",
        **_object(
            files={"type": "array", "minItems": 1, "items": _file()},
            verdict={
                "enum": ["pass", "warn", "fail"],
                "description": "fail with a finding of severity error, warn with a warning, pass otherwise",
            },
            metrics=_metrics(),
            findings={"type": "array", "items": _finding()},
        ),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has exactly these properties."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _file() -> dict[str, Any]:
    return _object(
        path={"type": "string", "description": "As given"},
        md5=_digest(32),
        sha256=_digest(64),
        bytes={"type": "integer", "minimum": 0, "description": "Stored bytes"},
        container={"enum": [*get_args(Container), "unknown"], "description": "What the stored bytes are"},
        format={"enum": list(get_args(Format)), "description": "What the file was checked as"},
    )


def _digest(digits: int) -> dict[str, Any]:
    about = f"{DIGEST[digits]} of the stored bytes; empty where they could not be read"
    return {"type": "string", "pattern": f"^([0-9a-f]{{{digits}}})?$", "description": about}


def _metrics() -> dict[str, Any]:
    """All metrics by name, and the same again for each file of a set."""
    properties = {row.name: {**row.form, "description": f"{row.meaning} [{row.formats}]"} for row in TABLE}
    return {
        "type": "object",
        "additionalProperties": False,
        "description": "Figures of the unit as a whole; empty where there was nothing to measure",
        "properties": properties,
    }


def _finding() -> dict[str, Any]:
    place = {"type": ["integer", "null"]}
    return _object(
        code={"enum": list(CODES), "description": "Stable; explained in sequence-codes.md"},
        severity={"enum": list(get_args(Severity))},
        file={"type": "string", "description": "The path of the file it is about"},
        line={**place, "minimum": 1, "description": "From 1"},
        byte={**place, "minimum": 0, "description": "Offset in the decoded content, from 0"},
        records={"type": "array", "items": {"type": "integer", "minimum": 1}, "description": "Numbers from 1"},
        message={"type": "string"},
        hint={"type": "string", "description": "What to do next"},
        count={"type": "integer", "minimum": 1, "description": "How often; on the first finding of a code and file"},
    )


def codes_page() -> str:
    """The page of all codes and metrics, as Markdown."""
    return "\n".join([*_codes(), *_figures()])


def _codes() -> Iterator[str]:
    yield "# Codes and metrics of sequence files\n"
    yield "Written from the program by `./dev docs`. A code does not change; its message may."
    yield "`gsagraph qc` fails a file with an error (E), warns (W) or informs (I); GSA is the archive's own number."
    yield "Where practice calls for it a code is raised with a milder severity than its usual one.\n"
    for room, rows in ROOMS.items():
        yield f"## {ROOM_TITLES[room]}\n\n| code | meaning | what to do | GSA |\n|---|---|---|---|"
        yield from (f"| `{row.code}` | {_cell(row.meaning)} | {_cell(row.hint)} | {row.gsa} |" for row in rows)
        yield ""


def _figures() -> Iterator[str]:
    yield "## Metrics\n\nShares are from 0 to 1.\n\n| metric | formats | meaning |\n|---|---|---|"
    yield from (f"| `{row.name}` | {row.formats} | {_cell(row.meaning)} |" for row in TABLE)
    yield ""


def _cell(text: str) -> str:
    """A text as a cell of a table."""
    return text.replace("|", "\\|").replace("<", "&lt;")
