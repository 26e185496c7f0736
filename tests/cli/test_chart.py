"""`groundswell chart` on real files: numbers agree with the engine in every kind of output."""

import argparse
import datetime as dt
import io
import math
import subprocess
import sys
from typing import get_args

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from groundswell.cli.charting import options as typed
from groundswell.cli.charting.kinds.fitting import SPECIAL
from groundswell.cli.charting.kinds.making import KINDS
from groundswell.core.stats import ChartOptions, Exclusion, Phase, Point, analyze, points
from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.rules.sets import RULE_SETS
from tests.cli.chart_files import ABSENCES, COLUMNS, EXAMPLE, chart, report, rows, table, weekly, words_of
from tests.cli.running import GROUNDSWELL
from tests.store.read.workbooks import workbook

SNOW = dt.date(2024, 2, 12)


def expected(school: str, group: str):
    """The same series straight from the engine."""
    mine = [row for row in rows(ABSENCES) if (row["school"], row["group"]) == (school, group)]
    series = [
        Point(
            dt.date.fromisoformat(row["week"]), None if row["n"] == "*" else float(row["n"]), float(row["d"])
        )
        for row in mine
    ]
    chosen = ChartOptions(
        chart="p",
        phases=[Phase(start=dt.date(2024, 1, 8), reason="")],
        baseline_until=dt.date(2023, 12, 15),
        excluded=[Exclusion(SNOW, "snow")],
        multiply=100,
    )
    return analyze(series, chosen)


def test_the_command_of_the_documentation_agrees_with_the_engine(tmp_path):
    out = tmp_path / "chart.json"
    assert chart(*EXAMPLE, "--out", out) == 0
    made = report(out)
    assert [tuple(series["keys"].values()) for series in made["series"]] == [
        ("Alder", "all"),
        ("Alder", "new to English"),
        ("Birch", "all"),
        ("Birch", "new to English"),
    ]
    for series in made["series"]:
        result = expected(*series["keys"].values())
        assert [point["value"] for point in series["points"]] == [point.y for point in result.points]
        for told, point in zip(series["points"], result.points, strict=True):
            shown = result.parts[point.part].limits_shown
            assert told["x"] == point.x.isoformat()
            assert told["upper"] == (point.upper if shown else None)
            assert (told["set_aside"] == "snow") == (point.x == SNOW)
            assert [signal["rule"] for signal in told["signals"]] == [signal.rule for signal in point.signals]
        assert [part["longest_run"] for part in series["phases"]] == [
            part.longest_run for part in result.parts
        ]
        assert series["phases"][0]["n_baseline"] == result.parts[0].n_baseline
    assert made["options"]["baseline_until"] == "2023-12-15"
    assert made["source"] == "absences.csv"


def test_csv_has_a_row_per_point_and_a_file_of_series(tmp_path):
    assert chart(*EXAMPLE, "--out", tmp_path / "chart.csv", "--out", tmp_path / "chart.json") == 0
    made = report(tmp_path / "chart.json")["series"]
    found = rows(tmp_path / "chart.csv")
    assert list(found[0]) == [
        "school", "group", "x", "value", "denominator", "center", "lower", "upper", "signals", "phase", "phase_name",
        "set_aside",
    ]  # fmt: skip
    told = [point for series in made for point in series["points"]]
    assert [row["value"] for row in found] == ["" if p["value"] is None else number(p["value"]) for p in told]
    assert [row["x"] for row in found] == [point["x"] for point in told]
    assert {row["set_aside"] for row in found} == {"", "snow"}
    series = rows(tmp_path / "chart.series.csv")
    assert [row["verdict"] for row in series] == [each["verdict"] for each in made]


def number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def test_a_suppressed_mark_stays_missing_everywhere(tmp_path, capsys):
    assert chart(*EXAMPLE, "--out", tmp_path / "chart.csv", "--out", tmp_path / "chart.json") == 0
    assert "5 of 152 rows have a number missing: gaps, never zero." in capsys.readouterr().err
    hidden = [row for row in rows(ABSENCES) if row["n"] == "*"]
    assert len(hidden) == 5
    found = {(row["school"], row["group"], row["x"]): row for row in rows(tmp_path / "chart.csv")}
    for row in hidden:
        assert found[row["school"], row["group"], row["week"]]["value"] == ""
    missing = [
        p for s in report(tmp_path / "chart.json")["series"] for p in s["points"] if p["value"] is None
    ]
    assert len(missing) == 5


