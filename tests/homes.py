"""Data folders made once by the commands themselves, for every process of a run. Whoever needs one takes a copy."""

import fcntl
import shutil
from pathlib import Path

from tests.cli.running import groundswell, serving


def example(shelf: Path, to: Path) -> Path:
    """A copy of a data folder with the example network, at a place that is not there yet."""
    return Path(shutil.copytree(made_once(shelf, "made-example", "demo", "--prepare-only"), to))


def migrated(shelf: Path, to: Path) -> Path:
    """A copy of a data folder with an empty database, at a place that is not there yet."""
    return Path(shutil.copytree(made_once(shelf, "made-empty", "migrate"), to))


def made_once(shelf: Path, name: str, *command: str) -> Path:
    """The data folder that a command leaves, with the files that the server's first start collects."""
    home, ready = shelf / name, shelf / f"{name}.ready"
    with (shelf / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            done = groundswell(*command, home=home)
            assert done.returncode == 0, done.stderr
            with serving(home):
                ready.write_text(done.stdout)
    return home
