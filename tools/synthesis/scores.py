"""Scores, growth and who belongs to which groups together, from the disguised student-level file."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from tools.synthesis.groups import Joint, with_every_race

SOURCE = "sgp/sgpdata_long_2020-21_to_2023-24.parquet"
SUBJECTS = {"mathematics": "MATHEMATICS", "reading": "READING"}
RACES = {
    "African American": "black_african_american",
    "Native American": "american_indian_alaska_native",
    "Asian": "asian",
    "Hispanic": "hispanic_latino",
    "White": "white",
}
_FLAGS = {
    "low_income": "FREE_REDUCED_LUNCH_STATUS",
    "english_learner": "ELL_STATUS",
    "disability": "IEP_STATUS",
}


def measured(data: Path) -> tuple[dict[str, Any], Joint]:
    """The `scores` and `together` parts, and the joint shares of the groups."""
    connection = duckdb.connect()
    flags = ", ".join(f"({column} = 'Yes') AS {name}" for name, column in _FLAGS.items())
    connection.execute(
        f"CREATE TABLE scores AS SELECT ID AS id, CONTENT_AREA AS subject, YEAR[6:]::INT AS year, GRADE::INT AS grade, "
        f"SCALE_SCORE AS score, ETHNICITY AS race, {flags} FROM '{data / SOURCE}' "
        f"WHERE VALID_CASE = 'VALID_CASE' AND SCALE_SCORE IS NOT NULL"
    )
    rows = connection.execute(
        "SELECT race, low_income, english_learner, disability, count(*) FROM scores WHERE subject = 'MATHEMATICS' "
        "AND race IS NOT NULL GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    told = {(RACES[race], bool(a), bool(b), bool(c)): float(n) for race, a, b, c, n in rows if race in RACES}
    joint = with_every_race(told)
    subjects = {name: _subject(connection, code) for name, code in SUBJECTS.items()}
    return {"together": _together(joint), "scores": subjects}, joint


def _together(joint: Joint) -> dict[str, dict[str, float]]:
    """For each race: the percents who are of low income, English learners and with a disability."""
    found = {}
    for race in sorted({cell[0] for cell in joint}):
        total = sum(n for cell, n in joint.items() if cell[0] == race)
        found[race] = {
            flag: round(
                100 * sum(n for cell, n in joint.items() if cell[0] == race and cell[place]) / total, 2
            )
            for place, flag in enumerate(_FLAGS, 1)
        }
    return found


def _subject(connection: duckdb.DuckDBPyConnection, code: str) -> dict[str, Any]:
    spread = connection.execute(
        "SELECT grade, avg(score), stddev(score) FROM scores WHERE subject = ? GROUP BY 1 ORDER BY 1", [code]
    ).fetchall()
    table = connection.execute(
        "SELECT id, year, (score - avg(score) OVER g) / stddev(score) OVER g AS z, race, low_income, english_learner, "
        "disability FROM scores WHERE subject = ? AND race IS NOT NULL WINDOW g AS (PARTITION BY grade) "
        "ORDER BY id, year",
        [code],
    ).fetchnumpy()
    names = [race for race in RACES if race != "White"]
    columns = [np.asarray(table["race"]) == race for race in names]
    columns += [np.ma.filled(table[flag], fill_value=False).astype(bool) for flag in _FLAGS]
    design = np.column_stack([np.ones(len(table["z"])), *columns]).astype(float)
    z = np.asarray(table["z"], dtype=float)
    fitted = np.linalg.lstsq(design, z, rcond=None)[0]
    rest = z - design @ fitted
    return {
        "by_grade": {f"{grade:02d}": [round(mean, 1), round(sd, 1)] for grade, mean, sd in spread},
        "effect": {
            "start": round(float(fitted[0]), 3),
            **{f"race {RACES[name]}": round(float(fitted[1 + i]), 3) for i, name in enumerate(names)},
            **{
                name.replace("_", " "): round(float(fitted[1 + len(names) + i]), 3)
                for i, name in enumerate(_FLAGS)
            },
        },
        "residual_sd": round(float(rest.std()), 3),
        "residual_year_to_year": round(
            _year_to_year(np.asarray(table["id"]), np.asarray(table["year"]), rest), 3
        ),
    }


def _year_to_year(ids: Any, years: Any, rest: Any) -> float:
    """Correlation of what the groups leave open, between two years of the same student."""
    next_to = (ids[1:] == ids[:-1]) & (years[1:] == years[:-1] + 1)
    return float(np.corrcoef(rest[:-1][next_to], rest[1:][next_to])[0, 1])
