"""The page of one measure: every view, every reader, and nothing that is withheld."""

import csv
import io
from datetime import date

import pytest

from groundswell.domain.measures.actions import freeze_baseline, start_phase
from tests.factories import (
    make_actor,
    make_aim,
    make_cycle,
    make_definition,
    make_measure,
    make_membership,
    make_network,
    make_observations,
    make_person,
    make_project,
    make_ramp,
)

pytestmark = pytest.mark.django_db
VIEWS = ("gap", "run", "control", "groups", "table")
SECRETS = ("42.9", "42.8", "57.1", "7 students", ">7<")


@pytest.fixture
def net():
    return make_network()


@pytest.fixture
def graduation(net):
    measure = make_measure(
        net.top, code="GRAD", name="Graduation", chart="run", grain="year", source_note="Invented here"
    )
    make_definition(measure, numerator="students who graduated")
    for group, counts, out_of in (
        ("", [300, 310], 400),
        ("english_learner", [40, 45], 80),
        ("not_english_learner", [260, 265], 320),
        ("foster_youth", [3, 4], 7),
    ):
        make_observations(measure, net.school, counts, group=group, denominator=out_of, step=365)
    return measure


def address(net, tail=""):
    return f"/places/{net.school.code}/measures/GRAD/{tail}"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("group", ["", "foster_youth", "english_learner"])
def test_no_withheld_number_in_any_view(sign_in, net, graduation, view, group):
    html = (
        sign_in(make_person(place=net.school))
        .get(address(net, f"?view={view}&group={group}&point=0"))
        .content.decode()
    )
    for secret in SECRETS:
        assert secret not in html
    assert "Graduation" in html


def test_a_withheld_group_shows_the_veil_and_the_reason(sign_in, net, graduation):
    html = (
        sign_in(make_person(place=net.school))
        .get(address(net, "?view=run&group=foster_youth"))
        .content.decode()
    )
    assert 'class="veil"' in html
    assert "fewer than 11 students" in html


def test_the_gap_opens_first_with_both_lines_and_its_own_run_chart(sign_in, net, graduation):
    page = sign_in(make_person(place=net.school)).get(address(net)).context["page"]
    assert page.view == "gap"
    assert (page.gap.group_name, page.gap.others_name) == ("English learners", "Not English learners")
    assert page.gap.apart == "26.6 points apart"
    assert "The gap itself, percentage points" in page.gap.drawing.wide
    assert page.gap.drawing.header == (
        "Year",
        "English learners",
        "Not English learners",
        "Gap, points",
        "Reading of the gap",
    )
    assert [tile.name for tile in page.tiles.tiles][:2] == ["All students", "English learners"]


def test_a_gap_between_two_named_groups_says_that_they_do_not_hold_everyone(sign_in, net):
    measure = make_measure(net.top, code="GRAD", chart="run", grain="year")
    for group, count in (("", 300), ("latinx", 60), ("white", 90), ("asian", 90)):
        make_observations(measure, net.school, [count], group=group, denominator=400 if not group else 120)
    page = (
        sign_in(make_person(place=net.school))
        .get(address(net, "?view=gap&group=latinx&with=white"))
        .context["page"]
    )
    assert page.gap.apart == "25 points apart"
    assert "do not hold everyone" in page.gap.reference
    assert [link.label for link in page.gap.beside] == ["Everyone else", "Asian", "White"]


def test_the_same_suppression_in_the_file(sign_in, net, graduation):
    response = sign_in(make_person(place=net.school)).get(address(net, "csv"))
    assert response.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    foster = [row for row in rows if row["group"] == "Foster youth"]
    assert {row["value"] for row in foster} == {"withheld, to protect a group under 11"}
    assert {row["students"] for row in foster} == {"withheld, to protect a group under 11"}
    everyone = [row for row in rows if row["group"] == "All students"]
    assert [(row["value"], row["students"]) for row in everyone] == [("75", "400"), ("77.5", "400")]
    assert "" not in {row["value"] for row in rows}


def test_a_cell_that_looks_like_a_formula_is_made_harmless(sign_in, net):
    measure = make_measure(net.top, code="GRAD", name="=HYPERLINK(1)")
    make_observations(measure, net.school, [50.0])
    text = sign_in(make_person(place=net.school)).get(address(net, "csv")).content.decode()
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text


@pytest.mark.parametrize(
    ("place", "status"), [("school", 200), ("other_school", 404), ("far_school", 404), ("district", 200)]
)
def test_who_may_look(sign_in, net, graduation, place, status):
    role = "district_leader" if place == "district" else "staff"
    person = make_person(place=getattr(net, place), role=role)
    for tail in ("", "csv"):
        assert sign_in(person).get(address(net, tail)).status_code == status


