"""How a state's table reads released numbers, and a network's own levels."""

import pytest

from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.indicators.queries import Choice, data_at, indicator_at
from groundswell.domain.indicators.queries.rules import rules_view
from tests.factories import make_actor, make_network, make_person
from tests.store.release.given import ALL, BOYS, GIRLS, INDICATOR, SMALL, release_rows, row

pytestmark = pytest.mark.django_db
LEVELS = """\
kind: index levels
metric: chronic_absence_cde
unit: "%"
direction: lower is better
baseline: 2022
cut_points:
  elementary: [40, 35, 30, 25, 20, 15, 10, 5, 2]
source: Ours
"""


def rows(year: int) -> list:
    return [
        row("school", "S001", year - 1, ALL, (60, 300)),
        row("school", "S001", year, ALL, (45, 300)),
        row("school", "S001", year - 1, GIRLS, (30, 150)),
        row("school", "S001", year, GIRLS, (20, 150)),
        row("school", "S001", year - 1, BOYS, SMALL),
        row("school", "S001", year, BOYS, SMALL),
    ]


@pytest.fixture
def opened(tmp_path, settings):
    """The indicator at a school, with numbers of the years that end in `year` and the one before."""
    settings.GROUNDSWELL_STORE = tmp_path / "student-data"
    settings.GROUNDSWELL_DEFINITIONS = str(tmp_path / "own")
    net = make_network()
    PlaceInData.objects.create(place=net.school, kind="school", organization_id="S001")
    by = make_actor(make_person(place=net.school))

    def open_year(year: int, **choice: str):
        release_rows(settings.GROUNDSWELL_STORE, rows(year))
        return indicator_at(data_at(by, net.school), INDICATOR, Choice(**choice))

    return open_year


def test_the_states_table_reads_every_group_that_is_shown(opened):
    view = rules_view(opened(2023))
    assert view is not None
    assert view.authority == "California Department of Education"
    assert [(each.name, each.status, each.change, each.color) for each in view.groups] == [
        ("All students", "High", "Declined Significantly", "Yellow"),
        ("Female", "High", "Declined Significantly", "Yellow"),
    ]
    assert "20%" not in view.groups[0].words
    assert "15%" in view.groups[0].words


def test_a_year_without_a_table_is_not_read(opened):
    assert rules_view(opened(2025)) is None


def test_a_networks_own_levels(opened, tmp_path):
    folder = tmp_path / "own" / "accountability"
    folder.mkdir(parents=True)
    (folder / "levels.yaml").write_text(LEVELS, "utf-8")
    view = rules_view(opened(2025))
    assert view is not None
    assert view.level is not None
    assert (view.level.level, view.groups) == (7, ())
