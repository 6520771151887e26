"""The browser modules: a lock without addresses, licences on the list, nothing loaded from elsewhere."""

import base64
import re
from pathlib import Path

import orjson
import pytest

from api.ui.assets import LICENCES, STATIC, Assets

WEB = Path(__file__).resolve().parents[3] / "web"
LOCK = orjson.loads((WEB / "package-lock.json").read_bytes())
PACKAGES = {name: package for name, package in LOCK["packages"].items() if name}


def test_lock_has_no_addresses() -> None:
    """The lock holds versions and hashes; where packages come from is the machine's own choice."""
    assert not [name for name, package in PACKAGES.items() if "resolved" in package]
    assert "registry" not in (WEB / "package-lock.json").read_text("utf-8")
    assert "omit-lockfile-registry-resolved=true" in (WEB / ".npmrc").read_text("utf-8")


def test_lock_has_hashes() -> None:
    """Every package is pinned by a SHA-512."""
    for name, package in PACKAGES.items():
        kind, _, digest = package["integrity"].partition("-")
        assert (kind, len(base64.b64decode(digest))) == ("sha512", 64), name


def test_lock_agrees_with_the_package() -> None:
    """What is asked for is pinned exactly, and locked."""
    package = orjson.loads((WEB / "package.json").read_bytes())
    for name, version in (package["dependencies"] | package["devDependencies"]).items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert PACKAGES[f"node_modules/{name}"]["version"] == version


def test_licences_of_the_lock() -> None:
    """No package asks for a licence that would bind this one."""
    for name, package in PACKAGES.items():
        assert "GPL" not in package.get("license", ""), name


@pytest.fixture
def built() -> None:
    if not Assets().built:
        pytest.skip("the browser modules are not built")


def test_served_licences(built) -> None:
    """Each bundled package stands in the served list with its licence, each licence on the list of the build."""
    heads = re.findall(r"^(\S+) (\d\S*) · (\S+)", (STATIC / LICENCES).read_text("utf-8"), re.MULTILINE)
    allowed = set(
        re.findall(
            r'"([^"]+)"', re.search(r"ALLOWED = new Set\(\[(.*?)\]\)", (WEB / "licences.js").read_text("utf-8"))[1]
        )
    )
    assert {"cytoscape", "htmx.org", "graphiql", "react", "monaco-editor"} <= {name for name, _, _ in heads}
    assert {licence for _, _, licence in heads} <= allowed
    assert "axe-core" not in {name for name, _, _ in heads}


def test_styles_load_nothing_from_elsewhere(built) -> None:
    """No style sheet names another host."""
    for sheet in STATIC.rglob("*.css"):
        assert not re.findall(r"(?:url\(\s*[\"']?|@import\s+[\"'])(?:https?:)?//", sheet.read_text("utf-8"))


def test_entries(built) -> None:
    """The build has an entry for every page's scripts and one style sheet; the canvas is only in its own."""
    assets = Assets()
    for name in ("app.js", "graph.js", "graphiql.js"):
        (script,) = assets.bundle(name).scripts
        assert (STATIC / script).is_file()
    assert (STATIC / assets.bundle("style.css").styles[0]).is_file()
    assert (STATIC / assets.bundle("app.js").scripts[0]).stat().st_size < 100_000
