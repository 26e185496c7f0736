import pytest

from groundswell.domain.theory.models import Node
from groundswell.domain.theory.queries import snapshot, theory_of
from tests.factories import make_actor, make_link, make_membership, make_node, make_person

pytestmark = pytest.mark.django_db


def grow(project, count: int) -> None:
    for number in range(count):
        primary = make_node(project, text=f"p{number}")
        secondary = make_node(project, kind="secondary", text=f"s{number}")
        idea = make_node(project, kind="idea", text=f"i{number}")
        make_link(primary, secondary)
        make_link(secondary, idea)


@pytest.mark.parametrize("count", [1, 20])
def test_the_same_number_of_queries_however_large(project, count, django_assert_num_queries):
    grow(project, count)
    with django_assert_num_queries(4):
        assert len(theory_of(project).nodes) == 3 * count


def test_the_outline_goes_depth_first_and_keeps_loose_ideas(project):
    grow(project, 2)
    make_node(project, kind="idea", text="loose")
    rows = theory_of(project).outline
    assert [(row.depth, row.node.text) for row in rows] == [
        (1, "p0"), (2, "s0"), (3, "i0"), (1, "p1"), (2, "s1"), (3, "i1"), (3, "loose"),
    ]  # fmt: skip


def test_statuses_come_from_the_caller(project):
    idea = make_node(project, kind="idea", text="call")
    assert theory_of(project).node(idea.pk).status == "not tested"
    assert theory_of(project, statuses={idea.pk: "testing"}).node(idea.pk).status == "testing"


def test_a_snapshot_is_plain_data(project):
    grow(project, 1)
    frozen = snapshot(project)
    assert [node["text"] for node in frozen["nodes"]] == ["p0", "s0", "i0"]
    assert len(frozen["links"]) == 2


def test_only_the_team_sees_its_theory(project):
    make_node(project)
    sponsor = make_person()
    make_membership(project, sponsor, role="sponsor")
    leader = make_person(place=project.place, role="school_leader")
    assert Node.objects.visible_to(make_actor(project.created_by)).count() == 1
    assert Node.objects.visible_to(make_actor(sponsor)).count() == 0
    assert Node.objects.visible_to(make_actor(leader)).count() == 0
