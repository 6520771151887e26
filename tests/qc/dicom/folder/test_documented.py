"""Every code that a run or a check may tell stands in docs/findings.md."""

import ast
import re
from pathlib import Path

from qc.dicom.folder.check_file import CHECKS
from qc.dicom.outcome import CODES

HERE = Path(__file__).resolve().parents[4]
DOCUMENTED = set(
    re.findall(r"^\| `([A-Z0-9_]+)` \|", (HERE / "docs" / "findings.md").read_text(encoding="utf-8"), re.MULTILINE)
)


def told(path: Path) -> set[str]:
    """The codes of remarks and refusals in a module."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    named = [call for call in calls if getattr(call.func, "id", "") in {"Remark", "_refuse"} and call.args]
    return {part.value for call in named if isinstance(part := call.args[0], ast.Constant)}


def test_all_codes_are_documented() -> None:
    """Why files are kept back, what is remarked, what refuses a run, and what a check finds."""
    remarks = set().union(*(told(path) for path in (HERE / "qc" / "dicom" / "folder").glob("*.py")))
    assert {"OUT_OTHER_KEY", "DUPLICATE_FILE", "CHECK_META"} <= remarks
    assert sorted((remarks | set(CODES) | set(CHECKS)) - DOCUMENTED) == []
