"""The small-cell traps of the example network, with the answers its brief expects."""

import pytest

from groundswell.core.disclosure.attack import audit, solvable
from groundswell.core.disclosure.protect import protect, remainder
from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.disclosure.rules import AdditiveSet, Cell, DisclosureError, SuppressionRule

CALIFORNIA = SuppressionRule(threshold=11)

COOPERS_LANDING = {
    "African American": (527, 118),
    "Latinx": (163, 41),
    "Asian": (45, 5),
    "White": (21, 4),
    "Two or more": (9, 2),
    "Pacific Islander": (5, 1),
    "All": (770, 171),
}
RACE = tuple(name for name in COOPERS_LANDING if name != "All")


def cells_of(table: dict[str, tuple[int, int]]) -> list[Cell]:
    return [Cell(name, n, count) for name, (n, count) in table.items()]


def test_coopers_landing_withholds_the_two_small_groups_and_white() -> None:
    release = protect(cells_of(COOPERS_LANDING), [AdditiveSet("All", RACE)], CALIFORNIA)
    assert release.hidden() == {"Two or more", "Pacific Islander", "White"}
    assert release["White"].count == Suppressed("protects a small group")
    assert release["Pacific Islander"].count == Suppressed("small group")
    assert release["Asian"].count == Shown(5)
    assert release["All"].n == Shown(770)


def test_coopers_landing_without_white_leaves_four_values_at_most() -> None:
    loose = SuppressionRule(threshold=11, least_candidates=2)
    release = protect(cells_of(COOPERS_LANDING), [AdditiveSet("All", RACE)], loose)
    assert release.hidden() == {"Two or more", "Pacific Islander"}


def test_one_small_group_beside_a_total_is_solved_by_subtraction() -> None:
    sets = [AdditiveSet("All", RACE)]
    assert solvable(cells_of(COOPERS_LANDING), sets, hidden=["Pacific Islander"]) == {"Pacific Islander"}
    assert not solvable(cells_of(COOPERS_LANDING), sets, hidden=["Pacific Islander", "Two or more", "White"])


HERON_SLIP = {
    "All": (489, 102),
    "African American": (276, 57),
    "Latinx": (199, 43),
    "Other": (14, 2),
    "English learners": (62, 19),
    "Not English learners": (427, 83),
    "With disabilities": (61, 21),
    "Without disabilities": (428, 81),
    "Foster youth": (8, 3),
}
HERON_SLIP_SETS = [
    AdditiveSet("All", ("African American", "Latinx", "Other")),
    AdditiveSet("All", ("English learners", "Not English learners")),
    AdditiveSet("All", ("With disabilities", "Without disabilities")),
]


def test_heron_slip_withholds_foster_youth_alone() -> None:
    release = protect(cells_of(HERON_SLIP), HERON_SLIP_SETS, CALIFORNIA)
    assert release.hidden() == {"Foster youth"}
    assert release["English learners"].count == Shown(19)
    assert release["English learners"].rate == Shown(pytest.approx(30.645, abs=0.001))


def test_publishing_not_foster_would_hide_it_too() -> None:
    table = HERON_SLIP | {"Not foster youth": (481, 99)}
    sets = [*HERON_SLIP_SETS, AdditiveSet("All", ("Foster youth", "Not foster youth"))]
    assert protect(cells_of(table), sets, CALIFORNIA).hidden() == {"Foster youth", "Not foster youth"}


@pytest.mark.parametrize(
    "counts", [(192, 136, 50, 6, 7, 52), (181, 128, 47, 6, 8, 49)], ids=["2014-15", "2015-16 to May"]
)
def test_tallow_street_shows_other_and_english_learners_and_withholds_foster(counts: tuple[int, ...]) -> None:
    total, african_american, latinx, other, learners, disabilities = counts
    year = (671, 489, 163, 19, 18, 131) if total == 192 else (678, 494, 165, 19, 19, 133)
    table = {
        "All": (year[0], total),
        "African American": (year[1], african_american),
        "Latinx": (year[2], latinx),
        "Other": (year[3], other),
        "English learners": (year[4], learners),
        "With disabilities": (year[5], disabilities),
        "Foster youth": (6, 2),
    }
    sets = [AdditiveSet("All", ("African American", "Latinx", "Other"))]
    release = protect(cells_of(table), sets, CALIFORNIA)
    assert release.hidden() == {"Foster youth"}
    assert release["Other"].count == Shown(6)
    assert release["English learners"].count == Shown(learners)


