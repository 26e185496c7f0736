"""The example as it stands after loading, through the same queries as the pages."""

import csv
import gzip
import io
import statistics
from datetime import date

import pytest
from django.db.models import F

from groundswell.core.methods.coach import choose, evaluate
from groundswell.domain.audit.models import Event, Look
from groundswell.domain.checks.queries import project_facts
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.intake.models import Import
from groundswell.domain.measures.models import Measure, Observation
from groundswell.domain.measures.queries.series import measure_series
from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from groundswell.domain.projects.models import Project
from groundswell.domain.projects.queries import team
from groundswell.example.content_files import data_bytes
from groundswell.example.load import load, load_if_missing
from groundswell.example.tour import tour_steps
from groundswell.library import check_definitions
from groundswell.web.tour.addresses import address_of

TODAY = date(2016, 6, 10)


def attendance_rows() -> list[dict[str, str]]:
    text = gzip.decompress(data_bytes("attendance_daily.csv.gz")).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def network(django_db_setup, django_db_blocker):
    """Loaded once for this file and rolled back after it."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            load(say=lambda _words: None)
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def findings_of(name: str) -> list[tuple[str, str]]:
    facts = project_facts(Project.objects.get(name=name), today=TODAY)
    return [
        (finding.check, f"{finding.subject_kind}:{finding.subject_key}")
        for finding in evaluate(facts, check_definitions())
    ]


def test_everybody_and_every_place_is_there(network):
    assert Place.objects.filter(kind="school").count() == 40
    assert Place.objects.filter(kind="district").count() == 3
    assert Person.objects.count() == 49 + 4
    assert Person.objects.personas().count() == 15


def test_loading_again_changes_nothing(network):
    before = Event.objects.count()
    assert load_if_missing(say=lambda _words: None) is False
    assert Event.objects.count() == before


def test_each_import_accounts_for_each_row(network):
    assert not Import.objects.exclude(rows_read=F("accepted") + F("quarantined") + F("skipped")).exists()
    attendance = Import.objects.filter(filename__startswith="attendance")
    assert {row.state for row in attendance} == {"accepted"}
    silent = [
        row for row in attendance_rows() if row["percent_present"] == "NS" and row["date"] < TODAY.isoformat()
    ]
    assert sum(row.skipped for row in attendance) == len(silent) > 300
    assert not Observation.objects.filter(measure__code="CM1", value=0).exists()


def test_nothing_is_dated_after_the_present(network):
    assert not Observation.objects.filter(period__gte=TODAY).exists()
    assert not Event.objects.filter(at__date__gt=TODAY).exists()


def test_heron_slip_reads_91_6_in_a_typical_week_of_2015_16(network):
    school = Place.objects.get(code="LW-01")
    series = measure_series(Measure.objects.get(code="CM1"), school).all_students
    weeks = [
        point.value for point in series.judged if point.period >= date(2015, 9, 1) and point.value is not None
    ]
    assert round(statistics.median(weeks), 1) == 91.6


def test_the_calls_add_up(network):
    rows = Observation.objects.filter(measure__code="T2-M2", is_live=True, group="")
    assert sum(row.numerator or 0 for row in rows) == 297
    assert sum(row.denominator or 0 for row in rows) == 360


def test_the_coach_stops_at_the_group_that_did_not_gain(network):
    assert "K40" in {check for check, _ in findings_of("Someone Noticed")}


def test_no_test_of_the_clean_record_gets_a_hint(network):
    assert not [row for row in findings_of("First Bell") if row[1].startswith("cycle:")]


def test_the_first_record_of_a_novice_gets_three_cautions(network):
    cycle = Cycle.objects.get(title="Whole-school assembly")
    facts = project_facts(cycle.project, today=TODAY)
    shown = choose(evaluate(facts, check_definitions()), subject=("cycle", str(cycle.pk)))
    assert [finding.check for finding in shown] == ["K26", "K29", "K31"]
    assert all(finding.saw and finding.why and finding.step and not finding.blocking for finding in shown)


def test_abandoned_tests_and_wrong_predictions_are_kept(network):
    assert Cycle.objects.filter(decision="abandon").count() == 2
    monday = Cycle.objects.get(title="Four Mondays of clubs before the bell")
    assert monday.questions.get().verdict == "not"


def test_the_coach_is_still_invited_and_the_ex_member_is_out(network):
    present = team(Project.objects.get(name="Someone Noticed"), on=TODAY).present
    assert "Teo Marchetti" in {member.name for member in present}


def test_readers_of_the_storyboard_are_known_to_the_team(network):
    assert (
        Look.objects.filter(subject_kind="storyboard")
        .values_list("person_name", flat=True)
        .distinct()
        .count()
        == 3
    )


def test_every_step_of_the_tour_has_a_page(network):
    addresses = {step.number: address_of(step.page) for step in tour_steps()}
    lost = [number for number, address in addresses.items() if address == "/"]
    assert lost == []
