"""A measure that follows the student data: new release, new points; withheld stays withheld."""

from dataclasses import replace
from datetime import date

import pytest

from groundswell.core.disclosure.released import Shown
from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.measures.actions import record_observation
from groundswell.domain.measures.actions.following import add_following, feed_measures, follow, stop_following
from groundswell.domain.measures.models import Measure, Observation
from groundswell.domain.measures.queries.series import measure_series
from groundswell.domain.refusals import NotNow
from groundswell.store.release.reading import current
from tests.factories import (
    make_actor,
    make_measure,
    make_network,
    make_observations,
    make_person,
    make_project,
)
from tests.store.release.given import INDICATOR, ROWS, release_rows

pytestmark = pytest.mark.django_db
SCORES = "test_score_mathematics"


@pytest.fixture
def store(tmp_path, settings):
    settings.GROUNDSWELL_STORE = tmp_path / "student-data"
    release_rows(settings.GROUNDSWELL_STORE)
    return settings.GROUNDSWELL_STORE


@pytest.fixture
def net(store):
    found = make_network()
    for place, kind, key in ((found.district, "district", "D1"), (found.school, "school", "S001"),
                             (found.other_school, "school", "S002")):  # fmt: skip
        PlaceInData.objects.create(place=place, kind=kind, organization_id=key)
    return found


@pytest.fixture
def steward(net):
    return make_actor(make_person(place=net.top, role="data_steward"))


def numbers(measure: Measure) -> dict[tuple[int, str, date], float | None]:
    live = Observation.objects.filter(measure=measure, is_live=True)
    return {(each.place_id, each.group, each.period): each.value for each in live}


def grown() -> list:
    """The next release: a year corrected, and one more."""
    later = [replace(each, school_year=2027, period="2026-27") for each in ROWS if each.school_year == 2026]
    rows = [*ROWS, *later]
    at = next(i for i, each in enumerate(rows) if (each.place, each.school_year) == ("S001", 2025))
    rows[at] = replace(rows[at], numerator=Shown(12), value=Shown(20.0))
    return rows


def test_a_teams_measure_gets_its_schools_numbers_at_once(net, steward):
    lead = make_person(place=net.school)
    project = make_project(net.school, lead=lead)
    measure = add_following(
        by=make_actor(lead), place=net.school, indicator=INDICATOR, period="school_year",
        group_sets=["sex"], path=project.path,
    )  # fmt: skip
    assert (measure.unit, measure.better, measure.grain) == ("percent", "down", "year")
    assert "tenth" in measure.definitions.get().numerator
    series = measure_series(measure, net.school)
    assert [(p.period, p.value, p.n) for p in series.all_students.points] == [
        (date(2024, 7, 1), 15.0, 60),
        (date(2025, 7, 1), 15.0, 60),
    ]
    assert [p.is_withheld for p in series.group("female").points] == [True, True]
    assert {place for place, *_ in numbers(measure)} == {net.school.pk}


def test_a_common_measure_has_the_numbers_of_all_places_below(net, steward):
    measure = add_following(by=steward, place=net.district, indicator=INDICATOR, period="school_year")
    start = date(2024, 7, 1)
    found = numbers(measure)
    assert found[net.district.pk, "", start] == 12.0
    assert found[net.school.pk, "", start] == 15.0
    # Birch School's rate is printed as a bound alone: no number of ours may stand for it.
    assert found[net.other_school.pk, "", start] is None


@pytest.mark.parametrize("total", [45_000, 45_000.5, -600])
def test_points_keep_how_many_students_and_no_sum_of_scores(net, steward, store, total):
    scores = [
        replace(each, indicator=SCORES, numerator=Shown(total), value=Shown(total / 60))
        for each in ROWS if each.place == "S001" and each.group == "all"
    ]  # fmt: skip
    release_rows(store, scores, SCORES)
    measure = add_following(by=steward, place=net.school, indicator=SCORES, period="school_year")
    assert measure.unit == Measure.Unit.MEAN
    kept = Observation.objects.filter(measure=measure).values_list("value", "numerator", "denominator")
    assert list(kept) == [(total / 60, None, 60)] * 2


