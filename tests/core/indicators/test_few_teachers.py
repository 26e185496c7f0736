"""A value that one or two teachers stand behind stays back, and so does what would give it away."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.disclosure.published import Printed, attack_published
from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.disclosure.rules import AdditiveSet
from groundswell.core.indicators.few_teachers import Teachers
from groundswell.core.indicators.releasing import ReleasedResult, release
from groundswell.core.indicators.results import Result
from tests.core.indicators.test_releasing import DAYS, PERSONS, RULE, result

FEW, COMPANY = Suppressed("few teachers"), Suppressed("protects few teachers")


def school(place: str, grades: dict[str, tuple[int, int]]) -> list[Result]:
    both = (sum(n for n, _ in grades.values()), sum(count for _, count in grades.values()))
    return [
        result(place, "all=all", *both),
        *(result(place, f"grade={name}", *numbers) for name, numbers in grades.items()),
    ]


def behind(**teachers: int) -> Teachers:
    return lambda row: teachers.get(f"{row.place}_{row.group}")


def values(rows: list[ReleasedResult]) -> dict[str, object]:
    return {f"{row.place}_{row.group}": row.value for row in rows}


def test_the_value_stays_back_and_the_students_are_shown() -> None:
    rows = release(
        PERSONS, school("S1", {"03": (24, 3), "04": (52, 6), "05": (55, 8)}), RULE, teachers=behind(S1_03=1)
    )
    found = values(rows)
    assert found["S1_03"] == FEW
    assert [found["S1_04"], found["S1_05"]].count(COMPANY) == 1
    assert isinstance(found["S1_all"], Shown)
    assert [row.students for row in rows] == [Shown(131), Shown(24), Shown(52), Shown(55)]
    third = next(row for row in rows if row.group == "03")
    assert (third.numerator, third.denominator) == (FEW, Shown(24))


def test_where_most_grades_have_few_nothing_else_is_withheld() -> None:
    grades = {"03": (24, 3), "04": (52, 6), "05": (55, 8)}
    found = values(
        release(PERSONS, school("S1", grades), RULE, teachers=behind(S1_03=1, S1_04=2, S1_05=2, S1_all=5))
    )
    assert [found[f"S1_{grade}"] for grade in grades] == [FEW, FEW, FEW]
    assert isinstance(found["S1_all"], Shown)


def test_three_teachers_are_enough_and_nobody_knows_is_no_reason() -> None:
    rows = release(PERSONS, school("S1", {"03": (24, 3), "04": (52, 6)}), RULE, teachers=behind(S1_03=3))
    assert all(isinstance(row.value, Shown) for row in rows)


def test_the_least_number_of_teachers_is_a_setting() -> None:
    grades = school("S1", {"03": (24, 3), "04": (52, 6)})
    none = release(PERSONS, grades, replace(RULE, least_teachers=0), teachers=behind(S1_03=1))
    assert all(isinstance(row.value, Shown) for row in none)


def test_days_of_months_are_kept_from_the_year() -> None:
    def month(label: str, days: int, attended: float) -> list[Result]:
        rows = [result("S1", f"grade={name}", 20, attended, days=days) for name in ("03", "04")]
        rows.append(result("S1", "all=all", 40, 2 * attended, days=days))
        return [replace(row, period=label) for row in rows]

    rows = [*month("2025-09", 20, 380.5), *month("2025-10", 18, 340), *month("2025-26", 38, 720.5)]
    found = release(
        DAYS, rows, RULE, within={"2025-09": "2025-26", "2025-10": "2025-26"},
        teachers=lambda row: 1 if (row.period, row.group) == ("2025-10", "03") else None,
    )  # fmt: skip
    shown = {(row.period, row.group) for row in found if isinstance(row.value, Shown)}
    assert ("2025-10", "03") not in shown
    # The other month or the year of the same grade, and the other grade of the same month.
    assert ("2025-10", "04") not in shown or ("2025-10", "all") not in shown
    assert ("2025-09", "03") not in shown or ("2025-26", "03") not in shown
    assert all(isinstance(row.students, Shown) for row in found)


def test_points_below_zero_are_kept_too() -> None:
    rows = [
        replace(result("S1", f"{name}", n, 1), numerator=points, denominator=float(n), value=points / n)
        for name, n, points in (("all=all", 60, -90.5), ("grade=03", 25, -60.25), ("grade=04", 35, -30.25))
    ]
    found = values(release(DAYS, rows, RULE, teachers=behind(S1_03=2)))
    assert [type(found[f"S1_{group}"]) for group in ("all", "03", "04")] == [Shown, Suppressed, Suppressed]


GRADES = st.fixed_dictionaries(
    {
        name: st.tuples(st.integers(1, 40), st.integers(0, 40)).map(lambda pair: (pair[0], min(pair)))
        for name in ("03", "04", "05")
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(GRADES, min_size=1, max_size=4), st.data())
def test_the_attacker_recovers_no_value(
    schools: list[dict[str, tuple[int, int]]], data: st.DataObject
) -> None:
    places = [f"S{number}" for number in range(len(schools))]
    above = dict.fromkeys(places, "D1")
    rows = [row for place, grades in zip(places, schools, strict=True) for row in school(place, grades)]
    drawn = {_name(row): data.draw(st.integers(1, 5)) for row in rows if row.group != "all"}
    printed = [
        *release(PERSONS, rows, RULE, above=above, teachers=lambda row: drawn.get(_name(row))),
        *release(
            PERSONS, _district(rows), RULE, schools=rows, above=above, teachers=lambda row: drawn.get(_name(row))
        ),
    ]  # fmt: skip
    sets = [
        AdditiveSet(f"{place} all", tuple(f"{place} {name}" for name in ("03", "04", "05")))
        for place in (*places, "D1")
    ]
    sets += [
        AdditiveSet(f"D1 {name}", tuple(f"{place} {name}" for place in places))
        for name in ("all", "03", "04", "05")
    ]
    assert not attack_published(map(as_printed, printed), sets).recovered


def _name(row: Result) -> str:
    return f"{row.place} {row.group}"


def _district(rows: list[Result]) -> list[Result]:
    found = []
    for name in ("all=all", "grade=03", "grade=04", "grade=05"):
        held = [row for row in rows if f"{row.group_set}={row.group}" == name]
        total = result("D1", name, sum(row.students for row in held), sum(row.numerator for row in held))
        found.append(replace(total, place_kind="district"))
    return found


def as_printed(row: ReleasedResult) -> Printed:
    key = f"{row.place} {row.group}"
    n = (int(row.students.value), int(row.students.value)) if isinstance(row.students, Shown) else (1, 200)
    if isinstance(row.numerator, Shown):
        return Printed(key, (int(row.numerator.value),) * 2, n)
    return Printed(key, (0, n[1]), n, withheld=True)
