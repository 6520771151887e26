"""The one door `./dev`: small, portable, and honest about what it does."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "dev"
VERBS = ["up", "test", "check", "bench", "generate", "docs", "neo4j", "gsagraph", "lock"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One call of ./dev from another folder."""
    return subprocess.run(
        [str(DEV), *arguments], capture_output=True, text=True, check=False, cwd="/", env=os.environ | environment
    )


def test_it_is_under_sixty_lines_and_executable() -> None:
    """The script stays small enough to be read before it is run."""
    assert len(DEV.read_text().splitlines()) < 60
    assert os.access(DEV, os.X_OK)


def test_it_is_plain_shell() -> None:
    """It parses as POSIX sh and uses none of the usual extensions."""
    assert DEV.read_text().startswith("#!/bin/sh\n")
    assert subprocess.run(["sh", "-n", str(DEV)], check=False).returncode == 0
    assert not re.search(r"\[\[|\bfunction \w+|\blocal \w+|<<<|pipefail", DEV.read_text())


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_explained(verb: str) -> None:
    """The usage text names each verb that the script knows."""
    assert re.search(rf"^{verb}\)", DEV.read_text(), re.MULTILINE)
    assert re.search(rf"(^|\s){verb} ", run("help").stdout)


def test_an_unknown_verb_says_what_there_is() -> None:
    """A misspelt verb ends with 2 and the usage on standard error."""
    answer = run("tset")
    assert answer.returncode == 2
    assert "usage: ./dev VERB" in answer.stderr


def test_gsagraph_runs_from_any_folder() -> None:
    """The command line works in the script's environment wherever one stands."""
    answer = run("gsagraph", "--help")
    assert answer.returncode == 0, answer.stderr
    assert "load" in answer.stdout


def test_an_old_python_is_refused_in_words(tmp_path: Path) -> None:
    """Without an environment, a python3 that is too old is named as the reason."""
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    copy = tmp_path / "dev"
    copy.write_text(DEV.read_text())
    copy.chmod(0o755)
    answer = subprocess.run(
        [str(copy), "gsagraph"], capture_output=True, text=True, check=False, env=os.environ | {"PYTHON": str(old)}
    )
    assert answer.returncode == 2
    assert "3.11 or newer is needed" in answer.stderr
