"""The school page, the project page, the phone entry and the explorer under 50 people at once, against a bare page.

All on one server in one run. The pages take turns in bursts, so that what slows the machine slows all alike. The
explorer is also held against itself without any indicator query: what its reads gave is handed to it again.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.servers import groundswell_server

from benchmarks.example_home import CHECKOUT, SETTINGS, example_home
from benchmarks.explored import ABSENT, EXPLORED, release
from benchmarks.line import Line, line
from benchmarks.visitors import Burst, burst, sign_in

PERSON, PROJECT = "quinones", "Someone Noticed"
ROUNDS, REQUESTS, BARE_REQUESTS = 4, 100, 400
BARE, EXPLORER, HELD = "bare page", "explorer", "explorer, without any indicator query"


def measure() -> list[Line]:
    with tempfile.TemporaryDirectory(prefix="groundswell-bench-") as folder:
        home = Path(shutil.copytree(example_home(), Path(folder) / "home"))
        release(home / "student-data")
        settings = {**SETTINGS, "DJANGO_SETTINGS_MODULE": "benchmarks.settings", "PYTHONPATH": str(CHECKOUT)}
        with groundswell_server(home, **settings) as address:
            port = int(urlsplit(address).port or 0)
            return _lines(_bursts(port, sign_in(port, PERSON), _pages(home)))


def _pages(home: Path) -> dict[str, str]:
    """The addresses, from the example as it was loaded."""
    database = sqlite3.connect(f"file:{home / 'groundswell.sqlite3'}?mode=ro", uri=True)
    ask: Callable[..., str] = lambda query, *values: str(database.execute(query, values).fetchone()[0])  # noqa: E731
    project = ask("SELECT id FROM projects_project WHERE name = ?", PROJECT)
    school = ask(
        "SELECT code FROM places_place p JOIN projects_project j ON j.place_id = p.id WHERE j.id = ?", project
    )
    test = ask("SELECT id FROM cycles_cycle WHERE project_id = ? AND state = 'doing'", project)
    explored = ask(
        "SELECT code FROM places_place p JOIN indicators_placeindata d ON d.place_id = p.id WHERE organization_id = ?",
        EXPLORED,
    )
    database.close()
    return {
        BARE: "/bare/",
        "school page": f"/places/{school}/",
        "project page": f"/projects/{project}/",
        "phone entry": f"/tests/{test}/record/",
        HELD: f"/held/places/{explored}/data/{ABSENT}/",
        EXPLORER: f"/places/{explored}/data/{ABSENT}/",
    }


def _bursts(port: int, cookie: str, pages: dict[str, str]) -> dict[str, list[Burst]]:
    for path in pages.values():
        burst(port, path, cookie, requests=8)
    found: dict[str, list[Burst]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, path in pages.items():
            found[name].append(
                burst(port, path, cookie, requests=BARE_REQUESTS if name == BARE else REQUESTS)
            )
    return found


def _lines(found: dict[str, list[Burst]]) -> list[Line]:
    floors = [_per_request(each) for each in found[BARE]]
    without = [_per_request(each) for each in found[HELD]]
    lines = [_line(name, bursts, floors) for name, bursts in found.items()]
    return [*lines, _line("explorer, against itself without any query", found[EXPLORER], without)]


def _line(name: str, bursts: list[Burst], floors: list[float]) -> Line:
    """The ratio is the median over the rounds, each page against the bare page of its own round."""
    ratios = [_per_request(each) / floor for each, floor in zip(bursts, floors, strict=True)]
    seconds = [second for each in bursts for second in each.seconds]
    return line(
        name,
        seconds,
        ratio=None if name == BARE else median(ratios),
        per_second=len(seconds) / sum(each.whole for each in bursts),
        errors=sum(each.errors for each in bursts),
    )


def _per_request(each: Burst) -> float:
    return each.whole / len(each.seconds)
