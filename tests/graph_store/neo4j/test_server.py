"""The launcher: a real server on the loopback interface that ends with whoever started it."""

import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import neo4j
import psutil
import pytest

from graph_schema.errors import StoreUnavailable
from graph_store.neo4j import artifact, server
from tests.neo4j_server import wanted_version

ROOT = Path(server.__file__).parents[2]


@pytest.fixture
def runnable() -> None:
    """Skips where this machine cannot run a server."""
    if lacking := artifact.missing(wanted_version()):
        pytest.skip(lacking)


def ask(url: str, password: str, text: str) -> list[neo4j.Record]:
    with neo4j.GraphDatabase.driver(url, auth=(server.USER, password), notifications_min_severity="OFF") as driver:
        return driver.execute_query(text).records


@pytest.mark.neo4j
@pytest.mark.usefixtures("runnable")
def test_a_server_keeps_data_and_password_and_ends_with_its_starter(tmp_path: Path) -> None:
    """`./dev neo4j` killed outright takes its server along; the next start has the same data and password."""
    home = tmp_path / "home"
    command = [sys.executable, "-m", "graph_store.neo4j.server", "--home", str(home), "--heap", "512m"]
    command += ["--port", str(server.free_port()), "--version", wanted_version()]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(3)]
        (java,) = psutil.Process(process.pid).children()
        password = (home / server.LOGIN_FILE).read_text().strip()
        ask(said[0].partition("=")[2], password, "CREATE (:Kept {name: 'still there'})")
        process.kill()
        process.communicate()
    assert said[1:] == [
        "export GSAGRAPH_NEO4J_USER=neo4j",
        f"export GSAGRAPH_NEO4J_PASSWORD_FILE={home / 'password'}",
    ]
    psutil.wait_procs([java], timeout=60)
    assert not java.is_running()
    with server.start_server(home, wanted_version(), heap="512m") as again:
        assert again.password == password
        assert ask(again.url, password, "MATCH (n:Kept) RETURN n.name AS name")[0]["name"] == "still there"
        with pytest.raises(neo4j.exceptions.AuthError):
            ask(again.url, "guessed", "RETURN 1")
        connections = psutil.Process(again.process.pid).net_connections("tcp")
    assert {c.laddr.ip for c in connections if c.status == "LISTEN"} <= {"127.0.0.1", "::ffff:127.0.0.1"}
    assert again.process.returncode == 0
    assert stat.S_IMODE((home / server.LOGIN_FILE).stat().st_mode) == 0o600


@pytest.mark.neo4j
@pytest.mark.usefixtures("runnable")
def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    """The end of the server's own log is the reason, the folder of the logs the hint."""
    home = tmp_path / "home"
    home.mkdir()
    (home / server.LOGIN_FILE).write_text("set at an earlier start\n")
    with pytest.raises(StoreUnavailable, match="Too small maximum heap") as caught:
        server.start_server(home, wanted_version(), heap="1k")
    assert str(home / "logs") in caught.value.hint


def test_a_port_somebody_else_holds_does_not_count_as_an_answer() -> None:
    """Something that listens and stays mute is no server that is ready."""
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        port = mute.getsockname()[1]
        assert server._listens(port)
        assert server.answers(f"bolt://127.0.0.1:{port}", "neo4j", "x") is False


def test_without_java_the_command_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 2, the code and what to install on stderr, nothing on stdout."""
    environment = {"PATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    code = (
        "import pathlib, sys; from graph_store.neo4j import artifact, server;"
        f"artifact.JVM_FOLDERS = pathlib.Path({str(tmp_path)!r}); sys.exit(server.main(['--home', {str(tmp_path / 'h')!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "error STORE_UNAVAILABLE" in done.stderr
    assert "openjdk" in done.stderr
    assert not (tmp_path / "h").exists()


def test_free_ports_are_free() -> None:
    """The port can be bound right away, on the loopback interface."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", server.free_port()))


def test_a_server_nobody_runs_does_not_answer() -> None:
    """The question of readiness has a plain no."""
    assert server.answers(f"bolt://127.0.0.1:{server.free_port()}", "neo4j", "x") is False


@pytest.mark.parametrize("version", ["5.26.30", "2026.08.1"])
def test_settings_bind_to_loopback_and_ask_for_login(tmp_path: Path, version: str) -> None:
    """Bolt on, HTTP off unless asked for, authentication on, time limits checked often."""
    (tmp_path / "conf").mkdir()
    server._write_settings(tmp_path, version, 7777, None)
    text = (tmp_path / "conf" / "neo4j.conf").read_text()
    lines = dict(line.split("=", 1) for line in text.split())
    assert lines["server.bolt.enabled"] == "true"
    assert lines["server.bolt.listen_address"] == "127.0.0.1:7777"
    assert lines["server.http.enabled"] == "false"
    assert lines["dbms.security.auth_enabled"] == "true"
    assert lines["db.transaction.monitor.check.interval"] == "100ms"
    assert not [value for key, value in lines.items() if "address" in key and not value.startswith("127.0.0.1")]


def test_a_server_that_hangs_is_ended_by_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ignores the end of its input is killed after the time for stopping."""
    monkeypatch.setattr(server, "STOP_SECONDS", 0.2)
    process = subprocess.Popen(["sleep", "600"], stdin=subprocess.PIPE)
    running = server.Neo4jServer(tmp_path, "5.26.30", 1, None, "x", process)
    running.stop()
    assert process.returncode == -signal.SIGKILL


def test_without_maven_marked_tests_are_skipped_with_one_line(tmp_path: Path) -> None:
    """The line names what is missing; with `GSAGRAPH_TEST_REQUIRE=neo4j` the same is a failure."""
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "tests/graph_store/neo4j/test_driver.py"]
    command += ["-k", "wrong_password", "-p", "no:xdist"]
    environment = {"PATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    environment["JAVA_HOME"] = str(fake_jdk(tmp_path / "jdk"))
    skipped = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert skipped.returncode == 0
    (line,) = [line for line in skipped.stdout.splitlines() if line.startswith("SKIPPED")]
    assert line.endswith("Neo4j 5.26.30 is fetched by Maven: no `mvn` found (Debian: maven)")
    required = subprocess.run(
        command,
        cwd=ROOT,
        env={**environment, "GSAGRAPH_TEST_REQUIRE": "neo4j"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert required.returncode == 1


def fake_jdk(home: Path) -> Path:
    """A folder that looks like a JDK of release 17; nothing of it is run."""
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "javac").touch()
    (home / "release").write_text('JAVA_VERSION="17.0.1"\n')
    return home


@pytest.mark.neo4j
def test_all_tests_of_a_server_are_one_group(request: pytest.FixtureRequest) -> None:
    """One worker runs them, so one server is started, however many workers there are."""
    for item in request.session.items:
        if item.get_closest_marker("neo4j"):
            group = item.get_closest_marker("xdist_group")
            assert group is not None
            assert group.args == ("neo4j",)