def test_every_kind_of_picture_is_written(tmp_path):
    outs = [tmp_path / f"chart.{ending}" for ending in ("svg", "png", "pdf", "html")]
    assert chart(*EXAMPLE, "--title", "Students absent", *(f"--out={out}" for out in outs)) == 0
    svg, png, pdf, html = (out.read_bytes() for out in outs)
    words = words_of(svg)
    assert "Students absent" in words
    assert "Birch, new to English" in words
    assert "All charts share one scale" in words
    assert png.startswith(b"\x89PNG\r\n")
    assert pdf.startswith(b"%PDF-")
    assert html.count(b"<svg") >= 4
    assert not list(tmp_path.glob(".*.partial"))


def test_one_series_is_drawn_large_with_its_reading(tmp_path):
    data = table(tmp_path, weekly([20, 22, 19, 24, 21, 23, 20, 22, 21, 24, 19, 23]))
    out = tmp_path / "one.svg"
    assert (
        chart(
            data, "--chart", "i", "--value", "y", "--x", "x", "--out", out, "--unit", "days", "--width", "500"
        )
        == 0
    )
    words = words_of(out.read_bytes())
    assert "y (days)" in words
    assert "No signal yet." in words
    assert "upper limit" in words
    assert "Source: table.csv." in words


def test_without_out_the_reading_and_the_table_are_printed(tmp_path, capsys):
    data = table(tmp_path, weekly([20, 22, "", 24, 21, 23, 20, 22, 21, 0]))
    assert chart(data, "--value", "y", "--x", "x", "--period-word", "month") == 0
    told = capsys.readouterr()
    assert "9 months, median 21." in told.out
    lines = told.out.splitlines()
    start = next(k for k, line in enumerate(lines) if line.startswith("month"))
    assert lines[start].split() == ["month", "value", "center", "lower", "upper", "reading"]
    assert lines[start + 3].split() == ["3", "21", "No", "number"]
    assert lines[start + 10].split()[:3] == ["10", "0", "21"]


@pytest.mark.parametrize("name", sorted(CHARTS))
@pytest.mark.parametrize("rules", ["anhoej", "nelson"])
def test_every_chart_runs(name, rules, tmp_path):
    lines = [
        f"{week},{7 + (week * 7 + k) % 5},{40 + (week + k) % 9}\n" for week in range(1, 25) for k in (0, 1, 2)
    ]
    once = [line for k, line in enumerate(lines) if k % 3 == 0]
    several = CHARTS[name].by_subgroup
    data = table(tmp_path, "x,y,n\n" + "".join(lines if several else once))
    more = ["--denominator", "n"] if CHARTS[name].needs_denominator or name == "ip" else []
    out, picture = tmp_path / "a.json", tmp_path / "a.svg"
    assert (
        chart(
            data,
            "--chart",
            name,
            "--rules",
            rules,
            "--value",
            "y",
            "--x",
            "x",
            *more,
            "--out",
            out,
            "--out",
            picture,
        )
        == 0
    )
    made = report(out)
    assert (made["chart"]["name"], made["rules"]["name"]) == (name, rules)
    assert any(point["value"] is not None for point in made["series"][0]["points"])
    assert words_of(picture.read_bytes())


@pytest.mark.parametrize("rules", sorted(RULE_SETS))
def test_every_rule_set_runs(rules, tmp_path):
    data = table(tmp_path, weekly([5, 6, 5, 6] * 3 + [9, 9.5, 9, 9.5] * 3))
    assert (
        chart(
            data, "--chart", "i", "--rules", rules, "--value", "y", "--x", "x", "--out", tmp_path / "a.json"
        )
        == 0
    )
    series = report(tmp_path / "a.json")["series"][0]
    assert any(point["signals"] for point in series["points"]) or series["phases"][0]["runs_signal"]


def test_what_can_be_typed_is_what_the_engine_has():
    assert set(CHARTS) == set(get_args(points.ChartName))
    assert set(typed.CHARTS) == {*CHARTS, *KINDS} == {*CHARTS, *SPECIAL}
    assert set(typed.RULES) == set(RULE_SETS)
    assert set(typed.RUNS_METHODS) == set(get_args(points.RunsMethod))
    assert set(typed.AGGREGATES) == set(get_args(points.Aggregate))


