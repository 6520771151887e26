"""The repository as others receive it: no machine's paths, no hosts of registries, no leftovers."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".xlsx", ".xls", ".dcm", ".gz", ".jpg"}


def tracked() -> list[Path]:
    """The text files git tracks or would track."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    files = [ROOT / name for name in listing.stdout.split("\n") if name]
    return [file for file in files if file.is_file() and file.suffix not in BINARY]


def containing(pattern: str) -> list[str]:
    """The tracked files in which the pattern occurs, this one apart."""
    regex = re.compile(pattern)
    return sorted(
        str(file.relative_to(ROOT))
        for file in tracked()
        if file != Path(__file__) and regex.search(file.read_text(encoding="utf-8", errors="replace"))
    )


def test_no_registry_is_named() -> None:
    """No file names the host of a package registry."""
    assert containing(r"files\.pythonhosted|pypi\.org|registry\.npmjs|repo1?\.maven|deb\.debian") == []


def test_no_path_of_a_machine() -> None:
    """No file holds a path of the machine it was written on."""
    assert containing(r"/work/main|/root/|/home/\w+/|/Users/\w+/") == []


def test_nothing_is_left_open() -> None:
    """No program file holds a reminder or an unfinished body."""
    open_ends = containing(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
    assert [name for name in open_ends if name.endswith((".py", ".js", ".html", ".java"))] == []


def test_packages_are_the_folders() -> None:
    """The wheel's packages, the import contract's roots and the type checker's are the same eight folders."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    packages = project["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert packages == project["importlinter"]["root_packages"] == project["mypy"]["packages"]
    assert all((ROOT / package / "__init__.py").is_file() for package in packages)


@pytest.mark.parametrize(
    "name", ["README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff", "docker-compose.yml"]
)
def test_what_a_visitor_looks_for_is_there(name: str) -> None:
    """The files a visitor of a repository expects are there and not empty."""
    assert (ROOT / name).stat().st_size > 200


def test_each_package_tells_what_is_in_it() -> None:
    """The docstring of every package names each of its modules."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    missing = []
    for package in project["mypy"]["packages"]:
        text = (ROOT / package / "__init__.py").read_text()
        names = [
            path.stem if path.suffix else path.name
            for path in (ROOT / package).iterdir()
            if (path.suffix == ".py" and not path.stem.startswith("_")) or (path / "__init__.py").is_file()
        ]
        missing += [f"{package}.{name}" for name in names if not re.search(rf"`{name}[`.]", text)]
    assert missing == []


def test_links_between_documents_lead_somewhere() -> None:
    """Every relative link in a Markdown file names a file that exists."""
    broken = []
    for file in (path for path in tracked() if path.suffix == ".md"):
        links = re.findall(r"\]\(([\w.:/-]+)(?:#[^)]*)?\)", file.read_text())
        inside = [target for target in links if not re.match(r"\w+:", target)]
        broken += [f"{file.relative_to(ROOT)}: {target}" for target in inside if not (file.parent / target).exists()]
    assert broken == []
