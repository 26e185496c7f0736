from datetime import date, timedelta

import pytest

from groundswell.domain.measures.actions import add_context_note, freeze_baseline, start_phase
from groundswell.domain.measures.models import Measure, Observation, SourceNote
from groundswell.domain.measures.queries.cards import common_measure, measure_cards, measures_at
from groundswell.domain.measures.queries.charts import chart
from groundswell.domain.measures.queries.gaps import Reference, gap, gaps, reference_for, widest
from groundswell.domain.measures.queries.problem import problem_facts
from groundswell.domain.measures.queries.series import measure_series, one_series, series_at
from groundswell.domain.measures.queries.settings import CycleMark, choices_for
from groundswell.domain.places.models import CalendarEvent
from tests.factories import make_actor, make_measure, make_network, make_observations, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def net():
    return make_network()


def yearly(net, *, better="up", **groups):
    """A yearly percent with counts: name -> (counts, out of)."""
    measure = make_measure(net.top, code="GRAD", name="Graduation", grain="year", chart="run", better=better)
    for code, (counts, out_of) in groups.items():
        make_observations(
            measure,
            net.school,
            counts,
            group="" if code == "all" else code,
            start=date(2001, 9, 1),
            step=365,
            denominator=out_of,
        )
    return measure


def test_days_become_weekly_medians_and_thin_weeks_are_gaps(net):
    measure = make_measure(net.top, grain="day", summary="week_median")
    monday = date(2015, 9, 7)
    for day, value in enumerate([90, 70, 92, 94, 91]):
        make_observations(measure, net.school, [value], start=monday + timedelta(days=day))
    for day, value in enumerate([88, 89]):
        make_observations(measure, net.school, [value], start=monday + timedelta(days=7 + day))
    series = one_series(measure, net.school)
    assert [(p.period, p.value) for p in series.points] == [
        (monday, 91.0),
        (monday + timedelta(days=7), None),
    ]


def test_the_slide_at_the_end_of_the_year_is_shown_and_not_judged(net):
    measure = make_measure(net.top, code="CM1")
    make_observations(measure, net.school, [90, 90, 91, 90, 70], start=date(2016, 5, 9))
    CalendarEvent.objects.create(
        place=net.top,
        kind="other",
        starts_on=date(2016, 6, 6),
        ends_on=date(2016, 6, 30),
        label="Year-end slide",
        not_judged_for="CM1",
    )
    made = chart(measure_series(measure, net.school))
    assert [p.value for p in made.series.points][-1] == 70.0
    assert [p.included for p in made.result.points] == [True, True, True, True, False]
    assert made.result.points[-1].set_aside == "Year-end slide"


def test_numbers_that_are_no_longer_live_are_not_shown(net):
    measure = make_measure(net.school)
    make_observations(measure, net.school, [50])
    Observation.objects.update(is_live=False)
    make_observations(measure, net.school, [60])
    assert [p.value for p in one_series(measure, net.school).points] == [60.0]


def test_a_count_chart_knows_its_denominators(net):
    measure = yearly(net, all=([40, 45, 50], 100))
    made = chart(measure_series(measure, net.school))
    assert [p.n for p in made.result.points] == [100, 100, 100]
    assert [p.y for p in made.result.points] == [40, 45, 50]


def test_a_p_chart_without_denominators_is_an_i_chart(net):
    measure = make_measure(net.school, chart="p")
    make_observations(measure, net.school, [80.0] * 13)
    assert chart(measure_series(measure, net.school)).result.chart == "i"
    counted = make_measure(net.school, chart="p")
    make_observations(counted, net.school, [40] * 13, denominator=50)
    assert chart(measure_series(counted, net.school)).result.chart == "p"