SURVEY = [
    Cell("Juniper Reach", 19),
    Cell("Heron Slip", 21),
    Cell("Pepper Quay", 17),
    Cell("Foundry Hill", 12),
]
DRIVERS = Cell("Bus drivers", 4)
EVERYONE = Cell("All who answered", 73)
FIVE = SuppressionRule(threshold=5)
SITES = tuple(cell.key for cell in SURVEY)


def test_survey_trap_a_published_all_reveals_the_drivers() -> None:
    whole = [AdditiveSet("All who answered", (*SITES, "Bus drivers"))]
    assert solvable([*SURVEY, DRIVERS, EVERYONE], whole, hidden=["Bus drivers"]) == {"Bus drivers"}


def test_survey_total_is_restated_over_the_four_sites() -> None:
    sets = [AdditiveSet("All who answered", (*SITES, "Bus drivers"), "restate total")]
    cells = [*SURVEY, DRIVERS, EVERYONE]
    release = protect(cells, sets, FIVE)
    assert release.hidden() == {"Bus drivers"}
    assert release["All who answered"].n == Shown(69)
    assert release.restated == {"All who answered"}
    assert not audit(cells, sets, release, FIVE)


def test_a_month_is_not_the_difference_of_two_cumulative_counts() -> None:
    cells = [Cell("to April", 40, 12), Cell("May joiners", 6, 2), Cell("to May", 46, 14)]
    release = protect(cells, [AdditiveSet("to May", ("to April", "May joiners"))], CALIFORNIA)
    assert release.hidden() == {"May joiners", "to April"}


def test_sister_tables_are_protected_together() -> None:
    cells = [*cells_of(HERON_SLIP), Cell("Girls", 240, 50), Cell("Boys", 240, 48), Cell("Nonbinary", 9, 4)]
    sets = [*HERON_SLIP_SETS, AdditiveSet("All", ("Girls", "Boys", "Nonbinary"))]
    release = protect(cells, sets, CALIFORNIA)
    assert {"Nonbinary", "Boys"} <= release.hidden()
    assert not audit(cells, sets, release, CALIFORNIA)


def test_nobody_absent_hides_the_total_rather_than_name_the_small_group() -> None:
    cells = [Cell("All", 30, 0), Cell("Five", 5, 0), Cell("Rest", 25, 0)]
    sets = [AdditiveSet("All", ("Five", "Rest"))]
    release = protect(cells, sets, CALIFORNIA)
    assert not audit(cells, sets, release, CALIFORNIA)
    assert release.hidden() == {"All", "Five", "Rest"}


def test_coded_ends_cannot_be_recovered_by_subtraction() -> None:
    rule = SuppressionRule(threshold=11, code_ends=True)
    cells = [Cell("All", 400, 140), Cell("A", 50, 0), Cell("B", 150, 60), Cell("C", 200, 80)]
    sets = [AdditiveSet("All", ("A", "B", "C"))]
    release = protect(cells, sets, rule)
    assert str(release["A"].rate) == "at most 5%"
    assert isinstance(release["A"].count, Suppressed)
    assert release["A"].n == Shown(50)
    assert release.hidden() == {"B", "C"}
    assert not audit(cells, sets, release, rule)


def test_parts_that_do_not_add_up_are_refused_and_a_remainder_mends_it() -> None:
    cells = [Cell("All", 100, 20), Cell("A", 60, 10), Cell("B", 25, 5)]
    with pytest.raises(DisclosureError, match="do not add up"):
        protect(cells, [AdditiveSet("All", ("A", "B"))], CALIFORNIA)
    unrecorded = remainder("Not recorded", total=cells[0], parts=cells[1:])
    assert unrecorded == Cell("Not recorded", 15, 5)
    whole = AdditiveSet("All", ("A", "B", "Not recorded"))
    assert protect([*cells, unrecorded], [whole], CALIFORNIA).hidden() == frozenset()


@pytest.mark.parametrize(
    ("cells", "sets", "message"),
    [
        ([Cell("A", 5, 6)], [], "above its group"),
        ([Cell("A", 50, 6)], [AdditiveSet("All", ("A",))], "no cell named All"),
        (
            [Cell("All", 50, 6), Cell("A", 50, 6)],
            [AdditiveSet("All", ("A",), "restate total"), AdditiveSet("All", ("A",))],
            "cannot be restated",
        ),
    ],
)
def test_contradictions_are_refused(cells: list[Cell], sets: list[AdditiveSet], message: str) -> None:
    with pytest.raises(DisclosureError, match=message):
        protect(cells, sets, CALIFORNIA)
