"""A server of their own for the journeys through student data: the others' pages know no release."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import homes
from tests.journeys.conftest import DEMO, LET_IN, PASSWORD, inside, keys_at
from tests.journeys.student_data.released import release
from tests.journeys.windows import Windows
from tests.servers import groundswell_server

TEACHER = "tallow-teacher-a"


@pytest.fixture(scope="session")
def home(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = homes.example(shelf, tmp_path_factory.mktemp("student-data") / "home")
    inside(folder, LET_IN, TEACHER, PASSWORD)
    release(folder / "student-data")
    return folder


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[str]:
    with groundswell_server(home, **DEMO, GROUNDSWELL_RELEASE_AFTER_LOAD="0") as address:
        yield address


@pytest.fixture(scope="session")
def keys(server: str, browser: Browser) -> Callable[[str], Any]:
    return keys_at(server, browser)


@pytest.fixture(scope="session")
def windows(server: str, browser: Browser) -> Windows:
    return Windows(browser, server)
