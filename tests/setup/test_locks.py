"""The lock files: hashes everywhere, no address anywhere, and no licence that binds others."""

import importlib.metadata
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-dask.lock",
    "requirements-ocr.lock",
    "requirements-signal.lock",
    "requirements-web.lock",
]
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")


def pins(lock: str) -> dict[str, str]:
    """Package → locked version."""
    found = (PIN.match(line) for line in (ROOT / lock).read_text().splitlines())
    return {match["name"]: match["version"] for match in found if match}


def licence_of(package: importlib.metadata.Distribution) -> str:
    """Everything a package says of its licence, in one line."""
    about = package.metadata
    classifiers = [text for text in about.get_all("Classifier") or [] if "License" in text]
    return " ".join([about.get("License-Expression") or "", (about.get("License") or "")[:80], *classifiers])


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(lock: str) -> None:
    """Each locked version is followed by at least one sha256."""
    text = (ROOT / lock).read_text()
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert blocks
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", [*LOCKS, "web/package-lock.json"])
def test_no_address_in_a_lock(lock: str) -> None:
    """A lock names versions and hashes, never where to fetch them."""
    text = (ROOT / lock).read_text()
    assert not re.search(r"\w+://|--index|--extra-index|--find-links|resolved", text)


def test_development_holds_the_same_versions_as_the_program() -> None:
    """Tests run with exactly the versions users get."""
    program, development = pins("requirements.lock"), pins("requirements-dev.lock")
    assert program.items() <= development.items()


def test_an_extra_holds_the_same_versions_as_the_program() -> None:
    """An extra adds packages to the program's and changes none."""
    assert pins("requirements.lock").items() <= pins("requirements-ocr.lock").items()


def test_every_direct_dependency_is_locked_and_explained() -> None:
    """Each name in pyproject.toml is in a lock and has its line in docs/dependencies.md."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *(name for extra in project["project"]["optional-dependencies"].values() for name in extra),
        *project["dependency-groups"]["dev"],
        *project["dependency-groups"]["web"],
    ]
    named = {re.split(r"[<>=;]", requirement)[0] for requirement in wanted}
    locked = {name.lower() for lock in LOCKS for name in pins(lock)}
    explained = (ROOT / "docs/dependencies.md").read_text()
    assert {name for name in named if name.lower() not in locked} == set()
    assert {name for name in named if f"| {name} |" not in explained} == set()


def test_no_copyleft_package_is_installed() -> None:
    """No package of the environment is under the GPL or AGPL; a choice that includes another licence is fine."""
    locked = {name.lower() for name in pins("requirements-dev.lock")}
    bound = [
        package.name
        for package in importlib.metadata.distributions()
        if package.name.lower() in locked and re.search(r"\bA?GPL|GNU General Public", licence_of(package))
    ]
    assert bound == []


def test_no_copyleft_browser_package() -> None:
    """No package of the npm lock that reaches the browser names a GPL licence."""
    packages = json.loads((ROOT / "web/package-lock.json").read_text())["packages"]
    bound = [
        name
        for name, about in packages.items()
        if re.search(r"\bA?GPL", str(about.get("license", ""))) and not about.get("dev")
    ]
    assert bound == []
