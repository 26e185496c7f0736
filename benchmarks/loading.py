"""Loading: OneRoster against DuckDB's bare read_csv, a day of attendance against a year, publishing against a COPY.

GROUNDSWELL_BENCH_LOAD_STUDENTS sets the size (default 100,000: half a million OneRoster rows; the attendance is of
every fifth student). Every piece of work runs in a process of its own, so that its peak memory is its own too.
"""

import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from benchmarks.line import Line, line
from groundswell.store.engine import EngineLimits, open_engine, quoted, run
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft
from groundswell.store.publish.lock import writing
from groundswell.store.read.mapped.load import load_table
from groundswell.store.read.mapped.mapping_file import parse_mapping
from groundswell.store.read.oneroster.load import load_oneroster
from groundswell.store.synthesize.making import synthesize
from groundswell.store.synthesize.sizes import Size

STUDENTS = int(os.environ.get("GROUNDSWELL_BENCH_LOAD_STUDENTS", "100000"))
PER_SCHOOL, ONE_OF, ROUNDS, PUBLISHED = 555, 5, 3, 1_000_000
AT, LAST_DAY = "2026-11-22T00:00:00+00:00", "2026-05-20"
MAPPING = """
table: attendance
dates: iso
columns: {date: date, school_id: school_id, student_id: student_id, attended: attended, category: category}
"""
Taken = dict[str, list[tuple[float, float]]]  # work -> (seconds, peak megabytes), one for each round


def measure() -> list[Line]:
    with TemporaryDirectory(prefix="groundswell-bench-") as folder:
        home = Path(folder)
        synthesize(
            Size(students=STUDENTS, schools=max(6, STUDENTS // PER_SCHOOL), districts=2, years=1),
            home / "net",
        )
        (oneroster,) = (
            path for path in (home / "net" / "oneroster").iterdir() if not path.name.endswith("-delta")
        )
        days = _attendance(home, oneroster)
        read = _in_turn(
            {"DuckDB read_csv of the files": (bare, oneroster), "OneRoster load": (load, oneroster)}, home
        )
        year = _in_turn(
            {"one more day of attendance": (load_day, days), "a year of attendance": (load_year, days)}, home
        )
        written = _in_turn(
            {"DuckDB COPY to Parquet": (copy, home), "publishing the same rows": (publish, home)}, home
        )
        return [each for taken in (read, year, written) for each in _lines(taken)]


def _attendance(home: Path, oneroster: Path) -> Path:
    """A year of attendance without its last day, and that day, as CSV files; and the stores that they go into."""
    folder = home / "days"
    folder.mkdir()
    sources = sorted((home / "net" / "attendance").glob("*/*.parquet"))
    source = f"read_parquet([{', '.join(quoted(str(path)) for path in sources if 'late' not in path.parent.name)}])"
    for name, test in (("year", "<"), ("day", "=")):
        duckdb.execute(
            f"COPY (SELECT * FROM {source} WHERE hash(student_id) % {ONE_OF} = 0 AND date {test} DATE '{LAST_DAY}') "
            f"TO {quoted(str(folder / f'{name}.csv'))} (HEADER)"
        )
    load(oneroster, folder / "students")
    shutil.copytree(folder / "students", folder / "students_and_year")
    _load_table(folder / "students_and_year", folder / "year.csv")
    return folder


def bare(folder: Path, _store: Path) -> float:
    """Every file into a table, kinds of columns as DuckDB finds them. Rows that it cannot read are left out."""
    connection, started = duckdb.connect(config={"memory_limit": "1GB"}), perf_counter()
    for number, path in enumerate(sorted(folder.glob("*.csv"))):
        connection.execute(
            f"CREATE TABLE t{number} AS FROM read_csv({quoted(str(path))}, header = true, ignore_errors = true)"
        )
    return perf_counter() - started


def load(folder: Path, store: Path) -> float:
    started = perf_counter()
    _require_published(load_oneroster(store, folder, made_at=AT).outcome)
    return perf_counter() - started


def load_year(folder: Path, store: Path) -> float:
    return _load_table(shutil.copytree(folder / "students", store), folder / "year.csv")


def load_day(folder: Path, store: Path) -> float:
    return _load_table(shutil.copytree(folder / "students_and_year", store), folder / "day.csv")


def _load_table(store: Path, path: Path) -> float:
    mapping, started = parse_mapping(MAPPING, "attendance.yaml"), perf_counter()
    _require_published(load_table(store, path, mapping, made_at=AT).outcome)
    return perf_counter() - started


def _require_published(outcome: str) -> None:
    if outcome != "published":
        raise SystemExit(f"The load was {outcome}; there is nothing to measure.")


def copy(_folder: Path, store: Path) -> float:
    store.mkdir()
    with open_engine(folders=[store], limits=EngineLimits()) as connection:
        _make_rows(connection)
        started = perf_counter()
        run(
            connection,
            f"COPY made TO {quoted(str(store / 'made.parquet'))} (FORMAT parquet, COMPRESSION zstd)",
        )
        return perf_counter() - started


def publish(_folder: Path, store: Path) -> float:
    with writing(store), open_engine(folders=[store], limits=EngineLimits()) as connection:
        _make_rows(connection)
        started = perf_counter()
        draft = Draft(store, editions.current(store), connection)
        draft.replace(table="attendance", source="bench", relation="made", split=("school_year",))
        draft.publish(kind="load", made_at=AT, source="bench", about={})
        return perf_counter() - started


def _make_rows(connection: duckdb.DuckDBPyConnection) -> None:
    run(
        connection,
        f"CREATE TABLE made AS SELECT 2026 AS school_year, DATE '2026-02-02' AS date, 'S' || (i % 99) AS school_id, "
        f"'P' || i AS student_id, (i % 20 > 0)::DOUBLE AS attended, 'bench' AS source FROM range({PUBLISHED}) AS t(i)",
    )


Work = Callable[[Path, Path], float]


def _in_turn(works: dict[str, tuple[Work, Path]], home: Path) -> Taken:
    taken: Taken = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, (work, folder) in works.items():
            taken[name].append(_alone(work, folder, home / "store"))
            shutil.rmtree(home / "store", ignore_errors=True)
    return taken


def _alone(work: Work, folder: Path, store: Path) -> tuple[float, float]:
    processes = multiprocessing.get_context("spawn")
    mine, theirs = processes.Pipe()
    process = processes.Process(target=_told, args=(work, folder, store, theirs))
    process.start()
    theirs.close()
    seconds, peak = mine.recv()
    process.join()
    return seconds, peak


def _told(work: Work, folder: Path, store: Path, done: Connection) -> None:
    seconds = work(folder, store)
    done.send((seconds, _peak_megabytes()))


def _peak_megabytes() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1000


def _lines(taken: Taken) -> Iterable[Line]:
    """The first is the floor of the others. Its peak memory is printed beside theirs."""
    floor = median(seconds for seconds, _ in next(iter(taken.values())))
    for number, (name, rounds) in enumerate(taken.items()):
        print(f"{name}: peak memory {max(peak for _, peak in rounds):,.0f} MB")
        seconds = [each for each, _ in rounds]
        yield line(name, seconds, ratio=median(seconds) / floor if number else None)
