"""What leaves of a table: small groups and those that would give them away are withheld, and never 0."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.disclosure.published import Printed, attack_published
from groundswell.core.disclosure.released import Coded, Shown, Suppressed
from groundswell.core.disclosure.rules import AdditiveSet, SuppressionRule
from groundswell.core.indicators.definition import Indicator, Said, UnitOf
from groundswell.core.indicators.expressions import Literally, Named
from groundswell.core.indicators.releasing import ReleasedResult, release
from groundswell.core.indicators.results import Result

YES = Said("Yes.", Literally(value=True, kind="flag"))
PERSONS = Indicator(
    id="x", name="X", family="x", why="x", unit="percent", direction="lower", units=UnitOf("attendance", None),
    periods=("month",), population=YES, gathered=(), numerator=YES, denominator=YES, boundary="x", thresholds=(),
    caveats=(), source="x", authored_by="x", checked_by=None, review_by=date(2027, 1, 1), status="trial",
    examples=(), file="x.yaml",
)  # fmt: skip
DAYS = replace(PERSONS, denominator=Said("Days.", Named("days", "whole")))
RULE = SuppressionRule(threshold=11)


def result(place: str, group: str, students: int, numerator: float, *, days: int = 1) -> Result:
    group_set, name = group.split("=")
    denominator = students * days
    return Result(
        "x", 2026, "2025-09", "school", place, group_set, name, students, 0, numerator, denominator,
        100 * numerator / denominator,
    )  # fmt: skip


def school(place: str, girls: tuple[int, int], boys: tuple[int, int]) -> list[Result]:
    both = (girls[0] + boys[0], girls[1] + boys[1])
    named = {"all=all": both, "sex=female": girls, "sex=male": boys}
    return [result(place, name, *numbers) for name, numbers in named.items() if numbers[0]]


def withheld(rows: list[ReleasedResult]) -> set[tuple[str, str]]:
    return {(row.place, row.group) for row in rows if isinstance(row.students, Suppressed)}


def test_a_small_group_takes_its_only_neighbor_along() -> None:
    rows = release(PERSONS, school("S1", (5, 1), (40, 4)), RULE)
    assert withheld(rows) == {("S1", "female"), ("S1", "male")}
    assert [type(row.value) for row in rows] == [Shown, Suppressed, Suppressed]
    assert rows[0].numerator == Shown(5)


def test_a_school_next_to_the_district_total_takes_another_school_along() -> None:
    results = [
        *school("S1", (5, 1), (6, 1)),
        *school("S2", (30, 3), (31, 3)),
        *school("S3", (60, 3), (50, 3)),
    ]
    alone = release(PERSONS, results, RULE)
    known = release(PERSONS, results, RULE, above=dict.fromkeys(("S1", "S2", "S3"), "D1"))
    assert withheld(alone) == {("S1", "female"), ("S1", "male")}
    assert withheld(known) > withheld(alone)
    assert not any(row.place == "D1" for row in known)


def test_days_are_judged_by_the_students_behind_them() -> None:
    rows = release(
        DAYS, [result("S1", "all=all", 5, 800, days=180), result("S2", "all=all", 20, 3000, days=180)], RULE
    )
    assert [type(row.denominator) for row in rows] == [Suppressed, Shown]
    assert rows[1].denominator == Shown(3600)


def test_ends_can_be_bounds() -> None:
    rows = release(PERSONS, [result("S1", "all=all", 200, 0)], replace(RULE, code_ends=True))
    assert rows[0].value == Coded("at most", 2)
    assert isinstance(rows[0].numerator, Suppressed)
    assert rows[0].denominator == Shown(200)


def test_the_threshold_is_a_setting() -> None:
    assert not withheld(release(PERSONS, school("S1", (5, 1), (40, 4)), replace(RULE, threshold=5)))


def district(schools: list[list[Result]]) -> list[Result]:
    """The district's own rows: what its schools add up to."""
    found = []
    for group in ("all=all", "sex=female", "sex=male"):
        held = [row for rows in schools for row in rows if f"{row.group_set}={row.group}" == group]
        numbers = (sum(row.students for row in held), sum(row.numerator for row in held))
        found.append(replace(result("D1", group, *numbers), place_kind="district"))
    return found


COUNTS = st.tuples(st.integers(1, 40), st.integers(0, 40)).map(lambda pair: (pair[0], min(pair)))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=4))
def test_the_attacker_recovers_nothing(counts: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """With the schools' table and the district's side by side, each from a release of its own."""
    schools = [school(f"S{number}", *both) for number, both in enumerate(counts)]
    rows = [row for each in schools for row in each]
    places = [f"S{number}" for number in range(len(schools))]
    above = dict.fromkeys(places, "D1")
    printed = release(PERSONS, rows, RULE, above=above)
    printed += release(PERSONS, district(schools), RULE, schools=rows, above=above)
    sets = [AdditiveSet(f"{place} all", (f"{place} female", f"{place} male")) for place in (*places, "D1")]
    sets += [
        AdditiveSet(f"D1 {name}", tuple(f"{place} {name}" for place in places))
        for name in ("all", "female", "male")
    ]
    assert not attack_published(map(as_printed, printed), sets).recovered


def test_a_mover_counts_once_in_the_district_and_is_judged_by_both() -> None:
    rows = [*school("S1", (12, 2), (12, 2)), *school("S2", (12, 2), (12, 2))]
    own = [replace(each, students=each.students - 1) for each in district([rows[:3], rows[3:]])]
    found = release(PERSONS, own, RULE, schools=rows, above=dict.fromkeys(("S1", "S2"), "D1"))
    assert [row.students for row in found] == [Shown(47), Shown(23), Shown(23)]


def as_printed(row: ReleasedResult) -> Printed:
    key = f"{row.place} {row.group}"
    if isinstance(row.students, Shown) and isinstance(row.numerator, Shown):
        n, count = int(row.students.value), int(row.numerator.value)
        return Printed(key, (count, count), (n, n))
    return Printed(key, (0, 200), (1, 200), withheld=True)


@pytest.mark.parametrize(("by", "place"), list(product(("grade", "grade_band"), ("S1", "S2"))))
def test_a_grade_hides_inside_its_band(by: str, place: str) -> None:
    """One small grade: shown beside its band and the other grades, it could be worked out."""
    grades = {"KG": 4, "01": 30, "02": 30, "06": 30, "07": 30}
    results = [result(place, f"grade={name}", n, 1) for name, n in grades.items()]
    results += [
        result(place, "grade_band=K-5", 64, 3),
        result(place, "grade_band=6-8", 60, 2),
        result(place, "all=all", 124, 5),
    ]
    found = withheld(release(PERSONS, results, RULE))
    assert (place, "KG") in found
    assert found & {(place, name) for name in ("01", "02", "K-5")}, by
