"""`groundswell indicators`: no server, no database; small groups are withheld in every kind of file."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from groundswell.cli import main
from groundswell.core.indicators.example_tables import Rows
from tests.store.query.stores import publish

SIZES = {
    "S001": {"female": 30, "male": 33},
    "S002": {"female": 28, "male": 7},
    "S003": {"female": 40, "male": 41},
}
DAYS = [date(2025, 9, 1) + timedelta(days=number) for number in range(40)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three schools of one district and 40 days; every tenth student misses the first five. S002 has seven boys."""
    store = tmp_path_factory.mktemp("indicators") / "store"
    assert publish(store, invented()) == 1
    return store


def invented() -> Rows:
    at = {"school_year": 2026}
    rows: Rows = {name: [] for name in ("students", "enrollments", "group_memberships", "attendance")}
    rows["organizations"] = [at | {"org_id": "D1", "name": "=Fern Valley", "type": "district"}]
    for school, sizes in SIZES.items():
        rows["organizations"].append(
            at | {"org_id": school, "name": school, "type": "school", "parent_id": "D1"}
        )
        for sex, size in sizes.items():
            for number in range(size):
                _add_student(rows, at | {"student_id": f"{school}{sex}{number}"}, school, sex, number)
    return rows


def _add_student(rows: Rows, who: dict[str, Any], school: str, sex: str, number: int) -> None:
    rows["students"].append(who | {"grade": "04", "sex": sex})
    rows["enrollments"].append(who | {"school_id": school, "grade": "04"})
    rows["group_memberships"].append(who | {"group_set": "sex", "group_name": sex})
    rows["attendance"] += [
        who | {"school_id": school, "date": day, "attended": 0.0 if number % 10 == 0 and index < 5 else 1.0}
        for index, day in enumerate(DAYS)
    ]


def compute(store: Path, *more: str) -> int:
    return main(["indicators", "compute", "chronic_absence_cde", "--store", str(store), *more])


def from_csv(file: Path) -> dict[tuple[str, str], dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return {(row["place"], row["group"]): row for row in csv.DictReader(handle)}


def test_small_groups_are_empty_and_say_why(store: Path, tmp_path: Path) -> None:
    assert compute(store, "--by", "school,sex", "--out", str(tmp_path / "a.csv")) == 0
    rows = from_csv(tmp_path / "a.csv")
    whole, small = rows["S003", "all"], rows["S002", "male"]
    assert (whole["numerator"], whole["denominator"], whole["reads"]) == ("9", "81", "11.1%")
    assert (small["students"], small["numerator"], small["denominator"], small["value"]) == ("", "", "", "")
    assert small["reads"] == "withheld"
    assert "fewer than 11 students" in small["withheld"]
    assert rows["S002", "female"]["students"] == ""  # else the seven boys follow by one subtraction
    others = {key for key, row in rows.items() if row["withheld"] and key[0] != "S002"}
    assert others  # and so would they from the district's boys, but for one more school
    assert not any(rows[key][name] == "0" for key in others for name in ("students", "numerator", "value"))


def test_the_district_keeps_to_what_its_schools_withhold(store: Path, tmp_path: Path) -> None:
    assert compute(store, "--by", "district,sex", "--out", str(tmp_path / "a.csv")) == 0
    rows = from_csv(tmp_path / "a.csv")
    assert rows["D1", "all"]["students"] == "179"
    assert rows["D1", "male"]["numerator"] == "10"
    assert rows["D1", "all"]["place_name"] == "'=Fern Valley"  # no spreadsheet runs it


def test_a_district_may_set_its_own_threshold(store: Path, tmp_path: Path) -> None:
    assert compute(store, "--by", "school,sex", "--threshold", "5", "--out", str(tmp_path / "a.json")) == 0
    rows = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    found = {(row["place"], row["group"]): (row["numerator"], row["denominator"]) for row in rows}
    assert found["S002", "male"] == (1, 7)
    assert found["S003", "all"] == (9, 81)


def test_parquet_holds_numbers_and_gaps(store: Path, tmp_path: Path) -> None:
    assert (
        compute(store, "--by", "school,group", "--period", "month", "--out", str(tmp_path / "a.parquet")) == 0
    )
    table = pyarrow.parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert {row["period"] for row in table} == {"2025-09", "2025-10"}
    shown = {(row["place"], row["group"], row["period"]): row for row in table if row["students"] is not None}
    september = shown["S003", "all", "2025-09"]
    assert (september["students"], september["numerator"], september["edition"]) == (81, 9.0, 1)
    assert all(row["students"] is None and row["value"] is None for row in table if row["withheld"])
    assert any(row["withheld"] for row in table)


def test_the_network_on_the_screen(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compute(store) == 0
    assert "11.2%" in capsys.readouterr().out


def test_what_there_is_and_what_one_means(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "list"]) == 0
    said = capsys.readouterr().out
    assert "graduation_combined" in said
    assert "lower is better; school_year" in " ".join(said.replace("│", " ").split())
    assert main(["indicators", "show", "chronic_absence_nyc"]) == 0
    assert "Exactly 90 % attended does not count (<)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--by", "galaxy"], "--by galaxy is not known here. There are school, district"),
        (["--by", "school,district"], "Ask for one kind of place at a time"),
        (["--by", "sex*sex"], "--by sex*sex is not known here"),
        (["--period", "day"], "is defined by school_year, term, month, not by day"),
        (["--out", "numbers.xls"], "numbers.xls names no format"),
        (["--out", "no/such/folder/a.csv"], "is not there. Make it first"),
        (["--threshold", "0"], "--threshold is a number of persons"),
        (["--edition", "99"], "There is no edition 99"),
        (["--definitions", "no/such/folder"], "is not a folder"),
    ],
)
def test_a_refusal_says_what_to_do(
    store: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert compute(store, *arguments) == 2
    assert says in capsys.readouterr().err


def test_an_empty_store_and_an_unknown_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compute(tmp_path) == 2
    assert "there are no students in the store" in capsys.readouterr().err
    assert main(["indicators", "show", "happiness"]) == 2
    assert "there is no indicator 'happiness'. There are: attendance_rate" in capsys.readouterr().err


def test_without_data_there_is_no_number_and_a_reason(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["indicators", "compute", "suspension_rate", "--store", str(store)]) == 0
    assert "The store holds no rows of incidents." in capsys.readouterr().out


def test_a_definition_of_their_own_is_tried_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.resources import files

    text = (
        files("groundswell.library")
        .joinpath("indicators", "chronic_absence_nyc.yaml")
        .read_text(encoding="utf-8")
    )
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    assert main(["indicators", "try", str(own)]) == 0
    own.write_text(text.replace("is: 1 of 3", "is: 2 of 3"), encoding="utf-8")
    assert main(["indicators", "try", str(own)]) == 2
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "is: 1 of 3" in words)
    said = capsys.readouterr().err
    assert f"own.yaml, line {line}: example" in said
    assert "written 2 of 3 = 33.3333, but it is 1 of 3 = 33.3333" in said
    own.write_text(text.replace("days_attended <", "days_atended <"), encoding="utf-8")
    assert main(["indicators", "try", str(own)]) == 2
    assert "numerator.rule: days_atended is not known here" in capsys.readouterr().err
