"""Every remark the checks can make has its row."""

import ast
from itertools import pairwise
from pathlib import Path

from qc.sequence import variants
from qc.sequence.codes import CODES

FOLDER = Path(variants.__file__).parent


def said():
    """Each (must, name) in the sources: must is True, False, or None where it is decided at run time."""
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            parts = node.elts if isinstance(node, ast.Tuple) else node.args if isinstance(node, ast.Call) else []
            for must, name in pairwise(parts):
                if isinstance(name, ast.Constant) and str(name.value).startswith(("VCF_", "BCF_", "NOT_")):
                    yield must.value if isinstance(must, ast.Constant) else None, name.value


def test_each_remark_has_its_row():
    """An error needs its E_ row, a warning its W_ row, an undecided one both."""
    found = set(said())
    assert len({name for _, name in found}) > 30
    missing = {f"E_{name}" for must, name in found if must is not False} | {
        f"W_{name}" for must, name in found if must is not True
    }
    assert missing - CODES.keys() == set()
