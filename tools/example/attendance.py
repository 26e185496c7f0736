"""Daily attendance of the 40 schools, from the city's public file."""

from datetime import date
from pathlib import Path

from extract import Extract, code_by_dbn
from pyarrow import parquet  # type: ignore[import-untyped]

SOURCE = "nyc/daily_attendance_2013-14_to_2015-16.parquet"
WHOLE_CITY = "CITYWIDE"
NOT_SUBMITTED = "NS"


def build(data: Path) -> Extract:
    codes = code_by_dbn()
    wanted = [*codes, WHOLE_CITY]
    table = parquet.read_table(data / SOURCE, filters=[("dbn", "in", wanted)]).to_pylist()
    percents: dict[tuple[str, date], float | None] = {
        (row["dbn"], row["date"]): row["attn_pct"] for row in table
    }
    days = sorted(day for (dbn, day), percent in percents.items() if dbn == WHOLE_CITY and percent)
    rows = [
        (codes[dbn], day.isoformat(), _printed(percents.get((dbn, day)))) for dbn in codes for day in days
    ]
    return Extract("attendance_daily.csv.gz", ("school_code", "date", "percent_present"), sorted(rows))


def _printed(percent: float | None) -> str:
    return NOT_SUBMITTED if percent is None else f"{percent:.2f}"
