"""The eight CORE districts of 2013: how large, of whom, how mobile, and how their schools differ."""

from pathlib import Path
from typing import Any

import duckdb

SOURCE = "ca_core_panel/core8_schools_2003_2013.parquet"
RACES = {
    "black_african_american": "pct_aa",
    "american_indian_alaska_native": "pct_ai",
    "asian": "pct_as + coalesce(pct_fi, 0)",
    "hispanic_latino": "pct_hi",
    "native_hawaiian_pacific_islander": "pct_pi",
    "white": "pct_wh",
    "two_or_more": "pct_mr",
}
LEVELS = {"elementary": "E", "middle": "M", "high": "H"}


def measured(data: Path) -> dict[str, Any]:
    """The numbers of the `places` part of the calibration; districts in the order of their size."""
    connection = duckdb.connect()
    connection.execute(
        f"CREATE VIEW places AS SELECT * EXCLUDE (p_di), coalesce(p_di, 0) AS p_di FROM '{data / SOURCE}' WHERE year = 2013"
    )
    races = ", ".join(f"coalesce({column}, 0) AS {name}" for name, column in RACES.items())
    query = f"SELECT enroll, meals, p_el, {races} FROM places WHERE stype = '1' ORDER BY enroll DESC"
    found = connection.execute(query).fetchall()
    return {
        "districts": [
            {
                "enrollment": int(row[0]),
                "percent_low_income": row[1],
                "percent_english_learner": row[2],
                "percent_by_race": dict(zip(RACES, map(float, row[3:]), strict=True)),
            }
            for row in found
        ],
        **_rest(connection),
    }


def _rest(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    schools = "places WHERE rtype = 'S' AND enroll > 0"
    weighted = connection.execute(
        f"SELECT sum(p_di * tested) / sum(tested), sum(cbmob * enroll) / sum(enroll) FROM {schools} AND tested > 0"
    ).fetchone()
    size = connection.execute(
        f"SELECT stype, count(*), ln(quantile_cont(enroll, .75) / quantile_cont(enroll, .25)) / 1.349 FROM {schools} "
        f"GROUP BY 1"
    ).fetchall()
    by_type = {row[0]: row for row in size}
    spread = connection.execute(
        f"SELECT stddev(ln(meals / (100 - meals))) FROM {schools} AND meals BETWEEN 2 AND 98"
    ).fetchone()
    assert weighted
    assert spread
    return {
        "percent_with_disability": round(weighted[0], 2),
        "percent_staying_through_the_year": round(weighted[1], 2),
        "school_low_income_sd": round(spread[0], 3),
        "race_concentration": round(_concentration(connection), 2),
        "levels": {
            name: {"schools": by_type[code][1], "size_sd": round(by_type[code][2], 3)}
            for name, code in LEVELS.items()
        },
    }


def _concentration(connection: duckdb.DuckDBPyConnection) -> float:
    """Of a Dirichlet: how alike the shares of Hispanic or Latino students in a district's schools are (moments)."""
    row = connection.execute(
        "SELECT avg(m * (1 - m) / v - 1) FROM (SELECT avg(pct_hi) / 100 AS m, var_pop(pct_hi / 100) AS v FROM places "
        "WHERE rtype = 'S' GROUP BY district)"
    ).fetchone()
    assert row
    return float(row[0])
