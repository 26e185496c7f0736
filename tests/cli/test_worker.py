"""The worker beside the pages, in real processes: it brings in what is queued, and what a power cut left."""

import csv
import gzip
import subprocess
import sys
from pathlib import Path

import groundswell.example
from tests.cli.running import EXAMPLE, environment, rows, serving, wait_until

EXTRACT = Path(groundswell.example.__file__).parent / "data" / "attendance_daily.csv.gz"
LIVE_OF = "SELECT count(*) FROM measures_observation WHERE is_live AND load_id = ?"


def corrected_attendance(file: Path, *, most: int) -> int:
    """The example's own attendance with every number a little different. How many rows hold a number."""
    with gzip.open(EXTRACT, "rt", encoding="utf-8") as source, file.open("w", newline="") as out:
        lines = csv.reader(source)
        writer = csv.writer(out)
        writer.writerow(next(lines))
        kept = [row for row in lines if row[1] < "2016-06-01"][:most]
        numbers = [
            [code, day, f"{float(said) - 0.01:.2f}"] for code, day, said in kept if said not in {"NS", ""}
        ]
        writer.writerows(numbers)
    return len(numbers)


def queue(file: Path, home: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.queueing", str(file)],
        env=environment(home, EXAMPLE | {"DJANGO_SETTINGS_MODULE": "groundswell.config.settings"}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def state(home: Path, number: int) -> tuple[object, ...]:
    found = "SELECT state, accepted, rows_done, attempt FROM intake_import WHERE id = ?"
    return rows(home, found, number)[0]


def test_the_servers_own_worker_brings_in_what_is_queued(example: Path, tmp_path: Path):
    count = corrected_attendance(tmp_path / "new.csv", most=3_000)
    number = queue(tmp_path / "new.csv", example)
    assert (state(example, number)[0], live_of(example, number)) == ("queued", 0)
    with serving(example, **EXAMPLE) as server:
        wait_until(lambda: state(example, number)[0] == "accepted", "the import is in", log=server.log)
    assert state(example, number)[1:3] == (count, count)
    assert live_of(example, number) == count


def live_of(home: Path, number: int) -> int:
    return int(str(rows(home, LIVE_OF, number)[0][0]))


def test_an_import_that_a_power_cut_stopped_is_done_by_the_next_server(example: Path, tmp_path: Path):
    count = corrected_attendance(tmp_path / "new.csv", most=20_000)
    number = queue(tmp_path / "new.csv", example)
    with serving(example, **EXAMPLE) as server:
        wait_until(lambda: int(str(state(example, number)[2])) > 0, "some rows are staged", log=server.log)
        server.kill()
    stopped = state(example, number)
    assert stopped[0] == "running"
    assert 0 < int(str(stopped[2])) < count
    assert live_of(example, number) == 0
    with serving(example, **EXAMPLE) as server:
        wait_until(lambda: state(example, number)[0] == "accepted", "the import is in", log=server.log)
    assert state(example, number) == ("accepted", count, count, 2)
    assert live_of(example, number) == count
    assert rows(example, "SELECT count(*) FROM audit_event WHERE verb = 'import.requeued'") == [(1,)]
