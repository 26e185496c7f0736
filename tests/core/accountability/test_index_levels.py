"""Index levels 1 to 10."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.core.accountability.index_levels import LevelScale, cuts_from_baseline, index_level
from groundswell.core.indicators.mistakes import DefinitionError
from groundswell.library.accountability_files import rule_tables

ABSENCE = LevelScale("chronic absence", "elementary", "%", False, 2015, (24, 20, 17, 14, 12, 10, 8, 6, 4))
GRADUATION = LevelScale("graduation", "high", "%", True, 2015, (60, 66, 72, 77, 81, 85, 88, 91, 95))

OWN = """\
kind: index levels
metric: chronic_absence
unit: "%"
direction: lower is better
baseline: 2015
cut_points:
  elementary: [24, 20, 17, 14, 12, 10, 8, 6, 4]
  middle: [26, 22, 19, 16, 14, 12, 10, 8, 6]
source: our network, decided in 2015
"""


def test_level_and_the_way_up() -> None:
    found = index_level(13, ABSENCE)
    assert (found.level, found.standing) == (5, "average")
    assert [(n.levels, n.level, n.result, n.improvement.value) for n in found.next_levels] == [
        (1, 6, 12, -1),
        (2, 7, 10, -3),
        (3, 8, 8, -5),
    ]
    assert found.words().startswith(
        "13% is level 5 of 10 (average). 1 up: 12%, down 1 percentage point. 2 up: 10%, down 3 percentage points."
    )


def test_a_result_at_a_cut_has_reached_the_level() -> None:
    assert [ABSENCE.level(value) for value in (24.1, 24, 4, 4.1)] == [1, 2, 10, 9]
    assert [GRADUATION.level(value) for value in (59.9, 60, 95, 94.9)] == [1, 2, 10, 9]
    assert index_level(95, GRADUATION).next_levels == ()
    assert [n.level for n in index_level(92, GRADUATION).next_levels] == [10]


def test_cut_points_have_to_move_to_the_wanted_side() -> None:
    with pytest.raises(ValueError, match="from the least wanted"):
        LevelScale("graduation", "high", "%", True, 2015, ABSENCE.cuts)


def test_cuts_from_a_baseline_split_it_into_tenths() -> None:
    cuts = cuts_from_baseline([float(i) for i in range(1, 101)], higher_is_better=True)
    assert cuts == (11, 21, 31, 41, 51, 61, 71, 81, 91)
    down = cuts_from_baseline([float(i) for i in range(1, 101)], higher_is_better=False)
    assert down == (90, 80, 70, 60, 50, 40, 30, 20, 10)
    with pytest.raises(ValueError, match="do not give nine"):
        cuts_from_baseline([1.0] * 50, higher_is_better=True)
    with pytest.raises(ValueError, match="5 baseline results"):
        cuts_from_baseline([1.0, 2, 3, 4, 5], higher_is_better=True)


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_better_result_never_has_a_lower_level(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert GRADUATION.level(low) <= GRADUATION.level(high)
    assert ABSENCE.level(low) >= ABSENCE.level(high)
    for step in index_level(one, GRADUATION).next_levels:
        assert GRADUATION.level(step.result) == step.level


def test_a_networks_own_levels_are_read(tmp_path: Path) -> None:
    (tmp_path / "absence.yaml").write_text(OWN, encoding="utf-8")
    levels = rule_tables(own=tmp_path).levels
    assert [(s.metric, s.school_level) for s in levels] == [
        ("chronic_absence", "elementary"),
        ("chronic_absence", "middle"),
    ]
    assert index_level(13, levels[1]).level == 6
    assert rule_tables().levels == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[24, 20,", "[20, 24,", "absence.yaml, line 7: cut_points.elementary"),
        ("kind: index levels", "kind: index", "absence.yaml, line 1: kind"),
        ("baseline: 2015", "baseline: long ago", "absence.yaml, line 5: baseline"),
        ("source: our", "sauce: our", "absence.yaml, line 9: sauce"),
    ],
)
def test_mistakes_are_shown_where_they_stand(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "absence.yaml").write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        rule_tables(own=tmp_path)
    assert message in str(caught.value)


GRID_MISTAKES = [
    ("{name: High, through: 20.0}", "{name: High, through: 9.0}", "line 14: status: Every band"),
    ("High: [Yellow, Yellow,", "High: [Mauve, Yellow,", "colors.High.1"),
    ("  Very High: [Yellow, Orange, Red, Red, Red]", "", "Very High"),
    ("[Blue, Blue, Blue, Green, Yellow]", "[Blue, Blue]", "2 colors for 5 change bands"),
    ("years: [2019, 2023]", "years: [2019, soon]", "line 6: years.2"),
    ("years: [2019, 2023]", "years: [2031, 2023]", "holds for 2023 already"),
]


@pytest.mark.parametrize(("old", "new", "message"), GRID_MISTAKES)
def test_mistakes_in_a_grid(tmp_path: Path, old: str, new: str, message: str) -> None:
    shipped = (
        Path(rule_tables.__code__.co_filename).parent
        / "accountability"
        / "california_chronic_absence_2019.yaml"
    )
    text = shipped.read_text(encoding="utf-8")
    if "already" not in message:
        text = text.replace("indicator: chronic_absence_cde", "indicator: other")
    assert old in text
    (tmp_path / "own.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        rule_tables(own=tmp_path)
    assert message in str(caught.value)
