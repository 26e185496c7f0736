"""Funnel, Pareto and CUSUM from the command: numbers agree with the engine in every kind of output."""

from collections import Counter
from pathlib import Path

import pytest

from groundswell.core.stats import Point, bernoulli_cusum, funnel, pareto
from tests.cli.chart_files import REPOSITORY, chart, report, rows, table, words_of

EXAMPLES = REPOSITORY / "docs" / "examples"
SCHOOLS, LATE, CALLS = (EXAMPLES / name for name in ("schools.csv", "late.csv", "calls.csv"))
FUNNEL = [SCHOOLS, "--chart", "funnel", "--x", "school", "--value", "chronic", "--denominator", "enrolled",
          "--missing", "*"]  # fmt: skip
PARETO = [LATE, "--chart", "pareto", "--x", "reason", "--missing", "unknown"]
CUSUM = [CALLS, "--chart", "cusum", "--x", "date", "--value", "no_answer"]
SIX = ("svg", "png", "pdf", "html", "json", "csv")


def outs(folder: Path) -> list[str]:
    return [f"--out={folder / f'chart.{ending}'}" for ending in SIX]


def refusal(capsys, *arguments: str | Path) -> str:
    assert chart(*arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    return str(told.err)


def schools() -> list[Point]:
    return [
        Point(row["school"], None if row["chronic"] == "*" else float(row["chronic"]), float(row["enrolled"]))
        for row in rows(SCHOOLS)
    ]


@pytest.mark.parametrize("more", [[], ["--overdispersion"], ["--center", "20"]])
def test_a_funnel_is_the_engine_s_in_the_order_of_the_file(more, tmp_path):
    assert chart(*FUNNEL, *more, *outs(tmp_path)) == 0
    center = 0.2 if "--center" in more else None
    found = funnel(schools(), "p", overdispersion="--overdispersion" in more, center=center, multiply=100)
    made, cells = report(tmp_path / "chart.json"), rows(tmp_path / "chart.csv")
    assert [row["x"] for row in cells] == [row["school"] for row in rows(SCHOOLS)]
    for row, told, point in zip(cells, made["series"][0]["points"], found.result.points, strict=True):
        assert told["value"] == point.y
        assert (row["upper"], row["inner_lower"]) == (said(point.upper), said(point.inner_lower))
        assert bool(told["signals"]) == bool(row["signals"]) == bool(point.signals)
    assert [step["n"] for step in made["series"][0]["limits"]] == [step.n for step in found.curve]
    assert made["options"]["overdispersion"] is found.overdispersion
    assert (made["chart"]["name"], made["rules"], made["unit"]) == ("funnel", None, "%")


def said(number: float | None) -> str:
    return "" if number is None else str(int(number)) if number == int(number) else repr(number)


def test_a_funnel_says_what_it_cannot_show_and_that_it_does_not_rank(tmp_path, capsys):
    assert chart(*FUNNEL, "--period-word", "school") == 0
    told = capsys.readouterr()
    assert "1 of 30 rows has a number missing: left off the plot, never zero." in told.err
    assert "1 school has no number: it is in the table and not on the plot." in told.out
    assert "A funnel does not rank them." in told.out
    listed = [line.split()[0] for line in told.out.splitlines()[-30:]]
    assert listed == [row["school"] for row in rows(SCHOOLS)]
    assert chart(*FUNNEL, "--out", tmp_path / "a.svg", "--out", tmp_path / "a.html") == 0
    assert {"Maple", "Hazel"} <= set(words_of((tmp_path / "a.svg").read_bytes()).split())
    assert "Nothing is ranked." in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_a_rate_funnel_has_its_own_unit(tmp_path):
    more = ["--kind", "u", "--multiply", "1000", "--unit", "per 1,000", "--out", tmp_path / "a.json"]
    assert chart(*FUNNEL, *more) == 0
    made = report(tmp_path / "a.json")
    found = funnel(schools(), "u", multiply=1000)
    assert [p["upper"] for p in made["series"][0]["points"]] == [p.upper for p in found.result.points]
    assert (made["unit"], made["options"]["kind"]) == ("per 1,000", "u")


def test_a_pareto_of_cases_and_of_counts_is_the_same(tmp_path):
    counted = Counter(row["reason"] for row in rows(LATE))
    data = table(tmp_path, "reason,n\n" + "".join(f"{name},{n}\n" for name, n in counted.items()))
    assert chart(*PARETO, *outs(tmp_path)) == 0
    again = [data, "--chart", "pareto", "--x", "reason", "--value", "n", "--missing", "unknown"]
    assert chart(*again, "--out", tmp_path / "counts.csv") == 0
    kinds = {None if name == "unknown" else name: float(n) for name, n in counted.items()}
    found = pareto(kinds)
    cells = rows(tmp_path / "chart.csv")
    assert cells == rows(tmp_path / "counts.csv")
    assert [row["category"] or None for row in cells] == [bar.category for bar in found.bars]
    assert [float(row["cumulative_share"]) for row in cells] == [bar.cumulative_share for bar in found.bars]
    series = report(tmp_path / "chart.json")["series"][0]
    assert (series["total"], series["not_recorded"]) == (130, counted["unknown"])
    assert "Not recorded" in words_of((tmp_path / "chart.svg").read_bytes())


def test_cases_without_a_kind_are_never_lost_in_silence(tmp_path, capsys):
    data = table(tmp_path, "when,reason\n1,bus\n2,\n3,sleep\n4,bus\n")
    assert chart(data, "--chart", "pareto", "--x", "reason") == 0
    assert "1 row has nothing under reason: not counted." in capsys.readouterr().err
    data = table(tmp_path, "reason,n\nbus,4\nsleep,\ncare,2\n")
    assert chart(data, "--chart", "pareto", "--x", "reason", "--value", "n") == 0
    assert "1 of 3 rows has no count: left out, never zero." in capsys.readouterr().err


def test_a_cusum_is_the_engine_s_case_by_case(tmp_path, capsys):
    asked = ["--target", "60", "--odds-ratio", "2.5", "--limit", "3", "--direction", "down"]
    assert chart(*CUSUM, *asked, *outs(tmp_path)) == 0
    cases = [int(row["no_answer"]) for row in rows(CALLS)]
    found = bernoulli_cusum(cases, target=60, odds_ratio=2.5, limit=3)
    cells, series = rows(tmp_path / "chart.csv"), report(tmp_path / "chart.json")["series"][0]
    assert [float(row["sum_less"]) for row in cells] == [point.down for point in found.points]
    assert [int(row["case"]) - 1 for row in cells if row["signal"] == "less often"] == [*found.signals_down]
    assert found.signals_down
    assert (series["usual"], series["verdict"]) == (found.usual, "improving")
    assert cells[5]["x"] == rows(CALLS)[5]["date"]
    assert "Cases with the same date keep the order of the file." in capsys.readouterr().err


def test_a_cusum_says_where_its_usual_share_is_from(capsys):
    for target, words in (
        (["--target", "60"], "is that of the first 60 cases."),
        (["--target", "0.3"], "The usual share, 30%, was given."),
        ([], "is that of all cases here."),
    ):
        assert chart(*CUSUM, *target) == 0
        assert words in capsys.readouterr().out


def test_cases_stand_in_the_order_of_the_file_where_x_does_not_order_them(tmp_path):
    data = table(tmp_path, "who,late\nB,1\nA,0\nB,0\nA,1\n")
    asked = [data, "--chart", "cusum", "--value", "late", "--target", "0.2", "--out", tmp_path / "a.csv"]
    assert chart(*asked, "--x", "who") == 0
    assert [row["value"] for row in rows(tmp_path / "a.csv")] == ["1", "0", "0", "1"]
    assert chart(*asked) == 0
    assert [row["x"] for row in rows(tmp_path / "a.csv")] == ["1", "2", "3", "4"]


def test_every_picture_of_every_kind_is_written(tmp_path):
    for name, asked in (("f", FUNNEL), ("p", PARETO), ("c", CUSUM)):
        (folder := tmp_path / name).mkdir()
        assert chart(*asked, *outs(folder)) == 0
        svg, png, pdf, page = ((folder / f"chart.{ending}").read_bytes() for ending in SIX[:4])
        assert words_of(svg)
        assert (png[:4], pdf[:5], page.count(b"<svg")) == (b"\x89PNG", b"%PDF-", 2)


def test_several_charts_of_a_kind_go_in_one_file_and_share_a_scale(tmp_path, capsys):
    lines = [
        f"{group},S{k},{5 + k % 7 + extra},{60 + 9 * k}\n"
        for group, extra in (("a", 0), ("b", 25))
        for k in range(14)
    ]
    data = table(tmp_path, "group,school,n,d\n" + "".join(lines))
    asked = [
        data,
        "--chart",
        "funnel",
        "--x",
        "school",
        "--value",
        "n",
        "--denominator",
        "d",
        "--by",
        "group",
    ]
    assert chart(*asked, *outs(tmp_path)[1:]) == 0
    assert [row["group"] for row in rows(tmp_path / "chart.series.csv")] == ["a", "b"]
    page = (tmp_path / "chart.html").read_text(encoding="utf-8")
    assert page.count("The 2 charts of this file share one vertical scale.") == 2
    assert "an SVG holds one of these charts" in refusal(capsys, *asked, "--out", tmp_path / "a.svg")


@pytest.mark.parametrize(
    ("text", "more", "said_so"),
    [
        ("x,y,n\nA,3,9\nA,4,9\n", ["--chart", "funnel", "--denominator", "n"],
         "row 3, column x: There is a row for this place already."),
        ("x,y,n\nA,3,2\n", ["--chart", "funnel", "--denominator", "n"],
         "row 2, column y: The count 3 is larger than its denominator 2."),
        ("x,y\nA,3\n", ["--chart", "funnel"], "a funnel needs --denominator"),
        ("x,y\nbus,-1\n", ["--chart", "pareto"], "row 2, column y: A count cannot be below zero."),
        ("x,y\n1,0\n2,3\n", ["--chart", "cusum"], "row 3, column y: 3 is neither 1 nor 0."),
        ("x,y\n1,0\n2,0\n", ["--chart", "cusum"], "Give a --target between 0 and 1"),
        ("x,y\n1,0\n2,1\n", ["--chart", "cusum", "--odds-ratio", "1"], "The odds ratio is 1."),
        ("x,y\n1,0\n2,1\n", ["--chart", "cusum", "--phase", "2"], "--phase does nothing on a cusum chart."),
        ("x,y\nA,1\n", ["--chart", "pareto", "--target", "3"], "--target does nothing on a pareto chart."),
        ("x,y\n1,3\n", ["--limit", "3"], "--limit belongs to --chart cusum."),
        ("x,y\n1,3\n", ["--overdispersion"], "--overdispersion belongs to --chart funnel."),
    ],
)  # fmt: skip
def test_each_is_refused_with_its_place_and_fix(text, more, said_so, tmp_path, capsys):
    data = table(tmp_path, text)
    assert said_so in refusal(capsys, data, "--value", "y", "--x", "x", *more)


def test_a_missing_column_is_asked_for(tmp_path, capsys):
    data = table(tmp_path, "x,y\n1,3\n")
    assert "name the column with the dates or places: --x COLUMN" in refusal(capsys, data, "--value", "y")
    assert "--value COLUMN" in refusal(capsys, data, "--x", "x")
