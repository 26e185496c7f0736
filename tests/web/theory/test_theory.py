import pytest

from groundswell.domain.theory.models import Link, Node, TheoryVersion
from tests.factories import (
    make_cycle,
    make_link,
    make_measure,
    make_membership,
    make_node,
    make_person,
    make_project,
    make_ramp,
)
from tests.factories.people import NOW
from tests.web.cycles.team import queries_for

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def home(project) -> str:
    return f"/projects/{project.pk}/theory/"


@pytest.fixture
def nodes(project) -> tuple[Node, Node, Node]:
    primary = make_node(project, text="Every absence is noticed", is_focus=True)
    secondary = make_node(project, kind="secondary", text="A named caller")
    idea = make_node(project, kind="idea", text="Two-day call")
    make_link(primary, secondary)
    make_link(secondary, idea)
    return primary, secondary, idea


def test_the_page_draws_and_lists_the_same_theory(sign_in, lead, home, nodes):
    page = text(sign_in(lead).get(home))
    drawing = page.split('<svg class="drivers"')[1].split("</svg>")[0]
    outline = page.split('<ol class="outline"')[1].split("</ol>")[0]
    for node in nodes:
        assert node.text.split()[0] in drawing
        assert node.text in outline
    assert "2 of 2 drivers have no measure yet." in page
    assert "Start with the focus: Every absence is noticed." in page


def test_an_idea_shows_how_far_its_tests_are(sign_in, lead, home, nodes, project):
    make_cycle(make_ramp(project, idea=nodes[2]), state="doing", started_at=NOW)
    page = text(sign_in(lead).get(home))
    assert "testing" in page.split('<ol class="outline"')[1].split("</ol>")[0]
    assert "cycle 1" in page.split('<svg class="drivers"')[1].split("</svg>")[0]


@pytest.mark.parametrize("role", ["sponsor", "school_leader", "district_leader", "outsider"])
def test_a_theory_is_the_teams_draft(sign_in, home, nodes, project, network, role):
    person = make_person(
        place=network.school
        if role == "school_leader"
        else network.district
        if role == "district_leader"
        else None,
        role=role if "leader" in role else "staff",
    )
    if role == "sponsor":
        make_membership(project, person, role="sponsor")
    expected = 403 if role == "sponsor" else 404
    client = sign_in(person)
    assert client.get(home).status_code == expected
    assert client.get(f"{home}nodes/{nodes[2].pk}/").status_code == expected
    assert client.get(f"{home}versions/1/").status_code == expected
    assert client.post(f"{home}add/", {"kind": "primary", "text": "x"}).status_code == expected
    assert client.post(f"{home}keep/", {"based_on": 0}).status_code == expected
    assert Node.objects.count() == 3


def test_a_coach_reads_and_sees_no_forms(sign_in, home, nodes, project):
    coach = make_person()
    make_membership(project, coach, role="coach")
    client = sign_in(coach)
    page = text(client.get(home))
    assert "Two-day call" in page
    assert "Add a driver or idea" not in page
    assert client.post(f"{home}add/", {"kind": "primary", "text": "x"}).status_code == 403


def test_adding_under_a_driver_needs_no_script(sign_in, lead, home, nodes):
    answer = sign_in(lead).post(f"{home}add/", {"kind": "idea", "text": "Text first", "parent": nodes[1].pk})
    made = Node.objects.get(text="Text first")
    assert answer.url == f"{home}#n{made.pk}"
    assert Link.objects.get(child=made).parent == nodes[1]


def test_a_wrong_level_is_explained_and_nothing_typed_is_lost(sign_in, lead, home, nodes):
    answer = sign_in(lead).post(f"{home}add/", {"kind": "primary", "text": "My words", "parent": nodes[0].pk})
    assert answer.status_code == 422
    assert "hangs on the aim itself" in text(answer)
    assert "My words" in text(answer)


def test_versions_are_kept_compared_and_drawn(sign_in, lead, home, nodes, project):
    client = sign_in(lead)
    client.post(f"{home}keep/", {"based_on": 0, "why": "First guess."})
    client.post(f"{home}nodes/{nodes[0].pk}/", {"do": "down", "why": "H1 and H2 told us otherwise."})
    client.post(f"{home}add/", {"kind": "primary", "text": "Arriving late feels fine", "parent": ""})
    assert "H1 and H2 told us otherwise." in text(client.get(home)).split('id="keep"')[1]
    client.post(f"{home}keep/", {"based_on": 1, "why": "Eight conversations."})
    page = text(client.get(f"{home}versions/2/"))
    assert "Eight conversations." in page
    assert "Arriving late feels fine" in page.split("What it changed")[1]
    assert "Every absence is noticed" in page.split("What it changed")[1]
    first = text(client.get(f"{home}versions/1/"))
    assert "Every" in first.split('<svg class="drivers"')[1].split("</svg>")[0]
    assert client.get(f"{home}versions/3/").status_code == 404


