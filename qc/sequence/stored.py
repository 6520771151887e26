"""A report as the line of JSON that is printed and stored, and back."""

import json
from typing import Any

import orjson

from qc.sequence.checked import Checked, FileFacts
from qc.sequence.remarks import Remark


def line(checked: Checked) -> bytes:
    """The report as one line of UTF-8 with its end; numbers that JSON has no word for are null."""
    value = checked.as_json()
    try:
        return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS) + b"\n"
    except TypeError:  # bytes of a name that are no characters
        return json.dumps(value, default=str).encode() + b"\n"


def parsed(text: bytes) -> Checked:
    """The report of a stored line; ValueError, KeyError or TypeError where it is none."""
    value = orjson.loads(text)
    return Checked(
        tuple(FileFacts(**file) for file in value["files"]),
        value["metrics"],
        tuple(_remark(finding) for finding in value["findings"]),
    )


def _remark(finding: dict[str, Any]) -> Remark:
    return Remark(**{**finding, "records": tuple(finding["records"])})
