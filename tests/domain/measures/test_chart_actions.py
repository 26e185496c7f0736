from datetime import date

import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.measures.actions import (
    add_context_note,
    freeze_baseline,
    remove_context_note,
    remove_phase,
    start_phase,
    unfreeze_baseline,
)
from groundswell.domain.measures.models import ChartSetting, ContextNote, Phase
from groundswell.domain.refusals import NotNow
from groundswell.domain.versions import Conflict
from tests.factories import (
    make_actor,
    make_measure,
    make_network,
    make_observations,
    make_person,
    make_project,
)

pytestmark = pytest.mark.django_db
WEEKS = [80, 82, 79, 81, 83, 80, 82, 81, 79, 80, 82, 81, 84, 85]


@pytest.fixture
def scene():
    net = make_network()
    steward = make_actor(make_person(place=net.school, role="data_steward"))
    measure = make_measure(net.school)
    make_observations(measure, net.school, WEEKS)
    return net, steward, measure


def freeze(scene, **changes):
    net, steward, measure = scene
    wanted = {
        "by": steward,
        "measure": measure,
        "place": net.school,
        "path": net.school.path,
        "until": date(2015, 11, 23),
        "reason": "Before the first test",
        "version": 0,
    }
    return freeze_baseline(**(wanted | changes))


def test_a_frozen_baseline_carries_who_when_and_why(scene):
    frozen = freeze(scene)
    assert (frozen.points, frozen.advice) == (12, "")
    assert frozen.setting.baseline_by_id == scene[1].person_id
    assert frozen.setting.baseline_at == scene[1].now
    event = Event.objects.get(verb="chart.freeze")
    assert (event.data["until"], event.data["reason"]) == ("2015-11-23", "Before the first test")


def test_a_short_baseline_gets_advice_and_one_point_is_refused(scene):
    assert "steadier" in freeze(scene, until=date(2015, 9, 28)).advice
    ChartSetting.objects.all().delete()
    with pytest.raises(NotNow, match="at least 2 points"):
        freeze(scene, until=date(2015, 9, 7))
    assert not ChartSetting.objects.exists()


def test_a_baseline_is_frozen_once_and_two_people_see_it(scene):
    first = freeze(scene)
    with pytest.raises(NotNow, match="frozen already"):
        freeze(scene, version=first.setting.version)
    unfreeze_baseline(by=scene[1], setting=first.setting, reason="We chose the wrong week", version=1)
    with pytest.raises(Conflict):
        freeze(scene, version=1)
    assert freeze(scene, version=2).setting.baseline_until == date(2015, 11, 23)


def test_unfreezing_needs_a_reason(scene):
    setting = freeze(scene).setting
    with pytest.raises(NotNow, match="Say why"):
        unfreeze_baseline(by=scene[1], setting=setting, reason="", version=1)


def test_a_school_and_a_team_choose_for_themselves(scene):
    net = scene[0]
    lead = make_person(place=net.school)
    project = make_project(net.school, lead=lead)
    team = make_actor(lead)
    freeze(scene, by=team, path=project.path, until=date(2015, 10, 26))
    with pytest.raises(Refused):
        freeze(scene, by=team)
    freeze(scene)
    assert ChartSetting.objects.count() == 2


def test_a_phase_needs_a_reason_and_a_name(scene):
    net, steward, measure = scene
    with pytest.raises(NotNow) as refusal:
        start_phase(
            by=steward,
            measure=measure,
            place=net.school,
            path=net.school.path,
            starts_on=date(2015, 10, 5),
            name="",
            reason="",
        )
    assert len(refusal.value.reasons) == 2
    assert (Phase.objects.count(), ChartSetting.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_a_phase_comes_and_goes_and_the_log_keeps_both(scene):
    net, steward, measure = scene
    phase = start_phase(
        by=steward,
        measure=measure,
        place=net.school,
        path=net.school.path,
        starts_on=date(2015, 10, 5),
        name="Welcome table",
        reason="Arrival works differently now",
    )
    with pytest.raises(NotNow, match="already"):
        start_phase(
            by=steward,
            measure=measure,
            place=net.school,
            path=net.school.path,
            starts_on=date(2015, 10, 5),
            name="Again",
            reason="r",
        )
    remove_phase(by=steward, phase=phase)
    assert list(Event.objects.values_list("verb", flat=True)) == ["chart.phase", "chart.phase_removed"]
    assert not Phase.objects.exists()


def test_context_notes(scene):
    net, steward, measure = scene
    note = add_context_note(
        by=steward,
        place=net.school,
        path=net.school.path,
        starts_on=date(2015, 10, 5),
        text="New bell times",
        measure=measure,
    )
    with pytest.raises(NotNow):
        add_context_note(
            by=steward, place=net.school, path=net.school.path, starts_on=date(2015, 10, 5), text=" "
        )
    with pytest.raises(Refused):
        remove_context_note(by=make_actor(make_person(place=net.far_school, role="data_steward")), note=note)
    remove_context_note(by=steward, note=note)
    assert not ContextNote.objects.exists()
