"""District chronic absence by group, as Connecticut's public portal printed it: percent alone, "*" kept."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from extract import Extract, rates

SOURCE = "ct_edsight/ct_edsight_raw_csv.zip"
DISTRICTS = {
    "Hartford School District": "LW",
    "Waterbury School District": "TH",
    "Middletown School District": "QV",
}
YEARS = ("2012-13", "2013-14", "2014-15", "2015-16")
FOLDERS = {
    "race": "chronic-absenteeism-by-race-ethnicity",
    "ell": "chronic-absenteeism-by-ELL",
    "lunch": "chronic-absenteeism-by-meal-eligibility",
    "special-education": "chronic-absenteeism-by-special-education-status",
}
GROUPS = {
    "American Indian or Alaska Native": "native_american",
    "Asian": "asian",
    "Black or African American": "african_american",
    "Hispanic/Latino of any race": "latinx",
    "Native Hawaiian or Other Pacific Islander": "pacific_islander",
    "Two or More Races": "two_or_more",
    "White": "white",
    "ELL": "english_learner",
    "Non-ELL": "not_english_learner",
    "Eligible For Free Lunch": "lunch_free",
    "Eligible For Reduced Lunch": "lunch_reduced",
    "Not Eligible For Lunch": "lunch_not_eligible",
    "Special Education": "disability",
    "Non-Special Education": "no_disability",
}
TITLE_LINES = 4


def build(data: Path) -> Extract:
    with zipfile.ZipFile(data / SOURCE) as source:
        rows = [row for kind in FOLDERS for year in YEARS for row in _rows(source, kind, year)]
    return rates("chronic_absence_districts.csv", rows)


def _rows(source: zipfile.ZipFile, kind: str, year: str) -> Iterator[tuple[str, ...]]:
    text = source.read(f"{FOLDERS[kind]}/chronic-absenteeism__{year}_{kind}.csv").decode("utf-8-sig")
    for line in list(csv.reader(io.StringIO(text)))[TITLE_LINES:]:
        if line and line[0] in DISTRICTS:
            district, _, group, percent = line
            yield (
                "CM2",
                DISTRICTS[district],
                GROUPS[group],
                f"{year[:4]}-09-01",
                f"20{year[-2:]}-06-30",
                "",
                "",
                percent,
            )