def test_the_kinds_of_file_give_the_same_chart(tmp_path):
    values = [20.0, 22.5, 19.0, 24.0, 21.0, 23.0, 20.5, 22.0, 21.0, 24.0]
    weeks = [dt.date(2024, 1, 8) + dt.timedelta(weeks=k) for k in range(len(values))]
    text = "week;y\n" + "".join(f"{week};{y}\n" for week, y in zip(weeks, values, strict=True))
    (tmp_path / "a.csv").write_text(text, encoding="utf-16")
    (tmp_path / "a.tsv").write_text(text.replace(";", "\t"), encoding="utf-8-sig")
    (tmp_path / "a.xlsx").write_bytes(workbook([["week", "y"], *zip(weeks, values, strict=True)]))
    pq.write_table(pa.table({"week": weeks, "y": values}), tmp_path / "a.parquet")
    made = []
    for name in ("a.csv", "a.tsv", "a.xlsx", "a.parquet"):
        out = tmp_path / f"{name}.json"
        assert chart(tmp_path / name, "--value", "y", "--x", "week", "--source", "ours", "--out", out) == 0
        made.append(report(out))
    assert all(each == made[0] for each in made)
    assert made[0]["series"][0]["points"][1] == {
        "x": "2024-01-15", "value": 22.5, "denominator": None, "center": 21.5, "lower": None, "upper": None,
        "phase": 1, "set_aside": None, "signals": [],
    }  # fmt: skip


def test_standard_input_is_read(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", argparse.Namespace(buffer=io.BytesIO(weekly(range(10)).encode())))
    assert chart("-", "--value", "y", "--x", "x") == 0
    assert "Source: standard input." in capsys.readouterr().out


def test_missing_periods_are_shown_as_gaps(tmp_path):
    weeks = [0, 1, 2, 5, 6, 7, 8, 9, 10, 11]
    start = dt.date(2024, 1, 8)
    data = table(
        tmp_path, "w,y\n" + "".join(f"{start + dt.timedelta(weeks=k)},{20 + k % 3}\n" for k in weeks)
    )
    for period, count in ((None, 10), ("week", 12)):
        more = ["--period", period] if period else []
        assert chart(data, "--value", "y", "--x", "w", *more, "--out", tmp_path / "a.json") == 0
        told = report(tmp_path / "a.json")["series"][0]["points"]
        assert len(told) == count
        assert sum(point["value"] is None for point in told) == count - 10


def test_series_share_their_places_and_gaps_stay_gaps(tmp_path):
    data = table(
        tmp_path, "x,school,y\n" + "".join(f"{k},A,{k % 4}\n" for k in range(9)) + "3,B,1\n5,B,2\n,,\n"
    )
    assert chart(data, "--value", "y", "--x", "x", "--by", "school", "--out", tmp_path / "a.json") == 0
    first, second = report(tmp_path / "a.json")["series"]
    assert [point["x"] for point in first["points"]] == [point["x"] for point in second["points"]]
    assert [point["value"] for point in second["points"]] == [None, None, None, 1, None, 2, None, None, None]


def test_percent_is_the_usual_unit_of_a_p_chart_and_center_and_target_are_in_it(tmp_path):
    args = [ABSENCES, "--chart", "p", *COLUMNS, "--by", "school,group", "--missing", "*"]
    out = tmp_path / "a.json"
    assert chart(*args, "--center", "12.5", "--target", "10", "--out", out) == 0
    made = report(out)
    assert (made["unit"], made["options"]["multiply"]) == ("%", 100)
    assert made["options"]["center"] == pytest.approx(12.5)
    assert made["series"][0]["phases"][0]["center"] == pytest.approx(12.5)
    assert chart(*args, "--multiply", "1", "--out", out) == 0
    made = report(out)
    assert made["unit"] == ""
    assert 0 < made["series"][0]["points"][0]["value"] < 1


def test_each_phase_has_its_own_freeze(tmp_path):
    data = table(tmp_path, weekly(list(range(30, 60))))
    args = [data, "--chart", "i", "--value", "y", "--x", "x", "--out", tmp_path / "a.json"]
    assert chart(*args, "--phase", "16:new calls:calls", "--freeze", "13", "--freeze", "28") == 0
    made = report(tmp_path / "a.json")
    assert made["options"]["baseline_until"] == 13
    assert made["options"]["phases"] == [
        {"start": 16, "reason": "new calls", "name": "calls", "baseline_until": 28}
    ]
    first, second = made["series"][0]["phases"]
    assert (first["n_baseline"], second["n_baseline"]) == (13, 13)
    assert (first["center"], second["center"]) == (36, 51)


def test_text_that_a_spreadsheet_would_run_is_disarmed(tmp_path):
    data = table(tmp_path, "x,school,y\n" + "".join(f"{k},=1+1,{k % 4 - 2}\n" for k in range(9)))
    assert chart(data, "--value", "y", "--x", "x", "--by", "school", "--out", tmp_path / "a.csv") == 0
    found = rows(tmp_path / "a.csv")
    assert {row["school"] for row in found} == {"'=1+1"}
    assert found[0]["value"] == "-2"


def test_it_works_in_a_process_of_its_own_without_django(tmp_path):
    out = tmp_path / "a.csv"
    code = (
        "import sys; from groundswell.cli import main; code = main(sys.argv[1:]); "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('django', 'sqlite3', 'pandas'))); sys.exit(code)"
    )
    args = ["chart", *EXAMPLE, "--out", str(out), "--out", str(tmp_path / "a.svg")]
    done = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
    assert "\x1b" not in done.stderr
    assert math.isclose(float(rows(out)[0]["value"]), 100 * 31 / 214)


