"""The command itself: every verb is found by name, and none makes the others wait."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cli.main import VERBS, app


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_there(verb):
    """Each verb tells its use."""
    result = CliRunner().invoke(app, [verb, "--help"], prog_name="gsagraph")
    assert result.exit_code == 0
    assert f"Usage: gsagraph {verb}" in result.stdout


def test_a_wrong_verb_is_refused_with_a_likely_one():
    """A slip of the finger ends with code 2 and the verb that was meant."""
    result = CliRunner().invoke(app, ["stat"], prog_name="gsagraph")
    assert result.exit_code == 2
    assert "Did you mean 'stats'?" in result.output


def test_a_verb_does_not_import_what_others_need():
    """Counting nodes needs no image library and no cryptography."""
    code = "import sys; from cli.main import app; app(['stats', '--help'], standalone_mode=False); print(sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = run.stdout.splitlines()[-1]
    assert "'cli.stats'" in loaded
    assert not any(f"'{name}'" in loaded for name in ("scipy", "pydicom", "cryptography", "cli.load"))
