"""Every XmR case of the second reference: lines, flags, labels and both verdicts."""

import pytest

from groundswell.core.stats import ChartOptions, ChartResult, Layout, Point, analyze_by_index
from groundswell.core.stats.making_data_count import label_of, making_data_count
from groundswell.core.stats.rules.judged import side_of
from tests.core.stats.oracle_files import SHIPPED, Row, folder, number, rows
from tests.core.stats.test_oracle import close

DIRECTIONS = {"increase": "up", "decrease": "down", "neutral": "neither"}
LABELS = {
    ("outside_limits", "above"): "Above UCL",
    ("outside_limits", "below"): "Below LCL",
    ("trend_7", "above"): "7 Point Trend (Increasing)",
    ("trend_7", "below"): "7 Point Trend (Decreasing)",
    ("2_of_3", "above"): "2 in 3 Above CL",
    ("2_of_3", "below"): "2 in 3 Below CL",
    ("shift_7", "above"): "7 Points Above CL",
    ("shift_7", "below"): "7 Points Below CL",
}
TYPES = {"improvement": "I", "concern": "X", ("neutral", "above"): "NH", ("neutral", "below"): "NL"}


def by_facet(found: list[Row], case: str) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = {}
    for row in found:
        if row["case_id"] == case:
            out.setdefault(row["facet"], []).append(row)
    return out


def of_facet(text: str, facet: str) -> str:
    """`facet=value;...` or one value for all."""
    if "=" not in text:
        return text
    return dict(pair.split("=", 1) for pair in text.split(";")).get(facet, "")


def chart(case: Row, found: list[Row], facet: str) -> ChartResult:
    ordered = sorted(found, key=lambda row: row["date"])
    dates = [row["date"] for row in ordered]
    rebased = of_facet(case["rebase"], facet).replace("+", ";").split(";")
    starts = tuple(sorted({0} | {dates.index(date) for date in rebased if date in dates}))
    fixed = int(case["fix_after_n_points"] or 0)
    ends = tuple(start + fixed - 1 if fixed else None for start in starts)
    target = of_facet(case["target"], facet)
    options = ChartOptions(
        chart="xmr",
        rules="mdc",
        screened=case["screen_outliers"] == "1",
        direction=DIRECTIONS[case["improvement_direction"]],  # type: ignore[arg-type]
        target=float(target) if target else None,
    )
    points = [Point(i, number(row["value"])) for i, row in enumerate(ordered)]
    return analyze_by_index(points, options, Layout(starts, ends))


def label(result: ChartResult, index: int) -> tuple[str, str]:
    signal = label_of(result, index)
    if signal is None:
        return "", "C"
    kind = TYPES.get(signal.meaning) or TYPES[signal.meaning, signal.side]
    return LABELS[signal.rule, signal.side or ""], kind


def flags(result: ChartResult, index: int) -> tuple[str, str, str]:
    """Outside, side, and close to the limits without being outside; empty where something is missing."""
    point = result.points[index]
    if point.y is None or point.center is None:
        return "", "", ""
    side = str(side_of(point.y, point.center))
    if point.lower is None or point.upper is None:
        return "", side, ""
    outside = any(signal.rule == "outside_limits" for signal in point.signals)
    near = (point.upper - point.center) * 2 / 3
    return str(int(outside)), side, str(int(abs(point.y - point.center) > near and not outside))


def point_problems(result: ChartResult, theirs: list[Row]) -> list[str]:
    wrong = []
    for index, row in enumerate(theirs):
        ours = (*flags(result, index), *label(result, index))
        names = ("outside_limits", "side", "close_to_limits", "special_cause_type", "point_type")
        if ours != tuple(row[name] for name in names):
            wrong.append(f"point {row['i']}: {ours} {row}")
    return wrong


def group_problems(result: ChartResult, theirs: list[Row]) -> list[str]:
    wrong = []
    for part, row in zip(result.parts, theirs, strict=True):
        ours = (part.center, part.lower, part.upper)
        if not all(close(a, number(row[b])) for a, b in zip(ours, ("mean", "lpl", "upl"), strict=True)):
            wrong.append(f"group {row['rebase_group']}: {ours} {row}")
    return wrong


def verdict_problems(case: Row, result: ChartResult, theirs: Row) -> list[str]:
    verdicts = making_data_count(result, fewest=1)
    wrong = []
    if verdicts.variation != theirs["variation_icon"]:
        wrong.append(f"variation {verdicts.variation} {theirs}")
    if (verdicts.assurance or "") != theirs["assurance_type"]:
        wrong.append(f"assurance {verdicts.assurance} {theirs}")
    return wrong


def known_defect(case: Row, facet: str, result: ChartResult) -> str:
    """The reference calls a facet without a target, or without limits, "inconsistent"; we say nothing there."""
    if case["target"] and not of_facet(case["target"], facet):
        return "no target for this facet"
    if case["target"] and (not result.points or result.points[-1].lower is None):
        return "no limits to compare the target with"
    return ""


@pytest.mark.parametrize("which", ["best available", "shipped"])
def test_every_case_agrees(which: str, capsys: pytest.CaptureFixture[str]) -> None:
    place, name = folder() if which == "best available" else (SHIPPED, "shipped set")
    inputs: dict[str, list[Row]] = {}
    for row in rows(place, "ptd_input"):
        inputs.setdefault(row["series_id"], []).append(row)
    points, groups, icons = (rows(place, f"ptd_{kind}") for kind in ("points", "groups", "icons"))
    wrong, agreed, skipped, defects = {}, 0, 0, 0
    cases = rows(place, "ptd_cases")
    for case in cases:
        if case["error"]:
            skipped += 1
            continue
        theirs = [by_facet(found, case["case_id"]) for found in (points, groups, icons)]
        problems = []
        for facet in theirs[0]:
            used = [r for r in inputs[case["series_id"]] if case["uses_facet"] == "0" or r["facet"] == facet]
            result = chart(case, used, facet)
            problems += point_problems(result, theirs[0][facet]) + group_problems(result, theirs[1][facet])
            if known_defect(case, facet, result):
                defects += 1
                assert making_data_count(result, fewest=1).assurance is None
                continue
            problems += verdict_problems(case, result, theirs[2][facet][0])
        agreed += not problems
        if problems:
            wrong[case["case_id"]] = problems[:3]
    with capsys.disabled():
        print(
            f"\n  XmR reference, {name}: {agreed} of {len(cases) - skipped} cases agreed; {skipped} where the "
            f"reference stops with an error; {defects} verdicts on a target that it should not have given."
        )
    assert not wrong
    assert agreed >= 100
