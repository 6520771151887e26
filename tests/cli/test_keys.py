"""`gsagraph keys new`: a key that only its owner can read, never over another."""

import re
from pathlib import Path

from typer.testing import CliRunner

from cli.main import app
from qc.dicom.keys import Keys

RUNNER = CliRunner()


def test_a_new_key(tmp_path: Path) -> None:
    """Mode 600, usable, and never shown."""
    path = tmp_path / "custodian.key"
    result = RUNNER.invoke(app, ["keys", "new", str(path)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.stat().st_mode & 0o777 == 0o600
    keys = Keys.read(path)
    assert keys.key_id in result.stderr
    assert keys.master.hex() not in result.output
    assert re.findall(r"[0-9a-f]{16,}", result.output) == []


def test_two_keys_differ(tmp_path: Path) -> None:
    """Each is random."""
    for name in ("a", "b"):
        assert RUNNER.invoke(app, ["keys", "new", str(tmp_path / name)]).exit_code == 0
    assert Keys.read(tmp_path / "a").master != Keys.read(tmp_path / "b").master


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    """A lost key cannot be made again."""
    path = tmp_path / "custodian.key"
    path.write_text("precious")
    result = RUNNER.invoke(app, ["keys", "new", str(path)])
    assert result.exit_code == 2
    assert "error KEY_EXISTS" in result.stderr
    assert path.read_text() == "precious"


def test_a_folder_that_is_absent(tmp_path: Path) -> None:
    """Told in words."""
    result = RUNNER.invoke(app, ["keys", "new", str(tmp_path / "absent" / "key")])
    assert result.exit_code == 2
    assert "error KEY_UNUSABLE" in result.stderr


def test_help_names_the_verbs() -> None:
    """`keys` alone tells what there is."""
    assert "new" in RUNNER.invoke(app, ["keys"]).output
