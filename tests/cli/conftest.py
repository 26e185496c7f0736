"""The example network, loaded once by the command itself; each test works on a copy of its own."""

import fcntl
import shutil
from pathlib import Path

import pytest

from tests.cli.running import groundswell


@pytest.fixture(scope="session")
def loaded_example(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The data folder that `demo --prepare-only` made, shared by the processes that run the tests."""
    root = tmp_path_factory.getbasetemp()
    root = root if worker_id == "master" else root.parent
    home, ready = root / "example-home", root / "example-home.ready"
    with (root / "example-home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            done = groundswell("demo", "--prepare-only", home=home)
            assert done.returncode == 0, done.stderr
            ready.write_text(done.stdout)
    return home


@pytest.fixture
def example(loaded_example: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(loaded_example, tmp_path / "home"))


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "bare"
