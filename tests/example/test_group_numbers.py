"""The numbers by student group that the brief prints, in the files that are shipped."""

import pytest

from tests.example.shipped import rows

WITHHELD = {"s", "*"}
CHRONIC_DISTRICTS = {
    ("LW", "latinx"): ("31.0", "33.1", "32.4", "27.8"),
    ("LW", "african_american"): ("21.6", "23.4", "22.1", "19.8"),
    ("LW", "white"): ("10.9", "12.4", "12.7", "8.6"),
    ("LW", "english_learner"): ("33.6", "35.0", "33.9", "29.1"),
    ("TH", "lunch_free"): ("23.1", "24.2", "21.5", "18.0"),
    ("TH", "lunch_not_eligible"): ("10.9", "10.0", "11.6", "14.1"),
    ("QV", "latinx"): ("17.0", "17.0", "12.6", "13.9"),
    ("QV", "white"): ("9.6", "6.9", "7.9", "7.1"),
}
RACE_GROUPS = {
    "african_american",
    "latinx",
    "asian",
    "white",
    "two_or_more",
    "pacific_islander",
    "other_race",
}
COMPLEMENTS = (("english_learner", "not_english_learner"), ("disability", "no_disability"))


def series(name: str, place: str, group: str, column: str) -> tuple[str, ...]:
    found = [row for row in rows(name) if (row["place_code"], row["group_code"]) == (place, group)]
    return tuple(row[column] for row in sorted(found, key=lambda row: row["period_start"]))


def counts(place: str, start: str) -> dict[str, tuple[int, int]]:
    return {
        row["group_code"]: (int(row["numerator"]), int(row["denominator"]))
        for row in rows("chronic_absence_schools.csv")
        if (row["place_code"], row["period_start"]) == (place, start) and row["numerator"] not in WITHHELD
    }


@pytest.mark.parametrize(("place", "group"), CHRONIC_DISTRICTS)
def test_district_chronic_absence(place: str, group: str) -> None:
    assert series("chronic_absence_districts.csv", place, group, "percent") == CHRONIC_DISTRICTS[place, group]


def test_gap_and_ratio_readings() -> None:
    latinx, white = (
        [float(value) for value in CHRONIC_DISTRICTS["LW", group][1:]] for group in ("latinx", "white")
    )
    assert (round(latinx[0] - white[0], 1), round(latinx[2] - white[2], 1)) == (20.7, 19.2)
    assert (round(latinx[0] / white[0], 1), round(latinx[2] / white[2], 1)) == (2.7, 3.2)
    free, other = (
        [float(value) for value in CHRONIC_DISTRICTS["TH", group][1:]]
        for group in ("lunch_free", "lunch_not_eligible")
    )
    assert (round(free[0] - other[0], 1), round(free[2] - other[2], 1)) == (14.2, 3.9)
    assert round(other[2] - other[0], 1) == 4.1


def test_withheld_stays_withheld() -> None:
    stars = [row for row in rows("chronic_absence_districts.csv") if row["percent"] == "*"]
    held = [row for row in rows("graduation_by_group.csv") if row["numerator"] == "s"]
    assert (len(stars), len(held)) == (15, 66)
    assert all(row["percent"] == "s" for row in held)


def test_heron_slip_chronic_absence() -> None:
    years = ("2013-09-01", "2014-09-01", "2015-09-01")
    percents = {
        group: [round(100 * a / n, 1) for a, n in (counts("LW-01", year)[group] for year in years)]
        for group in ("", "english_learner")
    }
    assert percents == {"": [30.5, 28.4, 20.9], "english_learner": [27.4, 29.0, 30.6]}


@pytest.mark.parametrize(
    ("place", "start"),
    [
        ("LW-01", "2013-09-01"),
        ("LW-01", "2014-09-01"),
        ("LW-01", "2015-09-01"),
        ("LW-04", "2015-09-01"),
        ("LW-06", "2014-09-01"),
        ("LW-06", "2015-09-01"),
    ],
)
def test_groups_add_up_to_the_school(place: str, start: str) -> None:
    cells = counts(place, start)
    by_race = [cells[group] for group in cells.keys() & RACE_GROUPS]
    assert tuple(map(sum, zip(*by_race, strict=True))) == cells[""]
    for one, other in COMPLEMENTS:
        if one in cells:
            assert tuple(map(sum, zip(cells[one], cells[other], strict=True))) == cells[""]


def test_small_cells_of_coopers_landing() -> None:
    cells = counts("LW-04", "2015-09-01")
    assert [group for group, (_, n) in sorted(cells.items()) if n < 11] == ["pacific_islander", "two_or_more"]
    assert sum(cells[group][0] for group in ("pacific_islander", "two_or_more")) == 3


def test_graduation_of_the_2004_cohort() -> None:
    place = [row for row in rows("graduation_by_group.csv") if row["period_start"] == "2004-09-01"]
    marrowfield = {row["group_code"]: row["percent"] for row in place if row["place_code"] == "LW-12"}
    expected = {"": "66.0", "african_american": "63.6", "latinx": "54.6", "english_learner": "36.2"}
    assert {group: marrowfield[group] for group in expected} == expected


def test_one_subtraction_in_the_source_would_show_a_single_student() -> None:
    """The trap our disclosure rules must close: the source prints all of the cells around a cell of one."""
    cells = {
        row["group_code"]: row
        for row in rows("graduation_by_group.csv")
        if (row["place_code"], row["period_start"]) == ("LW-13", "2004-09-01")
    }
    assert (cells["english_learner"]["numerator"], cells["english_learner"]["denominator"]) == ("s", "1")
    assert int(cells[""]["numerator"]) - int(cells["not_english_learner"]["numerator"]) == 1


def test_graduation_groups_are_printed_once() -> None:
    keys = [
        (row["place_code"], row["group_code"], row["period_start"]) for row in rows("graduation_by_group.csv")
    ]
    assert len(keys) == len(set(keys))


def test_math_history_moves_with_the_cut_score() -> None:
    assert series("math_history.csv", "FIC", "", "percent")[3:] == ("68.5", "36.4", "39.8")
    assert series("math_history.csv", "FIC", "", "denominator")[3:5] == ("9518", "9588")


def test_math_benchmark() -> None:
    assert series("math_benchmark_network.csv", "FIC", "african_american", "percent")[0::5] == (
        "32.1",
        "35.9",
    )
    assert series("math_benchmark_network.csv", "FIC", "latinx", "percent")[0::5] == ("34.8", "38.0")


def test_reached_in_two_days_adds_up() -> None:
    weeks = rows("t2_reached_in_two_days.csv")
    split = {
        row["group_code"]: (int(row["numerator"]), int(row["denominator"]))
        for row in rows("t2_reached_by_language.csv")
    }
    total = tuple(sum(int(row[column]) for row in weeks) for column in ("numerator", "denominator"))
    assert (len(weeks), total) == (13, (297, 360))
    assert split == {"english_learner": (24, 46), "not_english_learner": (273, 314)}
    assert tuple(map(sum, zip(*split.values(), strict=True))) == total


def test_buses_before_and_after() -> None:
    weeks = [(int(row["numerator"]), int(row["denominator"])) for row in rows("t1_buses_on_time.csv")]
    assert tuple(map(sum, zip(*weeks[:8], strict=True))) == (213, 351)
    assert tuple(map(sum, zip(*weeks[14:16], strict=True))) == (77, 90)
    assert len(weeks) == 24
