"""Chronic absence by school, group and month, worked out in several ways: each gives the same cells.

`python -m benchmarks.attendance_peers NAME STORE` prints the seconds and the peak memory (MB) of one of them, alone.
"""

import resource
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.attendance_store import LIMITS, SETS, YEAR
from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.results import Query, Result
from groundswell.library.indicator_files import indicators
from groundswell.store.engine import EngineLimits, run
from groundswell.store.publish import editions
from groundswell.store.query import TABLE_KINDS, compute
from groundswell.store.query.engines import DuckEngine, Engine
from groundswell.store.query.opening import EngineName, opened

ROOMY = EngineLimits(memory="6GB")  # with 1 GB the SQL by hand does not come to an end over 180 million rows
# (school, month, group set, group) -> (chronically absent, students)
Cells = dict[tuple[str, int, str, str], tuple[float, int]]
GRADES = ("KG", "01", "02", "03", "04", "05", "06", "07", "08")
BY_HAND = f"""WITH units AS (
    SELECT student_id, school_id, year(date) * 100 + month(date) AS month, count(*) AS n, sum(attended) AS attended
    FROM attendance GROUP BY ALL),
counted AS (
    SELECT units.*, (100 * (n - attended) >= 10 * n)::INTEGER AS chronic FROM units JOIN students USING (student_id)
    WHERE grade IN {GRADES} AND n >= 10),
groups AS (
    SELECT student_id, group_set, group_name FROM group_memberships
    UNION ALL SELECT student_id, 'all', 'all' FROM students)
SELECT school_id, month, group_set, group_name, sum(chronic), count(*) FROM counted JOIN groups USING (student_id)
GROUP BY ALL ORDER BY ALL"""


def by_hand(store: Path) -> Cells:
    with opened(store, limits=ROOMY) as (engine, _):
        assert isinstance(engine, DuckEngine)
        return cells_of(run(engine.connection, BY_HAND))


def by_definition(store: Path, limits: EngineLimits = ROOMY) -> Cells:
    with opened(store, limits=limits) as (engine, _):
        return in_cells(asked(engine))


def by_spark(store: Path) -> Cells:
    name: EngineName = "spark"
    with opened(store, engine=name) as (engine, _):
        return in_cells(asked(engine))


def asked(engine: Engine) -> list[Result]:
    """The definition's own answer."""
    return compute(engine, definition(), Query("month", "school", SETS, (YEAR,)))


@cache
def definition() -> Indicator:
    """Read once: a server and a release hold the definitions."""
    return indicators(TABLE_KINDS)["chronic_absence_cde"]


def by_polars(store: Path) -> Cells:
    import polars as pl

    def table(name: str) -> pl.LazyFrame:
        return pl.scan_parquet(paths(store, name))

    date, n, attended = pl.col("date"), pl.col("n"), pl.col("attended")
    month = (date.dt.year() * 100 + date.dt.month().cast(pl.Int32)).alias("month")
    units = (
        table("attendance")
        .group_by("student_id", "school_id", month)
        .agg(pl.len().alias("n"), attended.sum())
    )
    students = table("students").filter(pl.col("grade").is_in(GRADES)).select("student_id")
    counted = units.filter(n >= 10).join(students, on="student_id")
    chronic = (100 * (n - attended) >= 10 * n).cast(pl.Int32).alias("chronic")
    everyone = table("students").select(
        "student_id", pl.lit("all").alias("group_set"), pl.lit("all").alias("group_name")
    )
    groups = pl.concat([table("group_memberships").select("student_id", "group_set", "group_name"), everyone])
    by = ("school_id", "month", "group_set", "group_name")
    joined = counted.with_columns(chronic).join(groups, on="student_id").group_by(by)
    answer = joined.agg(pl.col("chronic").sum(), pl.len()).sort(by).collect(engine="streaming")
    return cells_of(answer.rows())


def by_pandas(store: Path) -> Cells:
    import pandas as pd

    def table(name: str, *columns: str) -> pd.DataFrame:
        return pd.concat([pd.read_parquet(path, columns=list(columns)) for path in paths(store, name)])

    rows = table("attendance", "student_id", "school_id", "date", "attended")
    dates = pd.to_datetime(rows["date"]).dt
    rows["month"] = dates.year * 100 + dates.month
    units = rows.groupby(["student_id", "school_id", "month"], as_index=False).agg(
        n=("attended", "size"), attended=("attended", "sum")
    )
    students = table("students", "student_id", "grade")
    counted = units[units["n"] >= 10].merge(students[students["grade"].isin(GRADES)], on="student_id")
    counted["chronic"] = (100 * (counted["n"] - counted["attended"]) >= 10 * counted["n"]).astype(int)
    everyone = students[["student_id"]].assign(group_set="all", group_name="all")
    groups = pd.concat([table("group_memberships", "student_id", "group_set", "group_name"), everyone])
    by = ["school_id", "month", "group_set", "group_name"]
    found = counted.merge(groups, on="student_id").groupby(by)["chronic"].agg(["sum", "size"])
    return cells_of(
        [(*key, *values) for key, values in zip(found.index, found.to_numpy().tolist(), strict=True)]
    )


def paths(store: Path, table: str) -> list[str]:
    """The Parquet files that hold a table in the live edition."""
    return [str(store / editions.EDITIONS / part.path) for part in editions.current(store).of(table)]


def cells_of(rows: list[tuple[Any, ...]]) -> Cells:
    return {(row[0], row[1], row[2], row[3]): (row[4], row[5]) for row in rows}


def in_cells(results: list[Result]) -> Cells:
    months = {label: int(label.replace("-", "")) for label in {each.period for each in results}}
    return {
        (each.place, months[each.period], each.group_set, each.group): (each.numerator, each.students)
        for each in results
    }


def different(first: Cells, second: Cells) -> int:
    """How many cells are not the same in both."""
    return sum(first.get(key) != second.get(key) for key in {*first, *second})


PEERS: dict[str, Callable[[Path], Cells]] = {
    "hand": by_hand,
    "definition": by_definition,
    "definition, held to 1 GB": lambda store: by_definition(store, LIMITS),
    "polars": by_polars,
    "pandas": by_pandas,
    "spark": by_spark,
}


def peak_memory() -> float:
    """Megabytes. A process inherits `ru_maxrss` from the one that started it, so Linux is asked for its own."""
    status = Path("/proc/self/status")
    if status.exists():
        found = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(found.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    started = perf_counter()
    PEERS[sys.argv[1]](Path(sys.argv[2]))
    print(perf_counter() - started, peak_memory())