def test_frozen_baseline_phases_and_context_reach_the_chart(net):
    steward = make_actor(make_person(place=net.school, role="data_steward"))
    measure = make_measure(net.school, chart="i")
    make_observations(measure, net.school, [80, 82, 79, 81, 83, 80, 82, 81, 79, 80, 82, 81, 90, 91, 92])
    where = {"by": steward, "measure": measure, "place": net.school, "path": net.school.path}
    freeze_baseline(**where, until=date(2015, 11, 23), reason="First 12", version=0)
    start_phase(
        **where, starts_on=date(2015, 11, 30), name="Welcome table", reason="Arrival works differently now"
    )
    add_context_note(**where, starts_on=date(2015, 10, 8), text="New bell times")
    choices = choices_for(measure, net.school, path=net.school.path)
    made = chart(
        measure_series(measure, net.school),
        choices=choices,
        cycle_marks=[CycleMark(date(2015, 11, 30), "1", "One class", "/tests/1/")],
    )
    assert [part.name for part in made.result.parts] == ["Baseline", "Welcome table"]
    assert made.result.parts[0].baseline_end_index == 11
    assert [(mark.x, mark.words) for mark in made.captions.contexts] == [
        (date(2015, 10, 8), "New bell times")
    ]
    assert [(ring.number, ring.href) for ring in made.captions.cycles] == [("1", "/tests/1/")]


def test_two_phases_in_a_pause_are_one_to_the_eye(net):
    steward = make_actor(make_person(place=net.school, role="data_steward"))
    measure = make_measure(net.school)
    make_observations(measure, net.school, [80] * 4)
    where = {"by": steward, "measure": measure, "place": net.school, "path": net.school.path}
    for day in (22, 23):
        start_phase(**where, starts_on=date(2015, 9, day), name=f"from {day}", reason="r")
    choices = choices_for(measure, net.school, path=net.school.path)
    assert chart(measure_series(measure, net.school), choices=choices).result.parts[-1].name == "from 23"


def test_everyone_else_is_all_minus_the_group(net):
    measure = yearly(net, all=([60, 66], 100), english_learner=([12, 10], 40))
    found = gap(measure_series(measure, net.school), "english_learner")
    assert found.reference == Reference.EVERYONE_ELSE
    assert found.group_line == (30.0, 25.0)
    assert found.others_line == pytest.approx((80.0, 93.333), abs=0.001)
    assert found.words == "68.3 points apart"


def test_everyone_else_in_points_is_no_share_of_a_hundred(net):
    measure = make_measure(net.top, grain="year", chart="run", unit="mean")
    for code, (scores, students) in {"": ([580.0, 600.0], 75), "female": ([575.0, 601.0], 45)}.items():
        make_observations(measure, net.school, scores, group=code, step=365)
        Observation.objects.filter(measure=measure, group=code).update(denominator=students)
    found = gap(measure_series(measure, net.school), "female")
    assert found.group_line == (575.0, 601.0)
    assert found.others_line == pytest.approx((587.5, 598.5))
    assert found.words == "2.5 units apart"


def test_a_group_that_is_withheld_has_no_gap(net):
    measure = yearly(net, all=([60], 100), english_learner=([4], 9), not_english_learner=([56], 91))
    numbers = measure_series(measure, net.school)
    assert gaps(numbers) == []
    assert [series.group for series in numbers.withheld] == ["english_learner", "not_english_learner"]


def test_no_gap_that_would_reveal_a_small_rest(net):
    measure = yearly(net, all=([60], 100), male=([54], 92))
    numbers = measure_series(measure, net.school)
    assert gap(numbers, "male") is None


def test_without_counts_the_named_complement_stands_in(net):
    measure = make_measure(net.top, grain="year", chart="run")
    make_observations(measure, net.school, [30.0, 28.0], group="english_learner")
    make_observations(measure, net.school, [40.0, 42.0], group="not_english_learner")
    found = gap(measure_series(measure, net.school), "english_learner")
    assert (found.others_name, found.others_line, found.words) == (
        "Not English learners",
        (40.0, 42.0),
        "14 points apart",
    )


def test_one_reference_for_every_gap_of_a_page(net):
    """Percent alone, and no group that holds everyone else: all groups are compared with all students."""
    measure = make_measure(net.top, grain="year", chart="run", better="down")
    for code, values in {
        "": [20.0],
        "latinx": [27.8],
        "english_learner": [29.1],
        "not_english_learner": [17.0],
    }.items():
        make_observations(measure, net.school, values, group=code)
    numbers = measure_series(measure, net.school)
    assert reference_for(numbers) == Reference.ALL_STUDENTS
    assert {each.others_name for each in gaps(numbers)} == {"All students"}


