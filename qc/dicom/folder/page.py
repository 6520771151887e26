"""`OUT/report.html`: the report as one page that needs nothing else; counts, codes and sentences, no values."""

from collections import Counter

from jinja2 import Environment, PackageLoader, select_autoescape

from qc.dicom.folder.report import Report
from qc.dicom.outcome import CODES
from qc.dicom.profile.method_codes import MEANINGS

SHOWN = 20


def page(report: Report) -> str:
    """The report as HTML."""
    template = Environment(
        loader=PackageLoader("qc.dicom.folder", ""), autoescape=select_autoescape(default=True), trim_blocks=True
    ).get_template("page.html.jinja")
    kept_back = Counter(kept.code for kept in report.quarantine)
    return template.render(
        report=report,
        about=report.about,
        kept_back=[(code, count, CODES[code]) for code, count in sorted(kept_back.items())],
        methods=[(code, count, MEANINGS.get(code, "")) for code, count in sorted(report.methods.items())],
        actions=sorted(report.actions.items(), key=lambda item: (-item[1], item[0])),
        findings=_findings(report),
    )


def _findings(report: Report) -> list[dict[str, object]]:
    """Codes with how often they came up, and some places."""
    shown = report.shown()
    return [
        {
            "code": code,
            "severity": severity,
            "count": count,
            "places": [told for told in shown if (told.severity, told.code) == (severity, code)][:SHOWN],
        }
        for (severity, code), count in sorted(report.codes.items())
    ]
