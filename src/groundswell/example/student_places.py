"""The example's places as the student data need them: groups, days of school, and what is stated of chronic absence."""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from groundswell.example.content_files import Record, content, data_bytes, data_rows
from groundswell.store.synthesize.given.described import (
    EVERYONE,
    GivenDistrict,
    GivenNetwork,
    GivenSchool,
    GivenYear,
)

RACES = {
    "african_american": "black_african_american",
    "latinx": "hispanic_latino",
    "asian": "asian",
    "white": "white",
    "two_or_more": "two_or_more",
    "native_american": "american_indian_alaska_native",
    "pacific_islander": "native_hawaiian_pacific_islander",
}
FLAGS = {"english_learner": "english_learner", "disability": "disability", "low_income": "low_income",
         "foster_youth": "foster"}  # fmt: skip
LEVELS = {"k8": "elementary", "elementary": "elementary", "primary": "elementary", "middle": "middle"}


def example_network(
    *, schools: Collection[str] = (), years: Collection[int] = (), until: date
) -> GivenNetwork:
    """The places of the content file, or some of its schools (by code) and years; days before `until` alone."""
    told = content("student_data")
    network = content("network")
    chosen = [row for row in told["schools"] if not schools or row["code"] in schools]
    return GivenNetwork(
        id=told["network"]["id"],
        name=network["network"]["name"],
        districts=tuple(
            GivenDistrict(
                id=row["id"],
                name=_names()[row["code"]],
                schools=tuple(
                    _school(each, years or told["years"], until) for each in chosen if _is_in(each, row)
                ),
            )
            for row in told["districts"]
            if any(_is_in(each, row) for each in chosen)
        ),
        gap_district=next(row["id"] for row in told["districts"] if row["code"] == told["gap_district"]),
        seed=told["seed"],
    )


def organizations() -> dict[str, tuple[str, str]]:
    """Kind and organization id of each place that has student data, by the place's code."""
    told = content("student_data")
    return (
        {told["network"]["code"]: ("network", told["network"]["id"])}
        | {row["code"]: ("district", row["id"]) for row in told["districts"]}
        | {row["code"]: ("school", row["id"]) for row in told["schools"]}
    )


def _is_in(school: Record, district: Record) -> bool:
    return str(school["code"]).startswith(f"{district['code']}-")


@cache
def _names() -> Mapping[str, str]:
    network = content("network")
    return {row["code"]: row["name"] for kind in ("districts", "schools") for row in network[kind]}


def _school(row: Record, years: Collection[int], until: date) -> GivenSchool:
    first, last = content("student_data")["grades"][row["grades"]]
    return GivenSchool(
        id=row["id"],
        name=_names()[row["code"]],
        level=LEVELS[row["grades"]],
        grades=range(first, last + 1),
        years={year: _year(row, year, until) for year in years},
    )


def _year(row: Record, year: int, until: date) -> GivenYear:
    now = row | (row.get("since_2015_16", {}) if year >= 2016 else {})
    return GivenYear(
        present={
            day: percent
            for day, percent in _attendance()[row["code"]].items()
            if _school_year(day) == year and day < until
        },
        students={RACES[group]: count for group, count in now["groups"].items()},
        flagged={FLAGS[flag]: now[flag] for flag in FLAGS},
        chronic=dict(_stated(row["code"], year)),
        closed=_closed(),
        ends=_last_day(year),
    )


def _stated(code: str, year: int) -> Iterator[tuple[str, int]]:
    """Counts of CM2, of groups that are not what is left over by others."""
    others = RACES[content("student_data")["other_race"]]
    names = {"": EVERYONE, "other_race": others, **RACES, **FLAGS}
    for row in data_rows("chronic_absence_schools.csv"):
        here = row["place_code"] == code and int(row["period_end"][:4]) == year
        if here and row["group_code"] in names and row["numerator"].isdecimal():
            yield names[row["group_code"]], int(row["numerator"])


@cache
def _attendance() -> Mapping[str, Mapping[date, float]]:
    """Percent present by school and day; days that were not submitted are not there."""
    text = gzip.decompress(data_bytes("attendance_daily.csv.gz")).decode("utf-8")
    found: dict[str, dict[date, float]] = defaultdict(dict)
    for row in csv.DictReader(io.StringIO(text)):
        if row["percent_present"][:1].isdecimal():
            found[row["school_code"]][date.fromisoformat(row["date"])] = float(row["percent_present"])
    return found


@cache
def _closed() -> Mapping[date, str]:
    found: dict[date, str] = {}
    for row in content("calendar")["closed"]:
        days = (row["ends_on"] - row["starts_on"]).days + 1
        found |= {row["starts_on"] + timedelta(days=number): row["label"] for number in range(days)}
    return found


def _last_day(year: int) -> date:
    ends: date = next(
        row["ends_on"] for row in content("calendar")["school_years"] if row["ends_on"].year == year
    )
    return ends


def _school_year(day: date) -> int:
    return day.year + (day.month >= 7)
