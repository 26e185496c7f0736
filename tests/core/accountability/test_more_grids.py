"""California's further tables: limits and colors as published, and what a table says of which we know a part."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from groundswell.core.accountability.dashboard import UNVERIFIED, ColorGrid, Standing, dashboard_result
from groundswell.core.indicators.mistakes import DefinitionError
from groundswell.library.accountability_files import rule_tables
from tests.core.accountability.california import DATA

HERE = Path(__file__).parent
ENGLISH, MATHEMATICS = "distance_from_standard_english", "distance_from_standard_mathematics"
SHIPPED = {
    "five_by_five_grids.csv": "california_grids.csv",
    "state_2023_suspension_unified.csv": "california_suspension_2023.csv",
}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def grid(indicator: str, scope: str, year: int) -> ColorGrid:
    found = [
        g for g in rule_tables().grids if (g.indicator, g.scope) == (indicator, scope) and year in g.years
    ]
    assert len(found) == 1
    return found[0]


SUSPENSION = "suspension_rate"
OF_FILE = {
    "california_ela_3_8_2016": grid(ENGLISH, "grades 3 to 8", 2016),
    "california_graduation_4_year_2016": grid("graduation_4_year", "all but alternative schools", 2016),
    "california_suspension_elementary_schools_2017": grid(SUSPENSION, "elementary schools", 2019),
    "california_suspension_middle_schools_2017": grid(SUSPENSION, "middle schools", 2017),
    "california_suspension_high_schools_2017": grid(SUSPENSION, "high schools", 2024),
    "california_suspension_elementary_districts_2017": grid(SUSPENSION, "elementary districts", 2017),
}
ENGLISH_2017 = grid(ENGLISH, "grades 3 to 8", 2017)
PUBLISHED = rows(HERE / "california_more_grids.csv")


@pytest.mark.parametrize("row", PUBLISHED, ids=[f"{row['file']} {row['status']}" for row in PUBLISHED])
def test_every_published_cell(row: dict[str, str]) -> None:
    found = OF_FILE[row["file"]]
    assert found.change is not None
    published = {name: row[name] for name in found.change.names if row[name] != "N/A"}
    assert found.colors[row["status"]] == published


@pytest.mark.parametrize(("shared", "shipped"), SHIPPED.items())
def test_the_shipped_rows_are_all_the_rows_there_are(shared: str, shipped: str) -> None:
    """So that `test_dashboard.py` holds every published row whose table is here to its status, change and color."""
    if not (DATA / "ca_dashboard" / shared).exists():
        pytest.skip(
            "the Dashboard files are not here; set GROUNDSWELL_DATA to compare them with the shipped rows"
        )
    assert rows(DATA / "ca_dashboard" / shared) == rows(HERE / shipped)


@pytest.mark.parametrize(
    ("indicator", "scope", "year", "cuts"),
    [
        (ENGLISH, "grades 3 to 8", 2019, (-70, -5, 10, 45)),
        (ENGLISH, "grade 11", 2019, (-45, 0, 30, 75)),
        (MATHEMATICS, "grades 3 to 8", 2019, (-95, -25, 0, 35)),
        (MATHEMATICS, "grade 11", 2019, (-115, -60, 0, 25)),
        ("graduation_4_year", "all but alternative schools", 2016, (67, 85, 90, 95)),
        ("graduation_combined", "all but alternative schools", 2019, (68, 80, 90.5, 95)),
        ("english_learner_progress", "all places", 2019, (35, 45, 55, 65)),
        ("college_career", "high schools", 2018, (10, 35, 55, 70)),
        (SUSPENSION, "elementary schools", 2017, (0.6, 1.1, 3.1, 6.1)),
        (SUSPENSION, "middle schools", 2017, (0.6, 2.1, 8.1, 12.1)),
        (SUSPENSION, "high schools", 2024, (0.6, 1.6, 6.1, 10.1)),
        (SUSPENSION, "elementary districts", 2017, (0.6, 1.6, 3.1, 6.1)),
        ("english_learner_progress", "all places", 2024, (35, 45, 55, 65)),
    ],
)
def test_status_begins_at_its_limit(indicator: str, scope: str, year: int, cuts: tuple[float, ...]) -> None:
    found = grid(indicator, scope, year)
    for cut, (below, above) in zip(cuts, pairwise(found.status.names), strict=True):
        results = [dashboard_result(found, Standing.of_mean(at, 99), None) for at in (cut - 0.1, cut)]
        assert [result.status for result in results] == [below, above]


@pytest.mark.parametrize(
    ("indicator", "scope", "year", "changes"),
    [
        (ENGLISH, "grade 11", 2019, [(-15.1, -15.0), (-3.0, -2.9), (2.9, 3.0), (14.9, 15.0)]),
        (MATHEMATICS, "grades 3 to 8", 2019, [(-15.1, -15.0), (-3.0, -2.9), (2.9, 3.0), (14.9, 15.0)]),
        (ENGLISH, "grades 3 to 8", 2016, [(-15.1, -15.0), (-1.0, -0.9), (6.9, 7.0), (19.9, 20.0)]),
        ("graduation_4_year", "all but alternative schools", 2016, [(-5.1, -5.0), (-1.0, -0.9), (0.9, 1.0), (4.9, 5.0)]),
        ("college_career", "high schools", 2018, [(-9.1, -9.0), (-2.0, -1.9), (1.9, 2.0), (8.9, 9.0)]),
        (SUSPENSION, "elementary schools", 2019, [(-1.0, -0.9), (-0.3, -0.2), (0.2, 0.3), (2.0, 2.1)]),
        (SUSPENSION, "middle schools", 2017, [(-3.0, -2.9), (-0.3, -0.2), (0.2, 0.3), (4.0, 4.1)]),
        (SUSPENSION, "high schools", 2017, [(-2.0, -1.9), (-0.3, -0.2), (0.2, 0.3), (3.0, 3.1)]),
        (SUSPENSION, "elementary districts", 2017, [(-2.0, -1.9), (-0.3, -0.2), (0.2, 0.3), (2.0, 2.1)]),
        ("chronic_absence_cde", "kindergarten to grade 8", 2024, [(-3.0, -2.9), (-0.5, -0.4), (0.4, 0.5), (3.0, 3.1)]),
    ],
)  # fmt: skip
def test_changes_turn_at_their_limits(
    indicator: str, scope: str, year: int, changes: list[tuple[float, float]]
) -> None:
    found = grid(indicator, scope, year)
    assert found.change is not None
    for (below, above), names in zip(changes, pairwise(found.change.names), strict=True):
        results = [
            dashboard_result(found, Standing.of_mean(50 + by, 200), Standing.of_mean(50, 200))
            for by in (below, above)
        ]
        assert tuple(result.change for result in results) == names


def test_the_tests_of_2019_have_the_colors_of_2017() -> None:
    for indicator in (ENGLISH, MATHEMATICS):
        for scope in ("grades 3 to 8", "grade 11"):
            assert grid(indicator, scope, 2019).colors == ENGLISH_2017.colors


def test_a_table_is_for_places_with_its_grades() -> None:
    younger, older = grid(ENGLISH, "grades 3 to 8", 2019), grid(ENGLISH, "grade 11", 2019)
    for grades, expected in (
        (("KG", "03", "08"), (True, False)),
        (("09", "11"), (False, True)),
        (("03", "11"), (False, False)),
    ):
        assert (younger.is_for(grades, kind="school"), older.is_for(grades, kind="school")) == expected
    assert grid("college_career", "high schools", 2018).is_for((), kind="school")


@pytest.mark.parametrize(
    ("kind", "grades", "scope"),
    [
        ("school", ("KG", "01", "05"), "elementary schools"),
        ("school", ("TK", "KG", "05", "08"), "elementary schools"),
        ("school", ("06", "07", "08"), "middle schools"),
        ("school", ("07", "08", "09"), "middle schools"),
        ("school", ("09", "10", "11", "12"), "high schools"),
        ("school", ("07", "08", "11", "12"), "high schools"),
        ("school", ("KG", "06", "12"), "unified districts and schools of all grades"),
        ("district", ("KG", "06", "12"), "unified districts and schools of all grades"),
        ("district", ("KG", "06", "08"), "elementary districts"),
        ("district", ("09", "12"), None),
        ("school", (), None),
    ],
)
def test_each_kind_of_place_has_its_own_table(kind: str, grades: tuple[str, ...], scope: str | None) -> None:
    tables = [g for g in rule_tables().grids if g.indicator == SUSPENSION]
    assert {g.scope for g in tables if g.is_for(grades, kind=kind)} == ({scope} if scope else set())


@pytest.mark.parametrize(
    ("now", "before", "placed"),
    [
        (54.0, 49.1, ("Medium", "Increased")),
        (50.0, 51.3, ("Medium", "Maintained")),
        (43.0, 46.0, ("Low", "Declined")),
    ],
)
def test_published_placements_of_english_learner_progress(
    now: float, before: float, placed: tuple[str, str]
) -> None:
    """Three rows of the report on a district and its schools in 2024 (CDE, californiamodel report elpi 2024)."""
    found = dashboard_result(
        grid("english_learner_progress", "all places", 2024),
        Standing.of_mean(now, 195),
        Standing.of_mean(before, 195),
    )
    assert (found.status, found.change) == placed


def test_what_we_have_not_seen_is_said_and_not_colored() -> None:
    graduation = OF_FILE["california_graduation_4_year_2016"]
    high, low = Standing.of_mean(91, 200), Standing.of_mean(60, 200)
    unseen = dashboard_result(graduation, high, high)
    assert (unseen.status, unseen.change, unseen.color) == ("High", "Maintained", None)
    assert "not seen the colors" in unseen.words()
    assert dashboard_result(graduation, low, high).color == "Red"
    alone = dashboard_result(graduation, high, None)
    assert "its change is from the mean of three years before, which is not known here" in alone.words()


def test_a_table_of_status_alone_says_so_and_that_nobody_checked_it() -> None:
    found = dashboard_result(
        grid("english_learner_progress", "all places", 2019),
        Standing.of_mean(50, 99),
        Standing.of_mean(40, 99),
    )
    assert (found.status, found.change, found.shown_change, found.color) == ("Medium", None, None, None)
    assert found.words() == (
        "50% is Medium. No color: we know this table's status levels, and not its changes and colors. "
        + UNVERIFIED
    )
    assert UNVERIFIED not in dashboard_result(ENGLISH_2017, Standing.of_mean(1, 99), None).words()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("colors: not seen", "colors: unseen", "line 20: colors: without change bands there is no color"),
        ("colors: not seen", "colors: {Low: not seen}", "line 20: colors: without change bands there is no color"),
        ("change: not seen", "change: unknown", "line 19: change: here a list is needed"),
        ("unverified: true", "unverified: perhaps", "line 12: unverified: here true or false is needed"),
        ("unverified: true", 'with_grades: ["11", "thirteen"]', "line 12: with_grades.2: 'thirteen' is not one of"),
        ("unverified: true", "verified: false", "line 12: verified"),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_by_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    shipped = (
        HERE.parents[2]
        / "src/groundswell/library/accountability/california_english_learner_progress_2019.yaml"
    )
    text = shipped.read_text("utf-8").replace("indicator: english", "indicator: our_english")
    assert old in text
    (tmp_path / "own.yaml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DefinitionError) as caught:
        rule_tables(own=tmp_path)
    assert f"own.yaml, {message}" in str(caught.value)
