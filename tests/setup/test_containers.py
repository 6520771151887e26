"""The container files: valid by the published schema, small, and without secrets."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The parsed compose file."""
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def validate(path: Path) -> subprocess.CompletedProcess[str]:
    """The published compose schema's verdict on a file."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_compose_follows_the_published_schema() -> None:
    """The compose file is valid by the compose specification's own JSON Schema."""
    verdict = validate(ROOT / "docker-compose.yml")
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_the_schema_would_tell(tmp_path: Path, compose: dict[str, Any]) -> None:
    """A misspelt key is found by the same validation, so that a pass means something."""
    compose["services"]["service"]["heathcheck"] = {"test": "true"}
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(yaml.safe_dump(compose))
    assert validate(broken).returncode != 0


def test_both_services_tell_their_health(compose: dict[str, Any]) -> None:
    """Neo4j has a health check in the compose file, the service in its image, and one waits for the other."""
    assert "healthcheck" in compose["services"]["neo4j"]
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()
    assert compose["services"]["service"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}


def test_neo4j_is_the_long_term_line(compose: dict[str, Any]) -> None:
    """The image is Neo4j Community 5.26, the line the tests talk to."""
    assert compose["services"]["neo4j"]["image"] == "neo4j:5.26-community"


def test_secrets_come_from_the_environment(compose: dict[str, Any]) -> None:
    """Every password is a required variable, never a text in the file."""
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            if re.search("PASSWORD|AUTH", name):
                assert "${GSAGRAPH_NEO4J_PASSWORD:?" in value, name


def test_data_outlives_the_containers(compose: dict[str, Any]) -> None:
    """What is stored lies in named volumes, all of them declared."""
    used = {volume.split(":")[0] for service in compose["services"].values() for volume in service["volumes"]}
    assert used == set(compose["volumes"])


def test_the_service_is_reached_from_this_machine_only(compose: dict[str, Any]) -> None:
    """The published port is bound to the loopback address; a proxy decides about the rest."""
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["service"]["ports"])


def test_image_is_slim_unprivileged_and_locked() -> None:
    """The image is a slim one, runs as an ordinary user, and installs by hashes."""
    text = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^FROM python:3\.\d+-slim$", text, re.MULTILINE)
    assert re.search(r"^USER (?!root)\w+$", text, re.MULTILINE)
    assert "--require-hashes" in text


def test_every_package_is_in_the_image() -> None:
    """Each top-level package of the program is copied into the image."""
    text = (ROOT / "Dockerfile").read_text()
    packages = re.search(r"^packages = \[(.*?)\]$", (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert packages
    for name in re.findall(r'"(\w+)"', packages.group(1)):
        assert f"COPY {name} {name}\n" in text, name
