"""A Neo4j server of our own on this machine, for people (`./dev neo4j`) and for tests.

The jars come from `graph_store.neo4j.artifact`; `launcher/Launcher.java` runs them. The server listens on
the loopback interface only, asks for a password, and ends with the process that started it.
"""

import argparse
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph_schema.errors import StoreUnavailable
from graph_store.neo4j import artifact

LAUNCHER = Path(__file__).parent / "launcher" / "Launcher.java"
USER = "neo4j"
START_SECONDS = 120.0
STOP_SECONDS = 30.0
ANSWER_SECONDS = 5.0
LOGIN_FILE = "password"
DEFAULT_HOME = Path("var/neo4j")

SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.enabled={browser}
server.http.listen_address=127.0.0.1:{http}
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
server.memory.pagecache.size=64m
db.memory.transaction.max=256m
db.transaction.monitor.check.interval=100ms
db.tx_log.preallocate=false
{stopping}
"""

# Otherwise the server's network threads wait ten seconds for silence after the databases are closed.
QUICK_STOP = {
    True: "internal.dbms.bolt.netty_server_shutdown_quiet_period=0",
    False: "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s",
}


def free_port() -> int:
    """A loopback port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_password(home: Path) -> str | None:
    """The password kept beside an earlier start's data, or None for a new home."""
    kept = home / LOGIN_FILE
    return kept.read_text(encoding="ascii").strip() if kept.is_file() else None


@dataclass(slots=True)
class Neo4jServer:
    """A running server: where to reach it, with which password, and its process."""

    home: Path
    version: str
    bolt: int
    http: int | None
    password: str
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """The store's URL, as `GSAGRAPH_STORE` takes it."""
        return f"neo4j://127.0.0.1:{self.bolt}"

    def log_tail(self, lines: int = 15) -> str:
        """The last lines the server process wrote."""
        text = (self.home / "logs" / "launcher.log").read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def stop(self) -> None:
        """End the server cleanly (its checkpoint done), by force if it does not answer."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _java(version: str) -> str:
    lacking = artifact.missing(version)
    java = artifact.find_java(artifact.least_java(version))
    if lacking or java is None:
        raise StoreUnavailable(lacking or "no Java found", hint="`.ci/install` installs what is missing on Debian")
    return str(java)


def _set_first_password(java: str, jars: Path, home: Path) -> str:
    """Choose a random password, set it in a home never started, and keep it in a file of the owner's alone."""
    password = secrets.token_urlsafe(18).replace("-", "x")
    command = [java, "-cp", f"{jars}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password]
    place = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(command, env=place, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if done.returncode != 0:
        raise StoreUnavailable(f"the first password could not be set: {done.stderr.strip()[:300]}")
    kept = home / LOGIN_FILE
    kept.touch(mode=0o600)
    kept.write_text(password + "\n", encoding="ascii")
    return password


def _launch(java: str, jars: Path, home: Path, heap: str) -> subprocess.Popen[bytes]:
    opens = ["--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED"]
    command = [java, f"-Xmx{heap}", "-XX:+UseSerialGC", *opens, "-cp", f"{jars}/*"]
    command += [str(LAUNCHER), str(home), str(home / "conf" / "neo4j.conf")]
    with (home / "logs" / "launcher.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own command line
            command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )


def answers(url: str, user: str, password: str) -> bool:
    """Whether a server answers a query there, asked once and without patience."""
    with neo4j.GraphDatabase.driver(
        url,
        auth=(user, password),
        connection_timeout=ANSWER_SECONDS,
        connection_acquisition_timeout=ANSWER_SECONDS,
        notifications_min_severity="OFF",
    ) as driver:
        try:
            with driver.session(database="neo4j") as session:
                session.run("RETURN 1").consume()
        except (DriverError, Neo4jError):
            return False
        return True


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until_ready(server: Neo4jServer) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        if server.process.poll() is not None:
            break
        if _listens(server.bolt) and answers(server.url.replace("neo4j:", "bolt:"), USER, server.password):
            return
        time.sleep(0.2)
    server.stop()
    raise StoreUnavailable(
        f"Neo4j {server.version} did not start:\n{server.log_tail()}", hint=f"logs: {server.home}/logs"
    )


def _write_settings(home: Path, version: str, bolt: int, http: int | None) -> None:
    text = SETTINGS.format(
        bolt=bolt,
        http=http or 0,
        browser="true" if http else "false",
        stopping=QUICK_STOP[version.startswith("5.")],
    )
    (home / "conf" / "neo4j.conf").write_text(text, encoding="ascii")


def start_server(
    home: Path, version: str = artifact.VERSION, *, port: int | None = None, http: int | None = None, heap: str = "1g"
) -> Neo4jServer:
    """Start Neo4j with its data in `home` and return when it answers; data of an earlier start stay.

    `port` is Bolt's (a free one if None); `http` opens the browser's port. Raises StoreUnavailable
    with what is missing, or with the end of the server's own log.
    """
    java = _java(version)
    jars = artifact.fetch(version)
    home = home.resolve()
    for part in ("conf", "logs"):
        (home / part).mkdir(parents=True, exist_ok=True)
    bolt = port or free_port()
    _write_settings(home, version, bolt, http)
    password = first_password(home) or _set_first_password(java, jars, home)
    server = Neo4jServer(home, version, bolt, http, password, _launch(java, jars, home, heap))
    _wait_until_ready(server)
    return server


def parser() -> argparse.ArgumentParser:
    """The options of `./dev neo4j`."""
    options = argparse.ArgumentParser(prog="./dev neo4j", description="Start a Neo4j Community server for yourself.")
    options.add_argument("--home", type=Path, default=DEFAULT_HOME, help="where its data are (default: %(default)s)")
    options.add_argument("--port", type=int, default=7687, help="Bolt's port, on the loopback interface only")
    options.add_argument("--http", type=int, default=None, help="also serve Neo4j Browser on this port")
    options.add_argument("--heap", default="1g", help="the Java heap (default: %(default)s)")
    options.add_argument(
        "--version", default=artifact.VERSION, help=f"%(default)s, or {artifact.NEWEST_VERSION} on Java 21 or newer"
    )
    return options


def directions(server: Neo4jServer) -> str:
    """What to type in another shell to use the server."""
    return (
        f"export GSAGRAPH_STORE={server.url}\n"
        f"export GSAGRAPH_NEO4J_USER={USER}\n"
        f"export GSAGRAPH_NEO4J_PASSWORD_FILE={server.home / LOGIN_FILE}\n"
    )


def _terminate(*_: object) -> None:
    raise KeyboardInterrupt


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a server until Ctrl-C or SIGTERM; directions go to stdout, everything else to stderr."""
    given = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _terminate)
    try:
        sys.stderr.write(f"starting Neo4j {given.version} in {given.home} …\n")
        with start_server(given.home, given.version, port=given.port, http=given.http, heap=given.heap) as server:
            sys.stdout.write(directions(server))
            sys.stdout.flush()
            sys.stderr.write("running; Ctrl-C stops it\n")
            server.process.wait()
    except KeyboardInterrupt:
        return 0
    except StoreUnavailable as error:
        sys.stderr.write(f"error {error.code}: {error.message}\n{error.hint}\n")
        return 2
    return 1


if __name__ == "__main__":
    sys.exit(main())
