"""One rule for objects and lists: what `can` allows is what `reach` finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.access.actor import Actor, Grant
from groundswell.domain.access.decisions import Refused, can, reach, require, who_can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import PLACE_ROLES, PROJECT_ROLES, ROLES
from groundswell.domain.measures.models import Measure
from tests.factories import make_measure, make_network, make_person, make_project
from tests.factories.people import NOW


def actor(*grants: tuple[str, str]) -> Actor:
    return Actor(person_id=1, name="Ana", now=NOW, grants=tuple(Grant(*grant) for grant in grants))


def test_a_role_reaches_its_place_and_all_below():
    leader = actor(("district_leader", "/1/4/"))
    assert can(leader, Permission.MEASURE_VIEW, within="/1/4/17/").allowed
    assert not can(leader, Permission.MEASURE_VIEW, within="/1/5/").allowed
    assert not can(leader, Permission.MEASURE_VIEW, within="/1/").allowed


def test_a_path_is_not_a_prefix_of_its_neighbor():
    assert not can(actor(("staff", "/1/4/")), Permission.MEASURE_VIEW, within="/1/41/").allowed


@pytest.mark.parametrize("role", sorted(PLACE_ROLES))
@pytest.mark.parametrize("permission", list(Permission))
def test_no_role_at_a_place_reaches_into_a_project(role, permission):
    assert not can(actor((role, "/1/")), permission, within="/1/4/p12/").allowed


def test_a_refusal_says_which_roles_can():
    with pytest.raises(Refused, match="data steward"):
        require(actor(("staff", "/1/")), Permission.IMPORT_RUN, within="/1/")


def test_every_permission_is_held_by_some_role():
    unused = [permission for permission in Permission if not who_can(permission)]
    assert unused == [], "give them to a role in access/roles.py, or take them away"


PATHS = ("/{top}/", "/{top}/{district}/", "/{top}/{district}/{school}/", "project")
GRANTS = st.lists(st.tuples(st.sampled_from(sorted(ROLES)), st.sampled_from(range(4))), max_size=4)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(
    choices=GRANTS,
    permission=st.sampled_from([Permission.MEASURE_VIEW, Permission.MEASURE_EDIT, Permission.PROJECT_BRIEF]),
)
def test_a_list_holds_exactly_what_can_be_seen_one_by_one(choices, permission):
    Measure.objects.all().delete()
    network = make_network()
    project = make_project(network.school, lead=make_person(place=network.school))
    paths = [network.top.path, network.district.path, network.school.path, project.path]
    for path in paths:
        make_measure(network.school, path=path)
    grants = [(role, paths[index]) for role, index in choices if (role in PROJECT_ROLES) == (index == 3)]
    by = actor(*grants)
    listed = set(Measure.objects.filter(reach(by, permission)))
    assert listed == {row for row in Measure.objects.all() if can(by, permission, within=row.path).allowed}
