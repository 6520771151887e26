"""`gsagraph serve`: starts, prints its address, answers, ends."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.serve import address, listen

ROOT = Path(__file__).parents[2]


@contextmanager
def served(tmp_path: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A running service on a free port, and its address."""
    command = [
        sys.executable,
        "-m",
        "cli",
        "serve",
        "--port",
        "0",
        "--store",
        f"sqlite:///{tmp_path / 'none.db'}",
        *options,
    ]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


@pytest.mark.parametrize("options", [(), ("--workers", "2")])
def test_serve_prints_where_it_answers(tmp_path, options):
    """One line on standard output; the socket is bound before it is printed."""
    with served(tmp_path, *options) as (where, _):
        assert where.startswith("http://127.0.0.1:")
        request = urllib.request.Request(
            f"{where}graphql?query=%7B__typename%7D", headers={"Accept": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert answer.read() == b'{"data":{"__typename":"Query"}}'
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{where}-/health", timeout=60)
        assert refused.value.code == 503
        refused.value.close()


def test_serve_ends_when_told(tmp_path):
    """Ctrl-C is a clean end."""
    with served(tmp_path) as (where, process):
        with urllib.request.urlopen(f"{where}schema.graphql", timeout=60) as answer:
            assert b"type Query" in answer.read()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    assert process.returncode in (0, -signal.SIGTERM)


def test_a_port_in_use_is_exit_2_with_a_way_out():
    """No traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "cli", "serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"error CANNOT_LISTEN: 127.0.0.1 port {port}" in done.stderr
    assert "hint: choose another --port" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_address_is_one_a_browser_can_open():
    """Not 0.0.0.0; IPv6 in brackets."""
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert address("0.0.0.0", listener) == f"http://127.0.0.1:{port}/"
        assert address("::", listener) == f"http://[::1]:{port}/"
        assert address("localhost", listener) == f"http://localhost:{port}/"
