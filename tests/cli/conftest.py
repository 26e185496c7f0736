"""Data folders for the commands: with the example, with an empty database, not there yet."""

from pathlib import Path

import pytest

from tests import homes


@pytest.fixture
def example(shelf: Path, tmp_path: Path) -> Path:
    """A data folder with the example network."""
    return homes.example(shelf, tmp_path / "home")


@pytest.fixture
def migrated(shelf: Path, tmp_path: Path) -> Path:
    """A data folder with an empty database."""
    return homes.migrated(shelf, tmp_path / "empty")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "bare"
