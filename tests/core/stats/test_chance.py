"""Exact chances of runs, by writing every series of coins out."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from groundswell.core.stats import ChartOptions, ChartResult, Point, analyze
from groundswell.core.stats.rules.boxes import SPECIFICITY, best_box, box_signal, cut_box
from groundswell.core.stats.rules.chance import (
    few_crossings_chances,
    longest_run_chances,
    p_few_crossings,
    p_longest_run,
    p_of_runs,
)
from groundswell.core.stats.rules.joint import crossings_with_longest_run, crossings_with_runs_up_to
from groundswell.core.stats.rules.runs import Runs, runs_of
from tests.core.stats import slow

ABOVE = 0.7


def every_series(points: int) -> list[str]:
    return ["".join(letters) for letters in product("AB", repeat=points)]


@pytest.mark.parametrize("points", range(1, 11))
def test_tables_agree_with_every_series_written_out(points: int) -> None:
    found = [(slow.crossings(s), slow.longest_run(s)) for s in every_series(points)]
    for k in range(points + 1):
        assert p_longest_run(k, points) == sum(run >= k for _, run in found) / 2**points
        assert p_few_crossings(k, points) == sum(crossed <= k for crossed, _ in found) / 2**points


@pytest.mark.parametrize("points", [1, 2, 5, 9])
def test_the_joint_distribution_agrees_with_every_series_written_out(points: int) -> None:
    for longest in range(1, points + 1):
        expected = np.zeros(points)
        for s in every_series(points):
            if slow.longest_run(s) == longest:
                expected[slow.crossings(s)] += ABOVE ** s.count("A") * (1 - ABOVE) ** s.count("B")
        assert crossings_with_longest_run(points, longest, ABOVE) == pytest.approx(expected, abs=1e-15)


def test_chances_of_long_series_are_exact() -> None:
    """Counted in whole numbers: a_n = sum of the `m` before it are the series without a longer run."""
    for longest in (3, 9, 20):
        ways = [1]
        for n in range(1, 301):
            ways.append(sum(ways[max(0, n - longest + 1) : n]) if n > longest - 1 else 2 ** (n - 1))
        exact = 1 - Fraction(2 * ways[300], 2**300)
        assert longest_run_chances(300)[300, longest] == pytest.approx(float(exact), rel=1e-12)


def test_tables_cannot_be_written_into() -> None:
    with pytest.raises(ValueError, match="read-only"):
        longest_run_chances(20)[3, 1] = 0.0
    with pytest.raises(ValueError, match="read-only"):
        few_crossings_chances(20)[3, 1] = 0.0


@pytest.mark.parametrize("points", [8, 12])
def test_the_combined_chance_is_never_too_small(points: int) -> None:
    """Among all series of fair coins, at most a share p has a combined chance of p or less."""
    side = np.asarray([[1 if c == "A" else -1 for c in s] for s in every_series(points)], dtype=np.int8).T
    chances = p_of_runs(runs_of(side), points)
    for level in np.unique(chances):
        assert (chances <= level).mean() <= level


def test_series_without_points_off_the_line_are_certain() -> None:
    side = np.asarray([[0, 1, 1], [0, 0, 1]], dtype=np.int8)
    assert p_of_runs(runs_of(side), 2).tolist() == [1.0, 1.0, 1.0]


def chance_inside(n: int, kind: str) -> float:
    box = {"best": best_box, "cut": cut_box}[kind](n)
    assert box is not None
    inside = 0.0
    for longest in range(1, box.longest + 1):
        joint = crossings_with_longest_run(n, longest, 0.5)
        inside += joint[box.crossings_given(longest) :].sum()
    return inside


@pytest.mark.parametrize("n", [10, 16, 27, 41, 64, 100])
def test_boxes_keep_the_specificity(n: int) -> None:
    best, cut = chance_inside(n, "best"), chance_inside(n, "cut")
    assert SPECIFICITY <= cut <= best
    box = best_box(n)
    assert box is not None
    direct = crossings_with_runs_up_to(n, box.longest, 0.5)[box.crossings :].sum()
    assert best == pytest.approx(direct, rel=1e-12)


def test_a_cut_box_says_the_same_cell_by_cell_and_all_at_once() -> None:
    for n in (10, 26, 36, 92):
        cells = [(c, run) for c in range(n) for run in range(1, n + 1)]
        crossings, longest = np.asarray(cells, dtype=np.int16).T
        runs = Runs(np.full(len(cells), n, np.int16), longest, crossings)
        for cut, box in ((False, best_box(n)), (True, cut_box(n))):
            assert box is not None
            each = [c < box.crossings_given(run) or run > box.longest_given(c) for c, run in cells]
            assert box_signal(runs, cut=cut).tolist() == each


def run_chart(ys: list[float], method: str) -> ChartResult:
    options = ChartOptions(center=0.0, runs_method=method)  # type: ignore[arg-type]
    return analyze([Point(i, y) for i, y in enumerate(ys)], options)


def test_outside_its_range_a_box_leaves_it_to_the_two_limits() -> None:
    for n in (8, 9, 101):
        ys = [1.0] * (n // 2) + [-1.0] * (n - n // 2)
        plain = run_chart(ys, "anhoej").parts[0]
        for method in ("bestbox", "cutbox"):
            part = run_chart(ys, method).parts[0]
            assert part.runs_signal == plain.runs_signal
            assert (part.longest_run_max, part.crossings_min) == (plain.longest_run_max, plain.crossings_min)


def test_a_box_reports_the_limits_it_used() -> None:
    for n in range(10, 60):
        letters = [1.0, -1.0] * n
        for shape in (letters[:n], [1.0] * n, [1.0] * (n // 2) + [-1.0] * (n - n // 2)):
            for method in ("bestbox", "cutbox"):
                part = run_chart(shape, method).parts[0]
                longest, crossings = part.longest_run or 0, part.crossings or 0
                broken = longest > (part.longest_run_max or 0) or crossings < (part.crossings_min or 0)
                assert part.runs_signal == broken
        assert run_chart(letters[:n], "cutbox").runs_method == "cutbox"
