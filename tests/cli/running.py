"""Real processes: one command to its end, or a server that a test may stop or kill."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.servers import free_port

GROUNDSWELL = str(Path(sys.executable).parent / "groundswell")
EXAMPLE = {"GROUNDSWELL_DEMO": "1", "GROUNDSWELL_CLOCK": "2016-06-10T08:00:00"}
PATIENCE = 300.0


def environment(home: Path, settings: dict[str, str]) -> dict[str, str]:
    """What a person's shell would have: none of the tests' own settings."""
    mine = ("GROUNDSWELL_", "DJANGO_", "PORT")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
    return clean | {"GROUNDSWELL_HOME": str(home), "COLUMNS": "200"} | settings


def groundswell(*arguments: str, home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [GROUNDSWELL, *arguments],
        env=environment(home, settings),
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@dataclass(frozen=True)
class Serving:
    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """The whole group at once, with no chance to tidy up: as when the power goes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)


@contextmanager
def serving(
    home: Path, *arguments: str, port: int = 0, command: str = GROUNDSWELL, **settings: str
) -> Iterator[Serving]:
    """`groundswell serve` (or the arguments given) until the block ends. The port is told by PORT."""
    port, log = port or free_port(), home.with_name(f"{home.name}.log")
    with log.open("w") as out:
        process = subprocess.Popen(
            [command, *(arguments or ("serve",))],
            env=environment(home, {"PORT": str(port)} | settings),
            cwd=home.parent,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        server = Serving(process, port, log)
        try:
            wait_until(lambda: _is_up(server), "the server answers", log=log)
            yield server
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=60)


def _is_up(server: Serving) -> bool:
    if server.process.poll() is not None:
        raise AssertionError(f"the server stopped:\n{server.log.read_text()}")
    return "Started worker" in server.log.read_text()


def wait_until(happened: Callable[[], object], what: str, *, log: Path | None = None) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE:.0f} s until {what}\n{log.read_text() if log else ''}")


def rows(home: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    """Ask the data folder's database, beside whoever else has it open."""
    database = sqlite3.connect(f"file:{home / 'groundswell.sqlite3'}?mode=ro", uri=True, timeout=20)
    try:
        return database.execute(query, values).fetchall()
    finally:
        database.close()


def contents(home: Path) -> dict[str, str]:
    """A digest of every table's rows, by the table's name."""
    names = [str(row[0]) for row in rows(home, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: _digest(rows(home, f'SELECT * FROM "{name}"')) for name in names}  # noqa: S608


def _digest(table: list[tuple[object, ...]]) -> str:
    return sha256("\n".join(sorted(map(repr, table))).encode()).hexdigest()
