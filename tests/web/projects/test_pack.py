"""The starter data pack: what the data say, four prompts, and what the team writes beside them."""

import pytest

from groundswell.domain.audit.models import Event
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.indicators.names import catalog_code
from groundswell.domain.projects.models import DataReading
from tests.factories import make_network, make_person, make_project
from tests.store.release.given import ALL, BOYS, GIRLS, INDICATOR, SMALL, release_rows, row

pytestmark = pytest.mark.django_db
ROWS = [
    found
    for year, girls in ((2025, 15), (2026, 20))
    for found in (
        row("school", "S001", year, ALL, (girls + 10, 100)),
        row("school", "S001", year, GIRLS, (girls, 50)),
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


@pytest.fixture
def team(net):
    lead = make_person(place=net.school)
    return lead, make_project(net.school, lead=lead)


def written(**words):
    return {"notice": "", "wonder": "", "so_what": "", "cannot_tell": "", "version": 0} | words


def test_the_pack_tells_what_the_data_say(team, sign_in):
    lead, project = team
    page = sign_in(lead).get(f"/projects/{project.pk}/data-pack/")
    (chapter,) = page.context["page"].chapters
    told = " ".join(chapter.paragraphs)
    assert "all students: 30%, counted for 100 students" in told
    assert "up 5 percentage points since 2024-25" in told
    assert "Female: 40%, everyone else: 20%" in told
    assert chapter.cannot_tell
    for prompt in ("Notice", "Wonder", "So what", "What can it not tell"):
        assert prompt in page.text


def test_the_pack_tells_of_the_group_that_the_project_is_about(net, sign_in):
    """Girls are further behind; the team set out for the boys."""
    lead = make_person(place=net.school)
    project = make_project(net.school, lead=lead, group=catalog_code(*BOYS))
    (chapter,) = sign_in(lead).get(f"/projects/{project.pk}/data-pack/").context["page"].chapters
    told = " ".join(chapter.paragraphs)
    assert "Male: 20%, everyone else: 40%" in told
    assert "Female: 40%" not in told
    assert "Male" in chapter.more[0].heading


def test_a_group_that_is_kept_private_is_said_to_be(net, sign_in):
    lead = make_person(place=net.school)
    project = make_project(net.school, lead=lead, group=catalog_code("disability", "yes"))
    (chapter,) = sign_in(lead).get(f"/projects/{project.pk}/data-pack/").context["page"].chapters
    assert "Students with disabilities: withheld" in " ".join(chapter.paragraphs)


def test_what_the_team_writes_is_kept(team, sign_in):
    lead, project = team
    client = sign_in(lead)
    client.post(f"/projects/{project.pk}/data-pack/", written(notice="Girls miss more.", wonder="Ask them."))
    kept = DataReading.objects.get()
    assert (kept.notice, kept.wonder, kept.version) == ("Girls miss more.", "Ask them.", 1)
    assert "Girls miss more." in client.get(f"/projects/{project.pk}/data-pack/").text
    assert Event.objects.filter(verb="projects.data_reading").count() == 1


def test_the_second_of_two_is_shown_both_texts(team, sign_in):
    lead, project = team
    client = sign_in(lead)
    client.post(f"/projects/{project.pk}/data-pack/", written(notice="Mine."))
    answer = client.post(f"/projects/{project.pk}/data-pack/", written(notice="Yours."))
    assert answer.status_code == 409
    assert "Mine." in answer.text
    assert "Yours." in answer.text


def test_it_is_the_teams_alone(net, team, sign_in):
    _, project = team
    leader = make_person(place=net.school, role="school_leader")
    assert sign_in(leader).get(f"/projects/{project.pk}/data-pack/").status_code in {403, 404}


def test_a_closed_project_is_read_not_written(team, sign_in):
    lead, project = team
    project.state = "closed"
    project.save()
    answer = sign_in(lead).post(f"/projects/{project.pk}/data-pack/", written(notice="Late."))
    assert answer.status_code == 422
    assert not DataReading.objects.filter(notice="Late.").exists()


def test_without_student_data_the_prompts_are_still_there(settings, tmp_path, sign_in):
    settings.GROUNDSWELL_STORE = tmp_path / "nothing"
    school = make_network().school
    lead = make_person(place=school)
    page = sign_in(lead).get(f"/projects/{make_project(school, lead=lead).pk}/data-pack/")
    assert page.status_code == 200
    assert "no student data about this place yet" in page.text


def test_a_followed_indicator_is_told(team, sign_in):
    from groundswell.domain.measures.actions import add_following
    from tests.factories import make_actor

    lead, project = team
    add_following(
        by=make_actor(lead), place=project.place, indicator=INDICATOR, period="school_year", path=project.path
    )
    page = sign_in(lead).get(f"/projects/{project.pk}/data-pack/").context["page"]
    assert [chapter.url for chapter in page.chapters] == [f"/places/{project.place.code}/data/{INDICATOR}/"]
