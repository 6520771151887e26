"""The page: all counts and codes, nothing from elsewhere, and nothing that a file could write into it."""

import re
from typing import Any

from qc.dicom.folder.journal import Remark
from qc.dicom.folder.page import SHOWN, page
from qc.dicom.folder.report import Report

ABOUT: dict[str, Any] = {
    "key_id": "ab12cd34",
    "profile": "1",
    "rule_set": "f00d",
    "options": {"retain_device_identity": True, "device_rules": ""},
}


def report() -> Report:
    """A report with something of everything."""
    made = Report(read=1234, published=1230, about=ABOUT)
    made.keep_back("id1", "TRUNCATED", 1)
    made.keep_back("id2", "TRUNCATED", 1)
    made.actions.update(keep=10_000, remove=2500)
    made.methods.update({"113100": 1230})
    for number in range(SHOWN + 3):
        made.find(
            Remark("SURPLUS_BYTES", "warning", "bytes were cut", "look at them"), path=f"published/{number:03}.dcm"
        )
    return made


def test_the_page_tells_counts_codes_and_sentences() -> None:
    """What the report counts, with the sentence of each code."""
    html = page(report())
    for text in (
        "1,236", "1,230", "TRUNCATED", "the file ends before its last element", "10,000", "width:25.0%", "ab12cd34",
        "Basic Application Confidentiality Profile", "SURPLUS_BYTES", "bytes were cut", "published/000.dcm", "f00d",
        "and 3 more in", "retain device identity</dt><dd>yes", "device rules</dt><dd>none",
    ):  # fmt: skip
        assert text in html
    assert "published/020.dcm" not in html
    assert "interrupted" not in html


def test_the_page_needs_nothing_else() -> None:
    """No script, no address, no image of another place."""
    html = page(report())
    assert re.findall(r"(?:src|href|url\(|@import|https?:|<script)", html) == []


def test_texts_are_escaped() -> None:
    """A finding cannot bring markup."""
    made = report()
    made.find(Remark("ODD", "info", "<b>bold</b> & more"))
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in page(made)
    assert "<b>bold" not in page(made)


def test_an_empty_and_an_interrupted_run() -> None:
    """Sections without content are left out; an interruption is told."""
    html = page(Report(about=ABOUT, interrupted=True))
    assert "interrupted" in html
    assert "<h2>Kept back" not in html
    assert "<h2>Findings" not in html
