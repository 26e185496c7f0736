"""From a gap in the student data to a project whose measure follows it."""

from datetime import date

import pytest

from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.measures.models import Feed
from groundswell.domain.measures.queries.series import measure_series
from groundswell.domain.projects.models import Project
from tests.factories import make_network, make_person
from tests.store.release.given import ALL, BOYS, GIRLS, INDICATOR, SMALL, release_rows, row

pytestmark = pytest.mark.django_db
ROWS = [
    found
    for year in (2025, 2026)
    for found in (
        row("school", "S001", year, ALL, (30, 100)),
        row("school", "S001", year, GIRLS, (20, 50)),
        row("school", "S001", year, BOYS, (10, 50)),
        row("school", "S001", year, ("disability", "yes"), SMALL),
    )
]


@pytest.fixture
def net(tmp_path, settings):
    settings.GROUNDSWELL_STORE = tmp_path / "student-data"
    release_rows(settings.GROUNDSWELL_STORE, ROWS)
    net = make_network()
    PlaceInData.objects.create(place=net.school, kind="school", organization_id="S001")
    return net


def address(net, group="", group_set="", indicator=INDICATOR):
    return (
        f"/projects/start/?place={net.school.code}&indicator={indicator}&period=school_year"
        f"&set={group_set}&group={group}"
    )


def test_the_gap_becomes_a_problem_and_the_indicator_a_measure(net, sign_in):
    client = sign_in(make_person(place=net.school))
    form = client.get(address(net, "female", "sex")).context["page"].form
    assert "Female 40%" in form.initial["statement"]
    assert "The gap is 20 percentage points" in form.initial["statement"]
    client.post("/projects/start/", {name: form.initial.get(name, "") for name in form.fields})
    project = Project.objects.get()
    assert (project.group, project.measure.path) == ("female", project.path)
    assert project.problems.get().gap == "20 percentage points"
    series = measure_series(project.measure, net.school)
    assert [(p.period, p.value) for p in series.group("female").points] == [
        (date(2024, 7, 1), 40.0), (date(2025, 7, 1), 40.0),
    ]  # fmt: skip
    assert Feed.objects.get().group_sets == ["sex"]
    assert client.get(f"/projects/{project.pk}/").status_code == 200


def test_all_students_alone_need_no_group(net, sign_in):
    client = sign_in(make_person(place=net.school))
    form = client.get(address(net)).context["page"].form
    assert "All students 30%" in form.initial["statement"]
    assert form.initial["gap"] == ""


def test_a_withheld_group_gives_no_number_away(net, sign_in):
    client = sign_in(make_person(place=net.school))
    page = client.get(address(net, "yes", "disability"))
    assert page.context["page"].facts is None
    assert page.context["page"].form.initial.get("statement", "") == ""


def test_an_unknown_indicator_is_not_there(net, sign_in):
    assert sign_in(make_person(place=net.school)).get(address(net, indicator="luck")).status_code == 404


def test_another_schools_numbers_are_not_there(net, sign_in):
    assert sign_in(make_person(place=net.far_school)).get(address(net)).status_code == 404