def test_a_new_release_brings_new_points_and_keeps_what_is_the_same(net, steward, store):
    measure = add_following(by=steward, place=net.school, indicator=INDICATOR, period="school_year")
    before = dict(Observation.objects.values_list("period", "pk"))
    release_rows(store, grown())
    assert feed_measures(steward, manifest=current(store), path=net.top.path) == 1
    live = Observation.objects.filter(measure=measure, is_live=True).order_by("period")
    assert [(o.period.year, o.value) for o in live] == [(2024, 20.0), (2025, 15.0), (2026, 15.0)]
    assert live[1].pk == before[date(2025, 7, 1)]
    old = Observation.objects.get(pk=before[date(2024, 7, 1)])
    assert (old.is_live, old.value) == (False, 15.0)
    event = Event.objects.filter(verb="measure.fed").latest("id")
    assert (event.data["release"], event.data["new"], event.data["gone"]) == (2, 2, 1)


def test_the_same_release_again_changes_nothing(net, steward, store):
    add_following(by=steward, place=net.school, indicator=INDICATOR, period="school_year")
    events = Event.objects.count()
    assert feed_measures(steward, manifest=current(store), path=net.top.path) == 0
    assert Event.objects.count() == events


def test_what_a_release_no_longer_says_is_no_longer_live(net, steward, store):
    measure = add_following(by=steward, place=net.school, indicator=INDICATOR, period="school_year")
    release_rows(store, [each for each in ROWS if each.school_year == 2026])
    feed_measures(steward, manifest=current(store), path=net.top.path)
    assert [key[2].year for key in numbers(measure)] == [2025]
    assert Observation.objects.filter(measure=measure).count() == 2


def test_numbers_of_the_student_data_are_not_typed_over(net, steward):
    measure = add_following(by=steward, place=net.school, indicator=INDICATOR, period="school_year")
    with pytest.raises(NotNow, match="follows the student data"):
        record_observation(by=steward, measure=measure, place=net.school, period=date(2015, 9, 1), value=3)


def test_after_stopping_the_numbers_stay(net, steward, store):
    measure = add_following(by=steward, place=net.school, indicator=INDICATOR, period="school_year")
    stop_following(by=steward, measure=measure)
    release_rows(store, grown())
    assert feed_measures(steward, manifest=current(store), path=net.top.path) == 0
    assert len(numbers(measure)) == 2
    assert Event.objects.filter(verb="measure.unfollow").count() == 1


@pytest.mark.parametrize(
    ("fields", "period", "words"),
    [
        ({"grain": "month"}, "school_year", "counted by month"),
        ({"grain": "year", "unit": "count"}, "school_year", "in count"),
        ({"grain": "year"}, "day", "Choose one of them"),
        ({"grain": "year"}, "term", "Choose one of them"),
    ],
)
def test_a_measure_that_does_not_fit_is_refused(net, steward, fields, period, words):
    measure = make_measure(net.school, **fields)
    with pytest.raises(NotNow, match=words):
        follow(by=steward, measure=measure, indicator=INDICATOR, period=period)


def test_a_measure_with_numbers_of_its_own_is_refused(net, steward):
    measure = make_measure(net.school, grain="year")
    make_observations(measure, net.school, [10.0, 12.0])
    with pytest.raises(NotNow, match="numbers of its own"):
        follow(by=steward, measure=measure, indicator=INDICATOR, period="school_year")


def test_an_unknown_indicator_is_refused(net, steward):
    with pytest.raises(NotNow, match="no indicator"):
        add_following(by=steward, place=net.school, indicator="luck", period="month")


def test_it_takes_the_right_to_change_measures(net):
    staff = make_actor(make_person(place=net.school, role="staff"))
    with pytest.raises(Refused):
        add_following(by=staff, place=net.school, indicator=INDICATOR, period="school_year")


def test_it_takes_the_right_to_bring_student_data_in(net, steward, store):
    leader = make_actor(make_person(place=net.top, role="district_leader"))
    with pytest.raises(Refused):
        feed_measures(leader, manifest=current(store), path=net.top.path)
