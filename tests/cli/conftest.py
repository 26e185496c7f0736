"""Data folders made once by the commands themselves; each test works on a copy of its own."""

import fcntl
import shutil
from pathlib import Path

import pytest

from tests.cli.running import groundswell, serving


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One folder for all the processes that run the tests."""
    root = tmp_path_factory.getbasetemp()
    return root if worker_id == "master" else root.parent


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


@pytest.fixture
def example(shelf: Path, tmp_path: Path) -> Path:
    """A data folder with the example network."""
    return Path(
        shutil.copytree(made_once(shelf, "made-example", "demo", "--prepare-only"), tmp_path / "home")
    )


@pytest.fixture
def migrated(shelf: Path, tmp_path: Path) -> Path:
    """A data folder with an empty database."""
    return Path(shutil.copytree(made_once(shelf, "made-empty", "migrate"), tmp_path / "empty"))


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "bare"
