"""Daily attendance in New York City: by weekday, on snow days, in the last days, and how it differs by school."""

from pathlib import Path
from typing import Any

import duckdb

SOURCE = "nyc/daily_attendance_2013-14_to_2015-16.parquet"
SNOW = ("2014-01-22", "2014-02-05", "2014-02-13", "2015-02-02", "2015-03-05", "2016-01-25")
LAST = ("2014-06-25", "2015-06-24", "2015-06-25", "2015-06-26", "2016-06-24", "2016-06-27", "2016-06-28")
ORDINARY_FROM = 84  # percent: city-wide days below it have a reason of their own
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def measured(data: Path) -> dict[str, Any]:
    """The numbers of the `attendance` part of the calibration."""
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW days AS SELECT * FROM '{data / SOURCE}'")
    connection.execute("CREATE VIEW city AS SELECT * FROM days WHERE dbn = 'CITYWIDE'")
    connection.execute(f"CREATE VIEW ordinary AS SELECT * FROM city WHERE attn_pct >= {ORDINARY_FROM}")
    by_weekday = connection.execute(
        "SELECT isodow(date), avg(attn_pct) FROM ordinary GROUP BY 1 ORDER BY 1"
    ).fetchall()
    day_sd = "stddev(ln((100 - attn_pct) / attn_pct) - m) FROM ordinary JOIN (SELECT isodow(date) AS w, "
    day_sd += "avg(ln((100 - attn_pct) / attn_pct)) AS m FROM ordinary GROUP BY 1) ON w = isodow(date)"
    by_school = (
        "SELECT avg(attn_pct) AS a FROM days WHERE dbn <> 'CITYWIDE' AND date IN (SELECT date FROM ordinary) "
        "GROUP BY dbn HAVING count(attn_pct) > 100"
    )
    schools = "(quantile_cont(x, .75) - quantile_cont(x, .25)) / 1.349 FROM "
    schools += f"(SELECT ln((100 - a) / a) AS x FROM ({by_school}))"
    silent = "avg((attn_pct IS NULL)::INT) FROM days WHERE dbn <> 'CITYWIDE' AND date IN (SELECT date FROM ordinary)"
    return {
        "percent_attended": {WEEKDAYS[day - 1]: round(mean, 2) for day, mean in by_weekday},
        "snow_day_odds": round(_odds(connection, SNOW), 3),
        "last_days_odds": round(_odds(connection, LAST), 3),
        "day_sd": round(_one(connection, day_sd), 4),
        "school_sd": round(_one(connection, schools), 4),
        "not_submitted": round(_one(connection, silent), 5),
    }


def _odds(connection: duckdb.DuckDBPyConnection, dates: tuple[str, ...]) -> float:
    """Odds of absence on these days relative to an ordinary day, as the mean of logs."""
    listed = ", ".join(f"DATE '{day}'" for day in dates)
    gap = "exp(avg(ln((100 - attn_pct) / attn_pct)) - (SELECT avg(ln((100 - attn_pct) / attn_pct)) FROM ordinary))"
    return _one(connection, f"{gap} FROM city WHERE date IN ({listed})")


def _one(connection: duckdb.DuckDBPyConnection, select: str) -> float:
    row = connection.execute(f"SELECT {select}").fetchone()
    return float(row[0]) if row else float("nan")