def test_the_installed_command_refuses_with_status_two(tmp_path):
    data = table(tmp_path, "x,y\n1,a\n")
    done = subprocess.run(
        [GROUNDSWELL, "chart", str(data), "--value", "y", "--x", "x"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "row 2, column y: “a” is not a number." in done.stderr
    assert done.stdout == ""


def test_rows_that_are_added_up_are_said(tmp_path, capsys):
    assert (
        chart(
            *(text for text in EXAMPLE if text not in ("--by", "school,group")), "--out", tmp_path / "a.json"
        )
        == 0
    )
    assert "152 rows make 38 points: rows of one place and series are added up." in capsys.readouterr().err
    (series,) = report(tmp_path / "a.json")["series"]
    week = [row for row in rows(ABSENCES) if row["week"] == "2023-09-04"]
    assert all(row["n"] != "*" for row in week)
    whole = sum(int(row["n"]) for row in week), sum(int(row["d"]) for row in week)
    point = series["points"][1]
    assert (point["denominator"], point["value"]) == (whole[1], pytest.approx(100 * whole[0] / whole[1]))


def test_a_place_where_only_some_rows_are_known_is_said(tmp_path, capsys):
    assert (
        chart(
            *(text for text in EXAMPLE if text not in ("--by", "school,group")), "--out", tmp_path / "a.json"
        )
        == 0
    )
    assert (
        "In 5 of the places some rows have numbers and some do not; the known ones are used."
        in capsys.readouterr().err
    )


def test_places_side_by_side_have_no_runs(tmp_path, capsys):
    data = table(tmp_path, "school,n,d\n" + "".join(f"S{k},{9 + k % 5},{100 + k}\n" for k in range(14)))
    assert (
        chart(data, "--chart", "p", "--value", "n", "--denominator", "d", "--x", "school", "--side-by-side")
        == 0
    )
    told = capsys.readouterr().out
    assert "longest run" not in told
    assert told.index("S0 ") < told.index("S13 ")


def test_a_freeze_belongs_to_the_phase_that_its_date_lies_in(tmp_path):
    start = dt.date(2024, 1, 8)
    data = table(
        tmp_path, "w,y\n" + "".join(f"{start + dt.timedelta(weeks=k)},{20 + k % 3}\n" for k in range(60))
    )
    args = [
        data,
        "--value",
        "y",
        "--x",
        "w",
        "--phase",
        "2024-06-05",
        "--phase",
        "2024-11-06",
        "--out",
        tmp_path / "a.json",
    ]
    assert chart(*args, "--freeze", "2024-11-05", "--freeze", "2024-03-15") == 0
    made = report(tmp_path / "a.json")
    assert made["options"]["baseline_until"] == "2024-03-15"
    assert [phase["baseline_until"] for phase in made["options"]["phases"]] == ["2024-11-05", None]
    first, second, third = made["series"][0]["phases"]
    assert (first["n_baseline"], first["n_points"]) == (10, 22)
    assert second["n_baseline"] == second["n_points"] == 22
    assert third["n_baseline"] == third["n_points"] == 16


@pytest.mark.parametrize(
    ("period", "labels", "missing"),
    [
        ("month", ["2023-11-01", "2024-01-01", "2024-02-01"], "2023-12-01"),
        ("month", ["2023-11-30", "2024-01-31", "2024-02-29"], "2023-12-31"),
        ("quarter", ["2023-02-15", "2023-08-15", "2023-11-15"], "2023-05-15"),
        ("year", ["2019-09-01", "2020-09-01", "2022-09-01"], "2021-09-01"),
        ("day", ["2024-02-28", "2024-03-01", "2024-03-02"], "2024-02-29"),
        ("year", ["2019", "2020", "2022"], "2021"),
    ],
)
def test_a_missing_period_gets_a_place_like_its_neighbors(period, labels, missing, tmp_path):
    data = table(tmp_path, "w,y\n" + "".join(f"{label},{k}\n" for k, label in enumerate(labels)))
    assert chart(data, "--value", "y", "--x", "w", "--period", period, "--out", tmp_path / "a.csv") == 0
    found = rows(tmp_path / "a.csv")
    assert sorted(row["x"] for row in found) == [row["x"] for row in found]
    assert {row["x"]: row["value"] for row in found}[missing] == ""
    assert len(found) == 4
