"""The reference's tables: constants, critical values, limits for the number of runs, Bernoulli CUSUM, Pareto."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pytest

from groundswell.core.stats.bernoulli import BernoulliCusum, bernoulli_cusum
from groundswell.core.stats.lines.constants import constants
from groundswell.core.stats.pareto import pareto
from groundswell.core.stats.rules.boxes import best_box, cut_box
from groundswell.core.stats.rules.runs import crossings_limit, longest_run_limit, runs_count_limits
from tests.core.stats.oracle_files import SHIPPED, Row, folder, number, rows, whole
from tests.core.stats.test_oracle import close

places = pytest.mark.parametrize("which", ["best available", "shipped"])


def place_of(which: str) -> Path:
    return folder()[0] if which == "best available" else SHIPPED


def tell(
    capsys: pytest.CaptureFixture[str], table: str, which: str, wrong: Sequence[object], of: int
) -> None:
    name = folder()[1] if which == "best available" else "shipped set"
    with capsys.disabled():
        print(f"\n  {table}, {name}: {of - len(wrong)} of {of} agreed.")
    assert not wrong


@places
def test_every_constant_agrees(which: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong, found = [], rows(place_of(which), "constants")
    for row in found:
        three, two = constants(int(row["n"])), constants(int(row["n"]), sigmas=2.0)
        ours = {"c4": three.c4, "c5": three.c5, "A3": three.a3, "B3": three.b3, "B4": three.b4}
        ours |= {"A3_2sigma": two.a3, "B3_2sigma": two.b3, "B4_2sigma": two.b4}
        wrong += [row["n"] for name, value in ours.items() if not close(value, number(row[name]))][:1]
    assert len(found) >= 99
    tell(capsys, "Constants", which, wrong, len(found))


def box_columns(n: int) -> tuple[int | None, ...]:
    best, cut = best_box(n), cut_box(n)
    if best is None or cut is None:
        return (None,) * 4
    borders = (cut.crossings_border, cut.longest_border) if cut.is_cut else (None, None)
    return best.crossings, best.longest, *borders


@places
def test_every_critical_value_agrees(which: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong, found = [], rows(place_of(which), "critical_values")
    names = ("bestbox_c", "bestbox_l", "cutbox_c_border", "cutbox_l_border")
    for row in found:
        n = int(row["n_useful"])
        theirs = tuple(whole(row[name]) for name in ("longest_run_max", "n_crossings_min", *names))
        if (longest_run_limit(n), crossings_limit(n), *box_columns(n)) != theirs:
            wrong.append(n)
    assert sum(row["bestbox_c"] != "" for row in found) >= 91
    tell(capsys, "Critical values with both boxes", which, wrong, len(found))


@places
def test_every_exact_limit_for_the_number_of_runs_agrees(
    which: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = rows(place_of(which), "runs_count_limits")
    wrong = [
        row["n_useful"]
        for row in found
        if runs_count_limits(int(row["n_useful"])) != (int(row["exact_lower"]), int(row["exact_upper"]))
    ]
    assert len(found) >= 111
    tell(capsys, "Limits for the number of runs", which, wrong, len(found))


@places
def test_every_bernoulli_cusum_agrees(which: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong, cases = [], rows(place_of(which), "bchart_cases")
    by_case = {case: list(group) for case, group in groupby(points_of(which), lambda row: row["case_id"])}
    for case in cases:
        points = by_case[case["case_id"]]
        chart = bernoulli_cusum(
            [int(row["x"]) for row in points],
            target=number(case["target"]),
            odds_ratio=float(case["odds_ratio"]),
            limit=float(case["limit"]),
        )
        wrong += [f"{case['case_id']} {problem}" for problem in cusum_problems(chart, case, points)][:3]
    assert len(cases) >= 3
    tell(capsys, "Bernoulli CUSUM charts", which, wrong, len(cases))


def points_of(which: str) -> list[Row]:
    return sorted(rows(place_of(which), "bchart_points"), key=lambda row: (row["case_id"], int(row["i"])))


def cusum_problems(chart: BernoulliCusum, case: Row, points: list[Row]) -> list[str]:
    shares = {"p0": chart.usual, "p1": chart.more, "p2": chart.less}
    wrong = [name for name, value in shares.items() if not close(value, number(case[name]))]
    for ours, theirs in zip(chart.points, points, strict=True):
        sums = {"cusum_up": ours.up, "cusum_down": ours.down}
        wrong += [f"{theirs['i']} {name}" for name, v in sums.items() if not close(v, number(theirs[name]))]
        flags = {"signal_up": ours.signal_up, "signal_down": ours.signal_down}
        wrong += [f"{theirs['i']} {name}" for name, v in flags.items() if v != (theirs[name] == "1")]
    return wrong


def test_every_pareto_bar_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    place = folder()[0]
    if not (place / "pareto.csv").exists():
        pytest.skip("the Pareto examples belong to the full set; set GROUNDSWELL_ORACLES to check them")
    wrong, found = [], rows(place, "pareto")
    for case, group in groupby(found, lambda row: row["case_id"]):
        theirs = list(group)
        # Backwards, so that their order is not simply handed back.
        counts = {row["category"] or None: float(row["y"]) for row in reversed(theirs)}
        ours = pareto(counts, missing="by_size").bars
        for bar, row in zip(ours, theirs, strict=True):
            numbers = (bar.count, bar.cumulative, bar.share, bar.cumulative_share)
            same = all(
                close(v, float(row[k])) for v, k in zip(numbers, ("y", "y_cum", "p", "p_cum"), strict=True)
            )
            wrong += [] if same and (bar.category or "") == row["category"] else [(case, row["rank"])]
    tell(capsys, "Pareto bars", "best available", wrong, len(found))
