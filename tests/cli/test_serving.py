"""The server as it is started: on its port, for this machine alone, beside another copy."""

import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, GROUNDSWELL, environment, groundswell, serving, wait_until
from tests.servers import free_port


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def test_it_answers_on_the_port_that_PORT_names_and_for_this_machine_alone(migrated: Path):  # noqa: N802
    with serving(migrated) as server:
        assert "<h1" in page(f"{server.address}/account/login/")
        with socket.socket() as other_address:
            assert other_address.connect_ex(("127.0.0.2", server.port)) != 0
    assert server.process.returncode == 0


def test_other_names_and_a_second_server_on_the_port_are_refused(migrated: Path, bare: Path):
    with serving(migrated) as server:
        asked = urllib.request.Request(
            f"{server.address}/account/login/", headers={"Host": "elsewhere.example"}
        )
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(asked, timeout=60)
        done = groundswell("serve", "--port", str(server.port), home=bare)
    assert done.returncode == 2
    assert f"127.0.0.1:{server.port} cannot be used" in done.stderr
    assert not (bare / "groundswell.sqlite3").exists()


def test_two_copies_run_side_by_side(migrated: Path, example: Path):
    with serving(migrated) as empty, serving(example, **EXAMPLE) as full:
        assert empty.port != full.port
        assert "prewitt" not in page(f"{empty.address}/account/login/")
        assert "prewitt" in page(f"{full.address}/account/login/")


def test_the_demo_serves_what_it_prepared(example: Path):
    port = free_port()
    with serving(example, "demo", "--port", str(port), port=port) as server:
        assert "prewitt" in page(f"{server.address}/account/login/")


def test_static_files_are_collected_again_after_they_changed_and_not_before(migrated: Path):
    stamp = migrated / "static" / ".collected"
    first = stamp.stat().st_mtime_ns
    with serving(migrated):
        assert stamp.stat().st_mtime_ns == first
    stamp.write_text("made from other files")
    with serving(migrated):
        assert stamp.read_text() != "made from other files"


def test_it_stops_when_asked_while_it_still_loads(migrated: Path, tmp_path: Path):
    """Its worker process hears no signal then: it is the server that has to end it."""
    log = tmp_path / "early.log"
    with log.open("w") as out:
        settings = environment(migrated, {"PORT": str(free_port())})
        process = subprocess.Popen(
            [GROUNDSWELL, "serve"], env=settings, stdout=out, stderr=out, start_new_session=True
        )
        try:
            wait_until(lambda: "Spawning worker" in log.read_text(), "the worker process is started", log=log)
            process.terminate()
            assert process.wait(timeout=60) == 0
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