def test_numbers_of_the_place_above_are_refused_with_the_reason(sign_in, net, graduation):
    response = sign_in(make_person(place=net.school)).get(f"/places/{net.district.code}/measures/GRAD/")
    assert response.status_code == 403


def test_an_unknown_measure_is_not_there(sign_in, net):
    assert sign_in(make_person(place=net.school)).get(address(net)).status_code == 404


def test_work_on_this_is_for_those_who_can_start(sign_in, net, graduation):
    staff = sign_in(make_person(place=net.school)).get(address(net, "?view=gap&group=english_learner"))
    assert (
        f"/projects/start/?place={net.school.code}&amp;measure=GRAD&amp;group=english_learner"
        in staff.content.decode()
    )
    leader = sign_in(make_person(place=net.district, role="district_leader")).get(address(net))
    assert "/projects/start/" not in leader.content.decode()


def weekly(net, **fields):
    measure = make_measure(net.school, code="BELL", name="In class at first bell", chart="i", **fields)
    make_observations(measure, net.school, [80, 82, 79, 81, 83, 80, 82, 81, 79, 80, 82, 81, 66, 84])
    return measure


def test_a_chosen_point_is_explained(sign_in, net):
    weekly(net)
    client = sign_in(make_person(place=net.school))
    page = client.get(f"/places/{net.school.code}/measures/BELL/?view=control&point=12").context["page"]
    assert (page.point.title, page.point.value, page.point.kind) == (
        "Week of 30 November 2015",
        "66%",
        "look-again",
    )
    assert any("below the lower limit" in sentence for sentence in page.point.sentences)
    assert [row.chosen for row in page.table.rows][:3] == [False, True, False]
    for nonsense in ("99", "-1", "x", "٣"):
        assert (
            client.get(f"/places/{net.school.code}/measures/BELL/?point={nonsense}").context["page"].point
            is None
        )


def test_how_the_chart_is_set_stands_in_the_margin(sign_in, net):
    measure = weekly(net)
    steward = make_person(place=net.school, role="data_steward", name="Dwayne Littlejohn")
    where = {"by": make_actor(steward), "measure": measure, "place": net.school, "path": net.school.path}
    freeze_baseline(**where, until=date(2015, 11, 23), reason="Before the first test", version=0)
    start_phase(
        **where, starts_on=date(2015, 11, 30), name="Welcome table", reason="Arrival works differently now"
    )
    html = (
        sign_in(make_person(place=net.school))
        .get(f"/places/{net.school.code}/measures/BELL/")
        .content.decode()
    )
    assert "To 23 November 2015, frozen by Dwayne Littlejohn on 10 June 2016. Before the first test" in html
    assert "Arrival works differently now" in html
    assert "Start a new phase" not in html


def test_the_team_sees_its_tests_and_its_own_choices(sign_in, net):
    measure = weekly(net)
    lead = make_person(place=net.school)
    project = make_project(net.school, lead=lead, measure=measure)
    make_aim(project, baseline=87.2, target=91.0)
    make_cycle(make_ramp(project, code="A"), title="One class", state="studying", starts_on=date(2015, 10, 5))
    make_cycle(make_ramp(project, name="B", code="B"), title="Not begun", starts_on=date(2015, 10, 5))
    url = f"/projects/{project.pk}/measures/{measure.pk}/"
    html = sign_in(lead).get(url).content.decode()
    assert "One class" in html
    assert "Not begun" not in html
    assert "Aim: 87.2% to 91%" in html
    assert "Add a context note" in html
    assert "One class" not in sign_in(lead).get(f"/places/{net.school.code}/measures/BELL/").content.decode()


@pytest.mark.parametrize("who", ["other team", "ex-member", "district leader", "network coach"])
def test_a_teams_measures_are_its_own(sign_in, net, who):
    lead = make_person(place=net.school)
    project = make_project(net.school, lead=lead)
    measure = make_measure(net.school, path=project.path, code="own")
    make_observations(measure, net.school, [50.0])
    visitor = make_person(place=net.school)
    if who == "other team":
        make_project(net.school, lead=visitor, name="Another")
    elif who == "ex-member":
        make_membership(project, visitor, ends_on=date(2016, 1, 22))
    elif who == "district leader":
        visitor = make_person(place=net.district, role="district_leader")
    else:
        visitor = make_person(place=net.top, role="network_coach")
    for tail in (
        "",
        f"{measure.pk}/",
        f"{measure.pk}/csv",
        f"{measure.pk}/note/",
        f"{measure.pk}/number/",
        "new/",
    ):
        assert sign_in(visitor).get(f"/projects/{project.pk}/measures/{tail}").status_code == 404
    assert sign_in(visitor).get(f"/places/{net.school.code}/measures/own/").status_code == 404