def test_the_widest_gap_is_one_that_nobody_hopes_for(net):
    measure = yearly(net, all=([50], 100), latinx=([40], 50), white=([10], 50))
    assert widest(gaps(measure_series(measure, net.school))).group.group == "white"


def test_problem_facts_from_a_gap_speak_of_points(net):
    measure = yearly(net, better="down", all=([30, 28], 100), english_learner=([16, 16], 40))
    facts = problem_facts(measure_series(measure, net.school), "english_learner")
    assert facts.current == "40%, 2002-03"
    assert facts.desired == "20%, Not English learners"
    assert facts.gap == "20 percentage points"
    assert facts.group_name == "English learners"
    assert (facts.current_value, facts.desired_value) == (40.0, 20.0)
    assert "caused" not in facts.statement


def test_problem_facts_without_a_group_compare_with_the_target(net):
    measure = make_measure(net.top, target=92.0)
    make_observations(measure, net.school, [87.0, 88.5])
    facts = problem_facts(measure_series(measure, net.school))
    assert (facts.desired, facts.gap, facts.group_name) == ("92%", "3.5 percentage points", "All students")
    assert problem_facts(measure_series(make_measure(net.top), net.school)) is None


def test_a_place_can_have_a_source_of_its_own(net):
    measure = make_measure(net.top, source_note="Invented for this example")
    SourceNote.objects.create(measure=measure, place=net.district, text="Open data; district renamed")
    assert measure_series(measure, net.school).source == "Invented for this example"
    assert measure_series(measure, net.district).source == "Open data; district renamed"


def test_the_nearest_measure_with_a_code_is_meant(net):
    make_measure(net.top, code="ATT")
    own = make_measure(net.school, code="ATT")
    assert common_measure(net.school, "ATT") == own
    assert common_measure(net.other_school, "ATT") != own
    assert common_measure(net.school, "NOPE") is None


def test_a_card_says_latest_verdict_and_gap(net):
    measure = yearly(net, all=([60, 66], 100), english_learner=([12, 10], 40), foster_youth=([2, 2], 6))
    (card,) = measure_cards(net.school, [measure])
    assert (card.latest, card.period, card.word) == ("66%", "2002-03", "Too few points to say")
    assert (card.gap.words, card.groups_withheld) == ("68.3 points apart", 1)


@pytest.mark.parametrize("count", [2, 12])
def test_the_number_of_queries_does_not_grow(net, count, django_assert_num_queries):
    for _ in range(count):
        measure = make_measure(net.top)
        make_observations(measure, net.school, [80] * count)
    with django_assert_num_queries(5):
        assert len(measure_cards(net.school, measures_at(net.school))) == count


def test_a_withheld_value_is_in_no_word_of_a_chart(net):
    measure = yearly(net, all=([61] * 3, 93), disability=([7] * 3, 9), no_disability=([54] * 3, 84))
    numbers = measure_series(measure, net.school)
    made = chart(numbers, group="disability")
    assert made.result.values == ()
    said = f"{made.spec()}{numbers.by_group['disability']}"
    assert "77.7" not in said
    assert "64.2" not in said


def test_series_of_several_measures_do_not_mix(net):
    one, two = make_measure(net.top), make_measure(net.top)
    make_observations(one, net.school, [10.0])
    make_observations(two, net.school, [20.0])
    make_observations(two, net.other_school, [30.0])
    found = series_at(net.school, [one, two])
    assert [found[m.pk].all_students.latest.value for m in (one, two)] == [10.0, 20.0]


def test_measures_of_a_team_are_not_on_the_schools_list(net):
    make_measure(net.school, path=f"{net.school.path}p1/")
    common = make_measure(net.top)
    assert list(measures_at(net.school)) == [common]
    assert Measure.objects.count() == 2


def test_groups_that_overlap_have_no_everyone_else(net):
    """The source counts 93 students without disabilities among 93: nobody is left to compare with."""
    measure = yearly(net, all=([61], 93), disability=([3], 9), no_disability=([61], 93))
    assert (
        gap(measure_series(measure, net.school), "no_disability", reference=Reference.EVERYONE_ELSE) is None
    )