def test_keeping_on_an_old_version_shows_both_reasons(sign_in, lead, home, nodes, project):
    client = sign_in(lead)
    client.post(f"{home}keep/", {"based_on": 0, "why": "Theirs."})
    make_node(project, text="more")
    answer = client.post(f"{home}keep/", {"based_on": 0, "why": "Ours."})
    assert answer.status_code == 409
    assert "Theirs." in text(answer)
    assert "Ours." in text(answer)
    assert TheoryVersion.objects.count() == 1


def test_one_idea_has_its_page_with_its_tests(sign_in, lead, home, nodes, project):
    make_cycle(make_ramp(project, idea=nodes[2], code="A"), title="One class")
    client = sign_in(lead)
    client.post(
        f"{home}nodes/{nodes[2].pk}/",
        {
            "do": "edit",
            "version": 1,
            "text": "Two-day call",
            "definition": "By day two.",
            "why_we_believe": "",
            "belief": "3",
            "origin": "adapted",
            "adapted_from": "Quillan Arts",
            "core": "a known adult",
            "adaptable": "who calls",
        },
    )
    page = text(client.get(f"{home}nodes/{nodes[2].pk}/"))
    for words in (
        "By day two.",
        "Adapted from Quillan Arts",
        "a known adult",
        "who calls",
        "One class",
        "Plan a test",
        "belief 3 of 4",
    ):
        assert words in page, words


def test_two_people_one_node_shows_both_texts(sign_in, lead, home, nodes):
    client = sign_in(lead)
    form = {
        "do": "edit",
        "version": 1,
        "text": "Theirs",
        "definition": "",
        "why_we_believe": "",
        "belief": "",
    }
    client.post(f"{home}nodes/{nodes[0].pk}/", form)
    answer = client.post(f"{home}nodes/{nodes[0].pk}/", form | {"text": "Ours"})
    assert answer.status_code == 409
    assert "Theirs" in text(answer)


def test_the_small_buttons_of_a_node(sign_in, lead, home, nodes, project):
    other = make_node(project, text="Hurdles have a solver")
    measure = make_measure(project.place, path=project.path, name="Reached in two days")
    client, page = sign_in(lead), f"{home}nodes/{nodes[1].pk}/"
    client.post(page, {"do": "link", "parent": other.pk, "weak": "on"})
    link = Link.objects.get(parent=other)
    assert link.is_weak
    client.post(page, {"do": "weak", "thing": link.pk})
    link.refresh_from_db()
    assert not link.is_weak
    client.post(page, {"do": "hang", "measure": measure.pk})
    assert nodes[1].measures.get() == measure
    assert "1 of 3 drivers" not in text(client.get(home))
    client.post(page, {"do": "unhang", "thing": measure.pk})
    client.post(page, {"do": "unlink", "thing": link.pk})
    client.post(page, {"do": "focus"})
    client.post(page, {"do": "earlier"})
    nodes[1].refresh_from_db()
    assert nodes[1].is_focus
    assert not nodes[1].measures.exists()
    assert not Link.objects.filter(parent=other).exists()
    client.post(page, {"do": "down", "why": ""})
    nodes[1].refresh_from_db()
    assert nodes[1].set_down_at is None
    assert "did not understand" in text(client.post(page, {"do": "nonsense"}, follow=True))


def test_a_node_of_another_project_is_not_found(sign_in, lead, home, network):
    other = make_node(make_project(network.school, lead=lead, name="Other"))
    assert sign_in(lead).get(f"{home}nodes/{other.pk}/").status_code == 404


def test_the_page_costs_the_same_however_large(sign_in, lead, home, project):
    client = sign_in(lead)
    grow(project, 2)
    few = queries_for(lambda: client.get(home))
    grow(project, 20)
    assert queries_for(lambda: client.get(home)) == few


def grow(project, count: int) -> None:
    for number in range(count):
        primary = make_node(project, text=f"p{number}")
        idea = make_node(project, kind="idea", text=f"i{number}")
        make_link(primary, idea)
        primary.measures.add(make_measure(project.place))
        make_cycle(make_ramp(project, idea=idea), state="planned")


def test_what_people_write_is_escaped_in_the_drawing_too(sign_in, lead, home, project):
    make_node(project, text="<script>alert(1)</script>")
    page = sign_in(lead).get(home).content.decode()
    assert "<script>alert(1)" not in page
