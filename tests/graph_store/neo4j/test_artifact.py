"""Which Java and Maven are found, and how the jars come into the cache."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from graph_schema.errors import StoreUnavailable
from graph_store.neo4j import artifact


def jdk(home: Path, release: str, *, compiler: bool = True) -> Path:
    (home / "bin").mkdir(parents=True)
    for name in ("java", "javac") if compiler else ("java",):
        (home / "bin" / name).write_text("#!/bin/sh\n")
        (home / "bin" / name).chmod(0o755)
    (home / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{release}"\n')
    return home


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on it: no Java, no Maven, an empty cache."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(artifact, "JVM_FOLDERS", tmp_path / "jvm")
    return tmp_path


def maven(bare: Path, script: str) -> None:
    """A Maven of the machine that does what the script says; `$target` is where the jars go."""
    command = bare / "bin" / "mvn"
    text = f"#!/bin/sh\nfor word; do case $word in -DoutputDirectory=*) target=${{word#*=}};; esac; done\n{script}\n"
    command.write_text(text)
    command.chmod(0o755)


@pytest.mark.parametrize(("release", "expected"), [("17.0.15", 17), ("25", 25), ("1.8.0_392", 1), ("21.0.2", 21)])
def test_the_release_of_a_jdk_is_read_from_its_release_file(tmp_path: Path, release: str, expected: int) -> None:
    """The first number of JAVA_VERSION is the feature release."""
    assert artifact.java_release(jdk(tmp_path / "jdk", release)) == expected


def test_a_runtime_without_compiler_is_no_jdk(tmp_path: Path) -> None:
    """The launcher is a source file, so a JRE will not do; nor will an empty folder."""
    assert artifact.java_release(jdk(tmp_path / "jre", "17.0.1", compiler=False)) is None
    assert artifact.java_release(tmp_path) is None


def test_the_lowest_sufficient_release_is_taken(bare: Path) -> None:
    """Of several JDKs the one nearest to what the version was made for runs it."""
    for release in ("11.0.2", "25.0.1", "17.0.3", "21.0.1"):
        jdk(bare / "jvm" / f"jdk-{release}", release)
    assert artifact.find_java(17) == bare / "jvm" / "jdk-17.0.3" / "bin" / "java"
    assert artifact.find_java(18) == bare / "jvm" / "jdk-21.0.1" / "bin" / "java"
    assert artifact.find_java(26) is None


def test_java_home_is_looked_at_too(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A JDK outside the system's folder is found by JAVA_HOME."""
    monkeypatch.setenv("JAVA_HOME", str(jdk(bare / "own", "17.0.9")))
    assert artifact.find_java(17) == bare / "own" / "bin" / "java"


def test_java_on_the_path_is_looked_at_too(bare: Path) -> None:
    """A `java` on the path leads to its JDK through symbolic links."""
    home = jdk(bare / "elsewhere", "17.0.9")
    (bare / "bin" / "java").symlink_to(home / "bin" / "java")
    assert artifact.find_java(17) == home / "bin" / "java"


@pytest.mark.parametrize(("version", "least"), [("5.26.30", 17), ("2026.08.1", 21)])
def test_each_line_names_the_java_it_needs(bare: Path, version: str, least: int) -> None:
    """What is missing is said in one line with the version and the release."""
    said = artifact.missing(version)
    assert said is not None
    assert "\n" not in said
    assert version in said
    assert f"release {least} or newer" in said


def test_a_missing_maven_is_named(bare: Path) -> None:
    """With Java there and no jars, Maven is what is missing."""
    jdk(bare / "jvm" / "jdk", "17.0.1")
    assert "no `mvn` found" in (artifact.missing() or "")


def test_maven_is_not_needed_once_the_jars_are_there(bare: Path) -> None:
    """A filled cache works offline and without Maven."""
    jdk(bare / "jvm" / "jdk", "17.0.1")
    artifact.jars_folder().mkdir(parents=True)
    assert artifact.missing() is None
    assert artifact.fetch() == artifact.jars_folder()


def test_the_jars_come_whole_or_not_at_all(bare: Path) -> None:
    """The folder appears under its name only when Maven has finished."""
    maven(bare, '/usr/bin/env -i /bin/ls "$target/.." > "$target/neo4j-5.jar"')
    folder = artifact.fetch()
    assert folder == bare / "cache" / "gsagraph" / "neo4j-5.26.30"
    seen_by_maven = (folder / "neo4j-5.jar").read_text().split()
    assert "neo4j-5.26.30" not in seen_by_maven
    assert sorted(path.name for path in folder.parent.iterdir()) == ["neo4j-5.26.30", "neo4j-5.26.30.lock"]


def test_maven_runs_once_for_two_callers(bare: Path) -> None:
    """Two processes that start at once share one fetch."""
    maven(bare, f'echo run >> {bare}/runs; sleep 0.5; : > "$target/neo4j-5.jar"')
    code = "from graph_store.neo4j import artifact; print(artifact.fetch())"
    environment = {"PATH": f"{bare / 'bin'}:/bin:/usr/bin", "XDG_CACHE_HOME": str(bare / "cache"), "HOME": str(bare)}
    root = Path(artifact.__file__).parents[2]
    both = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=root, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = {process.communicate()[0].strip() for process in both}
    assert answers == {str(bare / "cache" / "gsagraph" / "neo4j-5.26.30")}
    assert (bare / "runs").read_text().split() == ["run"]


def test_a_fetch_that_fails_says_what_maven_said(bare: Path) -> None:
    """The first line of Maven's output is the reason; nothing is left in the cache."""
    maven(bare, "echo '[ERROR] no such version'; exit 1")
    with pytest.raises(StoreUnavailable, match="no such version") as caught:
        artifact.fetch("5.26.99")
    assert "network" in caught.value.hint
    assert [path.name for path in (bare / "cache" / "gsagraph").iterdir()] == ["neo4j-5.26.99.lock"]


def test_a_fetch_without_the_server_among_the_jars_has_failed(bare: Path) -> None:
    """A Maven that ends well but leaves no Neo4j is not believed."""
    maven(bare, ': > "$target/other.jar"')
    with pytest.raises(StoreUnavailable):
        artifact.fetch()


def test_the_question_on_the_command_line_answers_by_exit_code(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m graph_store.neo4j.artifact newest` is 1 with a line on stderr, or 0 and silent."""
    assert artifact.main(["newest"]) == 1
    assert "release 21 or newer" in capsys.readouterr().err
    jdk(bare / "jvm" / "jdk", "21.0.1")
    artifact.jars_folder(artifact.NEWEST_VERSION).mkdir(parents=True)
    assert artifact.main(["newest"]) == 0
    assert capsys.readouterr().err == ""


def test_the_pom_takes_the_version_from_the_command() -> None:
    """Another version is fetched by the property `neo4j.version`; the file's own default is ours."""
    text = artifact.POM.read_text(encoding="utf-8")
    assert "<version>${neo4j.version}</version>" in text
    assert f"<neo4j.version>{artifact.VERSION}</neo4j.version>" in text
    assert textwrap.dedent(text).startswith("<?xml")
