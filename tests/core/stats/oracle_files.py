"""Reads the reference cases: the full set where it is at hand, else the one shipped beside this file."""

import csv
import gzip
import math
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from groundswell.core.stats import ChartOptions, ChartResult, Layout, Point, analyze_by_index

Row = dict[str, str]
SHIPPED = Path(__file__).parent / "oracle"
CHECKOUT = Path(__file__).parents[3]


def folder() -> tuple[Path, str]:
    """Where the reference cases are, and what to call them in the test's own words."""
    shared = Path(os.environ.get("GROUNDSWELL_ORACLES", CHECKOUT.parent / "shared" / "oracles")) / "spc"
    return (shared, "full set") if (shared / "qic_cases.csv").exists() else (SHIPPED, "shipped set")


def rows(place: Path, name: str) -> list[Row]:
    plain = place / f"{name}.csv"
    if plain.exists():
        with plain.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    with gzip.open(place / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    return None if text == "" else float(text)


def whole(text: str) -> int | None:
    return None if text == "" else int(text)


@dataclass(frozen=True)
class Facet:
    """One series of a case with what the reference says about it."""

    name: str
    result: ChartResult
    points: list[Row]
    parts: list[Row]


class Reference:
    """All cases of one folder."""

    def __init__(self, place: Path) -> None:
        self.series = {r["series_id"]: r for r in rows(place, "qic_series")}
        self.input: dict[str, list[Row]] = defaultdict(list)
        for row in rows(place, "qic_input"):
            self.input[row["series_id"]].append(row)
        self.points = _by_facet(rows(place, "qic_points"))
        self.parts = _by_facet(rows(place, "qic_parts"))
        self.cases = rows(place, "qic_cases")

    def facets(self, case: Row) -> list[Facet]:
        """Our result and the reference's, facet by facet."""
        x_type = self.series[case["series_id"]]["x_type"]
        return [
            Facet(
                name,
                ours(case, subgroups(group, case, x_type), x_type),
                self.points[case["case_id"], name],
                self.parts[case["case_id"], name],
            )
            for name, group in _split(self.input[case["series_id"]], case).items()
        ]


def _by_facet(found: list[Row]) -> dict[tuple[str, str], list[Row]]:
    out: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        out[row["case_id"], row["facet"]].append(row)
    return out


def _split(found: list[Row], case: Row) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        second = row["facet2"] if "facet2" in case["facets"] else "1"
        groups[f"{row['facet1']}/{second}" if case["facets"] else ""].append(row)
    return groups


@dataclass(frozen=True)
class Subgroup:
    """Rows that share one x."""

    measured: list[tuple[float | None, float | None]]
    center: float | None
    label: str


def subgroups(found: list[Row], case: Row, x_type: str) -> list[Subgroup]:
    by_x: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        if row["x"] != "":
            by_x[row["x"]].append(row)
    order = {"index": lambda: sorted(by_x, key=float), "date": lambda: sorted(by_x)}.get(
        x_type, lambda: list(by_x)
    )()
    return [_subgroup(by_x[x], case) for x in order]


def _subgroup(found: list[Row], case: Row) -> Subgroup:
    measured = [(number(r["y"]), number(r["n"]) if case["uses_n"] == "1" else None) for r in found]
    if case["uses_n"] == "1":
        measured = [(y, math.nan if n is None else n) for y, n in measured]
    elif case["agg_fun"] == "sum" and all(y is None for y, _ in measured):
        # The reference adds nothing up to zero; we keep a gap, and give it the zero it would have made.
        measured = [(0.0, None)]
    return Subgroup(measured, number(found[0]["cl_in"]), found[0]["part_label"])


def ours(case: Row, groups: list[Subgroup], x_type: str) -> ChartResult:
    options = ChartOptions(
        chart=case["chart"],  # type: ignore[arg-type]
        screened=case["screened"] == "1",
        multiply=float(case["multiply"]),
        center=number(case["cl"]),
        floor_at_zero=case["y_neg"] == "0",
        time_ordered=x_type != "category",
        aggregate=case["agg_fun"],  # type: ignore[arg-type]
        runs_method=case["method"],  # type: ignore[arg-type]
        inner_sigmas=2.0,
    )
    points = [Point(i, y, n) for i, g in enumerate(groups) for y, n in g.measured]
    centers = [g.center for g in groups] if case["cl_from_series"] == "1" else None
    return analyze_by_index(points, options, _layout(case, groups), centers=centers)


def _layout(case: Row, groups: list[Subgroup]) -> Layout:
    if case["part_by_label"] == "1":
        starts = tuple(i for i, g in enumerate(groups) if g.label not in {h.label for h in groups[:i]})
    else:
        cuts = {int(p) for p in case["part"].split(";") if p}
        starts = tuple(sorted({0} | {p for p in cuts if 0 <= p < len(groups)}))
    frozen = case["freeze"] and not case["part"] and case["part_by_label"] == "0"
    end = int(case["freeze"]) - 1 if frozen else None
    excluded = frozenset(int(e) - 1 for e in case["exclude"].split(";") if e)
    return Layout(starts, (end,) * len(starts), excluded)
