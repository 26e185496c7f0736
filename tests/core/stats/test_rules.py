"""The engine's marks beside those of the slow implementation, for every rule set."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.false_alarms import RUNS_NAMES, alarms, seen_by_rules

from groundswell.core.stats import (
    ChartOptions,
    ChartResult,
    Exclusion,
    Layout,
    Point,
    analyze,
    analyze_by_index,
)
from groundswell.core.stats.rules.described import RUNS, described
from groundswell.core.stats.rules.runs import runs_count_limits
from groundswell.core.stats.rules.sets import RULE_SETS
from tests.core.stats import slow
from tests.core.stats.slow_rules import NEEDS_NO_LIMITS, RULES, View

SETS = sorted(RULES)
repeatable = settings(max_examples=60, deadline=None, derandomize=True)
D2 = Fraction(1128, 1000)
SIGNS = {"above": 1, "below": -1, None: 0}


def stretch(kind: str, values: list[int]) -> list[float | None]:
    """A piece of a series that some rule looks for, with a little noise."""
    base = {
        "noise": [v * 7 for v in values],
        "high": [40 + v for v in values],
        "low": [-40 - v for v in values],
        "rising": [10 * k + v for k, v in enumerate(values)],
        "falling": [-10 * k - v for k, v in enumerate(values)],
        "zigzag": [(-1) ** k * (12 + v) for k, v in enumerate(values)],
        "flat": [0 for _ in values],
        "steps": [10 * (k // 2) for k, _ in enumerate(values)],
    }
    return [v / 10 for v in base[kind]]


KINDS = ["noise", "high", "low", "rising", "falling", "zigzag", "flat", "steps"]
pieces = st.builds(stretch, st.sampled_from(KINDS), st.lists(st.integers(-9, 9), min_size=1, max_size=16))
gap: st.SearchStrategy[list[float | None]] = st.just([None])
series = st.lists(pieces | gap, max_size=7).map(lambda parts: [y for part in parts for y in part])


def marks_of(result: ChartResult) -> dict[str, set[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for i, point in enumerate(result.points):
        for signal in point.signals:
            found.setdefault(signal.rule, set()).add((i, SIGNS[signal.side]))
    return found


def expected(view: View, rules: str, *, with_limits: bool) -> dict[str, set[tuple[int, int]]]:
    every = {
        name: rule(view)
        for name, rule in RULES[rules].items()
        if with_limits or name.startswith(NEEDS_NO_LIMITS)
    }
    return {name: marks for name, marks in every.items() if marks}


def view_of(values: list[slow.Exact], chart: str, *, guarded: bool) -> View | None:
    known = [v for v in values if v is not None]
    if not known:
        return None
    if chart == "run":
        return View(values, slow.median(known))
    limits = (slow.guarded_i_limits if guarded else slow.i_limits)(values, screened=True)
    if limits is None:
        return View(values, slow.mean(known))
    center, lower, upper = limits
    if chart == "xmr":
        width = (upper - center) * D2 / 3 * Fraction(266, 100)
        lower, upper = center - width, center + width
    return View(values, center, lower, upper, (upper - center) / 3)


def signal_of_runs(view: View, rules: str) -> bool:
    letters = slow.sides(view.values, view.center)
    judges = {"anhoej": slow.runs_signal, "runs_count": slow.runs_count_signal}
    kind = RULE_SETS[rules].runs  # type: ignore[index]
    return kind in judges and judges[kind](letters)


def test_both_implementations_know_the_same_rules() -> None:
    assert {name: [r.name for r in rules.rules] for name, rules in RULE_SETS.items()} == {
        name: list(rules) for name, rules in RULES.items()
    }


@pytest.mark.parametrize("rules", SETS)
@repeatable
@given(ys=series, chart=st.sampled_from(["run", "i", "xmr"]))
def test_marks_agree_as_the_reference_computes_them(rules: str, ys: list[float | None], chart: str) -> None:
    options = ChartOptions(chart=chart, rules=rules)  # type: ignore[arg-type]
    points = [Point(i, y) for i, y in enumerate(ys)]
    result = analyze_by_index(points, options, Layout((0,), (None,)))
    view = view_of([slow.exact(y) for y in ys], chart, guarded=False)
    if view is None:
        assert marks_of(result) == {}
        return
    assert marks_of(result) == expected(view, rules, with_limits=view.unit is not None)
    assert result.parts[0].runs_signal == signal_of_runs(view, rules)


@pytest.mark.parametrize("rules", SETS)
@repeatable
@given(ys=series, chart=st.sampled_from(["run", "i", "xmr"]), aside=st.sets(st.integers(0, 40), max_size=4))
def test_marks_agree_with_guards_and_points_set_aside(
    rules: str, ys: list[float | None], chart: str, aside: set[int]
) -> None:
    options = ChartOptions(chart=chart, rules=rules, excluded=[Exclusion(i, "snow") for i in aside])  # type: ignore[arg-type]
    result = analyze([Point(i, y) for i, y in enumerate(ys)], options)
    exact = [None if i in aside else slow.exact(y) for i, y in enumerate(ys)]
    # Ranges bridge points set aside, so the lines are made without them.
    without = [slow.exact(y) for i, y in enumerate(ys) if i not in aside]
    made = view_of(without, chart, guarded=True)
    if made is None:
        assert marks_of(result) == {}
        return
    view = View(exact, made.center, made.lower, made.upper, made.unit)
    known = sum(v is not None for v in exact)
    shown = known >= 12 and view.unit is not None and view.unit > 0
    assert marks_of(result) == expected(view, rules, with_limits=shown)
    useful = len(slow.sides(exact, view.center))
    assert result.parts[0].runs_signal == (useful >= 8 and signal_of_runs(view, rules))


@pytest.mark.parametrize("rules", SETS)
@repeatable
@given(ys=series)
def test_every_signal_names_points_that_are_there(rules: str, ys: list[float | None]) -> None:
    options = ChartOptions(chart="xmr", rules=rules, direction="up")  # type: ignore[arg-type]
    result = analyze([Point(i, y) for i, y in enumerate(ys)], options)
    for i, point in enumerate(result.points):
        for signal in point.signals:
            assert i in signal.window
            assert all(result.points[k].y is not None for k in signal.window)
            if signal.rule.startswith("shift"):
                assert signal.words.startswith(f"{len(signal.window)} in a row")
                center = point.center
                assert center is not None
                assert all(
                    ((result.points[k].y or 0) > center) == (signal.side == "above") for k in signal.window
                )


def test_limits_for_the_number_of_runs_agree_with_orders_counted_one_by_one() -> None:
    assert [runs_count_limits(n) for n in range(2, 61)] == [
        slow.ordinary_numbers_of_runs(n) for n in range(2, 61)
    ]


def test_every_rule_is_described_by_its_own_numbers() -> None:
    for rules in RULE_SETS.values():
        words = {rule.name: described(rule) for rule in rules.rules}
        assert len(set(words.values())) == len(words)
        for name, text in words.items():
            assert "{" not in text
            assert all(part in text for part in name.split("_") if part.isdigit())
        assert rules.runs == "none" or RUNS[rules.runs]
        assert rules.use.endswith(".")


@pytest.mark.parametrize("points", [12, 36])
def test_the_simulation_counts_what_the_slow_implementation_counts(points: int) -> None:
    judged = seen_by_rules("run", points)
    by_rule = alarms(RULE_SETS["ihi"], judged)
    by_runs = alarms(RULE_SETS["anhoej"], judged)
    for k in range(60):
        view = view_of([slow.exact(y) for y in judged.values[:, k].tolist()], "run", guarded=True)
        assert view is not None
        letters = slow.sides(view.values, view.center)
        assert by_runs[RUNS_NAMES["anhoej"]][k] == slow.runs_signal(letters)
        assert by_rule[RUNS_NAMES["runs_count"]][k] == slow.runs_count_signal(letters)
        assert by_rule["shift_6"][k] == bool(RULES["ihi"]["shift_6"](view))
        assert by_rule["trend_5"][k] == bool(RULES["ihi"]["trend_5"](view))
