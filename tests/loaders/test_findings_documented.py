"""Every code a loader, a rule or the model may give is explained in docs/findings.md, and no other."""

import ast
import re
from pathlib import Path

import pytest

from loaders.detect import LOADERS
from loaders.limits import from_environment

HERE = Path(__file__).resolve().parents[2]
FINDINGS = (HERE / "docs" / "findings.md").read_text(encoding="utf-8")
DOCUMENTED = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", FINDINGS, re.MULTILINE))
CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
NAMES_OF_CODES = {
    "find",
    "finding",
    "Finding",
    "NotARecord",
    "Problem",
    "_odd",
    "_finding",
    "_refusal",
    "_unstorable",
    "UnusableInput",
}


def given(path: Path) -> set[str]:
    """The texts that look like codes among the arguments of what makes findings, in returns and in constants."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            parts = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")]
            if name in NAMES_OF_CODES and (name != "find" or len(node.args) > 2):
                found |= {
                    part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    return {text for text in found if CODE.fullmatch(text)}


@pytest.mark.parametrize(("folder", "pattern"), [("loaders", "*.py"), ("qc", "*.py"), ("cli", "load*.py")])
def test_every_code_is_explained(folder: str, pattern: str) -> None:
    """A new code needs a row."""
    codes = set().union(*(given(path) for path in (HERE / folder).rglob(pattern)))
    assert codes
    assert sorted(codes - DOCUMENTED) == []


def test_every_row_is_of_a_code_that_exists() -> None:
    """A code that nobody gives any more has no row."""
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("loaders", "qc", "cli", "graph_schema")
        for path in (HERE / folder).rglob("*.py")
    )
    assert sorted(code for code in DOCUMENTED if f'"{code}"' not in sources) == []


def test_formats_and_limits_are_documented() -> None:
    """docs/loading.md names every format and every variable, with the defaults."""
    loading = (HERE / "docs" / "loading.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([a-z][a-z\-]+)` \|", loading, re.MULTILINE)) == sorted(
        loader.FORMAT for loader in LOADERS
    )
    limits = from_environment()
    for variable, value in (
        ("GSAGRAPH_MAX_INFLATE_RATIO` | 300 ", limits.ratio),
        ("GSAGRAPH_MAX_LINE_BYTES` | 16 MiB ", limits.line),
        ("GSAGRAPH_MAX_WORKBOOK_BYTES` | 1 GiB ", limits.workbook),
        ("GSAGRAPH_MAX_INFLATED_BYTES` | 1 TiB ", limits.inflated),
    ):
        assert variable in loading
        assert value in (300, 16 << 20, 1 << 30, 1 << 40)
