"""Every case of the chart reference, number by number and flag by flag."""

from collections.abc import Sequence

import pytest

from groundswell.core.stats import PartResult, PointResult
from groundswell.core.stats.rules.judged import side_of
from tests.core.stats.oracle_files import SHIPPED, Facet, Reference, Row, folder, number, whole

RELATIVE = 1e-8


def close(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return abs(ours - theirs) <= RELATIVE * max(abs(ours), abs(theirs), 1e-6)


def point_problems(ours: PointResult, theirs: Row) -> list[str]:
    pairs = [(ours.y, "y"), (ours.center, "cl"), (ours.lower, "lcl"), (ours.upper, "ucl")]
    wrong = [
        f"{name}: {value} != {theirs[name]}"
        for value, name in pairs
        if not close(value, number(theirs[name]))
    ]
    if bool(ours.signals) != (theirs["sigma_signal"] == "1"):
        wrong.append(f"signal: {ours.signals}")
    if ours.included != (theirs["include"] == "1"):
        wrong.append("included")
    return [f"point {theirs['i']} {problem}" for problem in wrong]


def part_problems(ours: PartResult, theirs: Row) -> list[str]:
    names = ("n_points", "n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min")
    found = (
        ours.n_points,
        ours.n_useful,
        ours.longest_run,
        ours.longest_run_max,
        ours.crossings,
        ours.crossings_min,
    )
    wrong = [f"{n}: {v} != {theirs[n]}" for n, v in zip(names, found, strict=True) if v != whole(theirs[n])]
    if ours.runs_signal != (theirs["runs_signal"] == "1"):
        wrong.append(f"runs_signal {ours.runs_signal}")
    return [f"part {theirs['part']} {problem}" for problem in wrong]


def problems_of_its_points(points: Sequence[PointResult], theirs: Row) -> list[str]:
    """Narrower limits at the last point, and points counted by where they lie."""
    limits = (points[-1].inner_lower, "lcl95_last"), (points[-1].inner_upper, "ucl95_last")
    wrong = [f"{name}: {ours}" for ours, name in limits if not close(ours, number(theirs[name]))]
    counts = {
        "n_obs": sum(p.included for p in points),
        "n_sigma_signals": sum(bool(p.signals) for p in points),
        "n_on_cl": sum(p.included and on_line(p.y, p.center) for p in points),
        "n_at_limit": sum(on_line(p.y, p.lower) or on_line(p.y, p.upper) for p in points),
    }
    wrong += [f"{name}: {ours}" for name, ours in counts.items() if ours != whole(theirs[name])]
    return [f"part {theirs['part']} {problem}" for problem in wrong]


def on_line(value: float | None, line: float | None) -> bool:
    return value is not None and line is not None and side_of(value, line) == 0


def facet_problems(facet: Facet) -> list[str]:
    if len(facet.points) != len(facet.result.points) or len(facet.parts) != len(facet.result.parts):
        return ["other number of points or parts"]
    wrong = [p for a, b in zip(facet.result.points, facet.points, strict=True) for p in point_problems(a, b)]
    for part, theirs in zip(facet.result.parts, facet.parts, strict=True):
        here = facet.result.points[part.start_index : part.end_index + 1]
        wrong += part_problems(part, theirs) + problems_of_its_points(here, theirs)
    return wrong


def skip_reason(case: Row, facets: list[Facet]) -> str:
    """The documented reasons for which a case says nothing about us."""
    if case["error"]:
        return "the reference stops with an error"
    if case["family"] == "peer_bug":
        return "known defect of the reference"
    if any(whole(part["n_near_cl"]) for facet in facets for part in facet.parts):
        return "side of the center is a rounding accident"
    return ""


@pytest.mark.parametrize("which", ["best available", "shipped"])
def test_every_reference_case_agrees(which: str, capsys: pytest.CaptureFixture[str]) -> None:
    place, name = folder() if which == "best available" else (SHIPPED, "shipped set")
    reference = Reference(place)
    agreed, wrong, skipped = 0, {}, {}
    for case in reference.cases:
        facets = [] if case["error"] else reference.facets(case)
        if reason := skip_reason(case, facets):
            skipped[reason] = skipped.get(reason, 0) + 1
            continue
        problems = [f"{f.name} {p}" for f in facets for p in facet_problems(f)]
        agreed += not problems
        if problems:
            wrong[case["case_id"]] = problems[:3]
    with capsys.disabled():
        total = len(reference.cases) - sum(skipped.values())
        said = f"{agreed} of {total} cases agreed; skipped: {skipped or 'none'}."
        print(f"\n  Chart reference, {name}: {said}")
    assert not wrong
    assert agreed >= 250
