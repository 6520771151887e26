"""Neo4j as Maven artifact: which Java and Maven this machine has, and the server's jars in a cache.

The jars are fetched once per version into a folder outside the checkout and used offline from then on.
"""

import argparse
import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graph_schema.errors import StoreUnavailable

VERSION = "5.26.30"
NEWEST_VERSION = "2026.08.1"

POM = Path(__file__).parent / "launcher" / "pom.xml"
JVM_FOLDERS = Path("/usr/lib/jvm")


def least_java(version: str) -> int:
    """The lowest Java release that runs this Neo4j: 17 for the 5 line, 21 for calendar versions."""
    return 17 if version.startswith("5.") else 21


def java_release(home: Path) -> int | None:
    """The feature release of the JDK in `home` (17, 21 …); None where it is no JDK with a compiler."""
    release = home / "release"
    if not (home / "bin" / "javac").exists() or not release.is_file():
        return None
    found = re.search(r'JAVA_VERSION="(\d+)', release.read_text(encoding="utf-8"))
    return int(found[1]) if found else None


def java_homes() -> Iterator[Path]:
    """Folders that may hold a JDK: JAVA_HOME, the one on the path, the system's."""
    if named := os.environ.get("JAVA_HOME"):
        yield Path(named)
    if command := shutil.which("java"):
        yield Path(command).resolve().parent.parent
    if JVM_FOLDERS.is_dir():
        yield from sorted(JVM_FOLDERS.iterdir())


def find_java(least: int) -> Path | None:
    """The `java` of the lowest release from `least` on, or None."""
    found = [(release, home) for home in java_homes() if (release := java_release(home)) and release >= least]
    return min(found)[1] / "bin" / "java" if found else None


def cache_folder() -> Path:
    """Where fetched servers are kept: `$XDG_CACHE_HOME/gsagraph`, else `~/.cache/gsagraph`."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "gsagraph"


def jars_folder(version: str = VERSION) -> Path:
    """The folder of this version's jars, fetched already or not."""
    return cache_folder() / f"neo4j-{version}"


def missing(version: str = VERSION) -> str | None:
    """What this machine lacks to run that Neo4j, in one line; None where nothing is missing."""
    least = least_java(version)
    if find_java(least) is None:
        return (
            f"Neo4j {version} needs a Java development kit, release {least} or newer (Debian: openjdk-17-jdk-headless)"
        )
    if not jars_folder(version).is_dir() and shutil.which("mvn") is None:
        return f"Neo4j {version} is fetched by Maven: no `mvn` found (Debian: maven)"
    return None


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold an exclusive lock between processes; the system drops it with the process."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _copy_dependencies(version: str, target: Path) -> None:
    command = ["mvn", "--batch-mode", "--quiet", "--no-transfer-progress", "-f", str(POM)]
    command += ["dependency:copy-dependencies", f"-Dneo4j.version={version}", f"-DoutputDirectory={target}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command line
    if done.returncode != 0 or not any(target.glob("neo4j-*.jar")):
        lines = (done.stdout + done.stderr).strip().splitlines()
        raise StoreUnavailable(
            f"Maven could not fetch Neo4j {version}: {lines[0] if lines else 'no output'}",
            hint="the first fetch needs the network; later starts use the cache",
        )


def fetch(version: str = VERSION) -> Path:
    """The folder of jars, fetched by Maven if absent; two processes may ask at once."""
    folder = jars_folder(version)
    with _alone(folder.with_suffix(f"{folder.suffix}.lock")):
        if not folder.is_dir():
            part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
            try:
                _copy_dependencies(version, part)
                part.rename(folder)
            finally:
                shutil.rmtree(part, ignore_errors=True)
    return folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell whether this machine can run a version: exit 0, or 1 and one line that names what is missing."""
    options = argparse.ArgumentParser(prog="python -m graph_store.neo4j.artifact", description=main.__doc__)
    options.add_argument("version", nargs="?", default=VERSION, help="a version, or `newest`")
    version = options.parse_args(arguments).version
    lacking = missing(NEWEST_VERSION if version == "newest" else version)
    sys.stderr.write(f"{lacking}\n" if lacking else "")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
