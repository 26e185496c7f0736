"""Four-year graduation by student group, cohorts 2001-2004, with the source's "s" kept as withheld."""

import csv
import gzip
from pathlib import Path

from extract import Extract, code_by_dbn, rates

SOURCE = "nyc/graduation_by_group_cohorts_2001-2004.csv.gz"
ALL_STUDENTS = ""  # a row without a group is about all students
GROUPS = {
    "Total Cohort": ALL_STUDENTS,
    "Asian": "asian",
    "Black": "african_american",
    "Hispanic": "latinx",
    "White": "white",
    "English Language Learners": "english_learner",
    "English Proficient Students": "not_english_learner",
    "Special Education Students": "disability",
    "General Education Students": "no_disability",
    "Female": "female",
    "Male": "male",
}
YEARS_TO_GRADUATE = 4


def build(data: Path) -> Extract:
    codes = code_by_dbn()
    with gzip.open(data / SOURCE, "rt", encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["DBN"] in codes]
    sizes: dict[tuple[str, str, str], list[int]] = {}
    for row in rows:
        sizes.setdefault(_key(row), []).append(_size(row))
    return rates("graduation_by_group.csv", [_rate(row, codes) for row in rows if _adds_up(row, sizes)])


def _key(row: dict[str, str]) -> tuple[str, str, str]:
    return row["DBN"], row["Cohort"], row["Demographic"]


def _size(row: dict[str, str]) -> int:
    return int(row["Total Cohort"].replace(",", ""))


def _adds_up(row: dict[str, str], sizes: dict[tuple[str, str, str], list[int]]) -> bool:
    """False for the second, mislabeled printing of a special-education row."""
    if len(sizes[_key(row)]) == 1:
        return True
    dbn, cohort, group = _key(row)
    if group != "Special Education Students":
        raise ValueError(f"{dbn}, cohort {cohort}: {group} is printed twice; decide which row to keep.")
    whole = sizes[dbn, cohort, "Total Cohort"][0]
    return _size(row) + sizes[dbn, cohort, "General Education Students"][0] == whole


def _rate(row: dict[str, str], codes: dict[str, str]) -> tuple[str, ...]:
    grads = row["Total Grads - n"].replace(",", "")
    percent = row["Total Grads - % of cohort"]
    return (
        "GRAD",
        codes[row["DBN"]],
        GROUPS[row["Demographic"]],
        f"{row['Cohort']}-09-01",
        f"{int(row['Cohort']) + YEARS_TO_GRADUATE}-06-30",
        grads,
        str(_size(row)),
        percent if percent == "s" else f"{float(percent):.1f}",
    )