def test_a_measure_of_another_project_is_not_there(sign_in, net):
    lead = make_person(place=net.school)
    mine, other = (
        make_project(net.school, lead=lead),
        make_project(net.school, lead=make_person(place=net.school), name="B"),
    )
    theirs = make_measure(net.school, path=other.path)
    assert sign_in(lead).get(f"/projects/{mine.pk}/measures/{theirs.pk}/").status_code == 404


def test_the_list_of_a_project_names_owner_and_kind(sign_in, net):
    lead = make_person(place=net.school, name="Renata Szymańska")
    common = make_measure(net.top, name="Attendance")
    project = make_project(net.school, lead=lead, measure=common)
    own = make_measure(net.school, path=project.path, name="Buses on time", kind="process", owner=lead)
    make_observations(own, net.school, [50, 60, 55])
    page = sign_in(lead).get(f"/projects/{project.pk}/measures/").context["page"]
    assert [row.name for row in page.rows] == ["Attendance", "Buses on time"]
    assert "Renata Szymańska" in page.rows[1].under
    assert (page.rows[1].latest, page.rows[0].word) == ("55%", "No numbers yet")
    sponsor = make_person(place=net.far_school)
    make_membership(project, sponsor, role="sponsor")
    shown = sign_in(sponsor).get(f"/projects/{project.pk}/measures/").context["page"]
    assert (len(shown.rows), shown.new_url) == (2, "")


def queries_with(sign_in, capture, *, count):
    net = make_network()
    lead = make_person(place=net.school)
    project = make_project(net.school, lead=lead)
    measure = make_measure(net.school, path=project.path)
    make_observations(measure, net.school, [80] * count)
    ramp = make_ramp(project)
    for number in range(count):
        make_definition(measure, number=number + 1)
        make_cycle(ramp, number=number + 1, state="doing")
    client = sign_in(lead)
    with capture(30) as captured:
        assert client.get(f"/projects/{project.pk}/measures/{measure.pk}/").status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_points_definitions_or_tests(sign_in, django_assert_max_num_queries):
    few = queries_with(sign_in, django_assert_max_num_queries, count=3)
    many = queries_with(sign_in, django_assert_max_num_queries, count=30)
    assert few == many


def test_where_everyone_else_is_unknown_two_groups_can_stand_side_by_side(sign_in, net):
    """A district that prints percents alone, without all students: race groups have each other."""
    measure = make_measure(net.top, code="GRAD", chart="run", grain="year", better="down")
    for group, value in (
        ("latinx", 27.8),
        ("white", 8.6),
        ("english_learner", 29.1),
        ("not_english_learner", 20.7),
    ):
        make_observations(measure, net.school, [value], group=group)
    client = sign_in(make_person(place=net.school))
    plain = client.get(address(net)).context["page"].gap
    assert (plain.group, plain.apart) == ("english_learner", "8.4 points apart")
    assert [link.label for link in plain.groups] == [
        "Latinx",
        "White",
        "English learners",
        "Not English learners",
    ]
    side = client.get(address(net, "?view=gap&group=latinx&with=white")).context["page"].gap
    assert (side.group_name, side.others_name, side.apart) == ("Latinx", "White", "19.2 points apart")


def test_every_group_fits_the_shared_scale(sign_in, net):
    """0.71 of 100 comes back as 71.00000000000001: the scale has to hold it."""
    measure = make_measure(net.top, code="GRAD", chart="run", grain="year")
    for group, counts, out_of in (("", [4963], 6990), ("female", [2200], 3000), ("male", [2763], 3990)):
        make_observations(measure, net.school, counts, group=group, denominator=out_of)
    assert sign_in(make_person(place=net.school)).get(address(net, "?view=groups")).status_code == 200


def test_the_form_for_a_new_measure_asks_for_its_name_first(sign_in, net):
    lead = make_person(place=net.school)
    project = make_project(net.school, lead=lead)
    form = sign_in(lead).get(f"/projects/{project.pk}/measures/new/").context["page"].form
    assert [field.name for field in form.first()][:2] == ["name", "kind"]
    assert {field.name for field in form.later()} >= {"source", "limits"}
