import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import AppendOnly, Event
from groundswell.domain.refusals import NotNow
from groundswell.domain.theory import actions
from groundswell.domain.theory.models import Link, Node, TheoryVersion
from groundswell.domain.theory.queries import difference, theory_of
from groundswell.domain.versions import Conflict
from tests.factories import make_actor, make_link, make_measure, make_node, make_person, make_project

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


def test_add_driver_and_idea_under_it(project, lead):
    primary = actions.add_node(lead, project=project, kind="primary", text=" Every absence is noticed ")
    idea = actions.add_node(lead, project=project, kind="idea", text="Two-day call", parent=primary, belief=2)
    assert primary.text == "Every absence is noticed"
    assert idea.belief == 2
    assert Link.objects.get().parent == primary
    assert verbs() == ["theory.node_added", "theory.node_added"]
    assert Event.objects.last().data == {
        "kind": "idea",
        "text": "Two-day call",
        "under": "Every absence is noticed",
    }


@pytest.mark.parametrize("act", ["add", "edit", "link", "focus", "down", "version"])
def test_a_coach_reads_but_does_not_write(project, coach, act):
    node, other = make_node(project), make_node(project, kind="idea", text="Call")
    do = {
        "add": lambda: actions.add_node(coach, project=project, kind="primary", text="x"),
        "edit": lambda: actions.edit_node(coach, node=node, version=1, text="x"),
        "link": lambda: actions.link(coach, parent=node, child=other),
        "focus": lambda: actions.set_focus(coach, node=node, focus=True),
        "down": lambda: actions.set_down_node(coach, node=node, why="because"),
        "version": lambda: actions.save_version(coach, project=project, why="", based_on=0),
    }
    with pytest.raises(Refused, match="team lead"):
        do[act]()
    assert verbs() == []


def test_an_outsider_is_refused(project):
    with pytest.raises(Refused):
        actions.add_node(make_actor(make_person()), project=project, kind="primary", text="x")


@pytest.mark.parametrize(
    ("parent", "child", "words"),
    [
        ("idea", "idea", "not on another idea"),
        ("secondary", "secondary", "hangs on a primary"),
        ("primary", "primary", "hangs on the aim itself"),
        ("secondary", "primary", "hangs on the aim itself"),
    ],
)
def test_levels_only_go_down_so_links_cannot_go_round(project, lead, parent, child, words):
    above, below = make_node(project, kind=parent, text="a"), make_node(project, kind=child, text="b")
    with pytest.raises(NotNow, match=words):
        actions.link(lead, parent=above, child=below)
    assert not Link.objects.exists()


def test_many_to_many_weak_and_no_link_twice(project, lead):
    one, two = make_node(project, text="one"), make_node(project, text="two")
    child = make_node(project, kind="secondary", text="serves both")
    actions.link(lead, parent=one, child=child)
    weak = actions.link(lead, parent=two, child=child, weak=True)
    with pytest.raises(NotNow, match="linked already"):
        actions.link(lead, parent=two, child=child)
    rows = theory_of(project).outline
    served = next(row for row in rows if row.node.id == child.pk)
    assert served.under.id == one.pk
    assert [(node.text, link.is_weak) for node, link in served.also_serves] == [("two", True)]
    actions.set_weak(lead, link=weak, weak=False)
    actions.unlink(lead, link=weak)
    assert Link.objects.count() == 1


def test_a_link_to_another_project_is_refused(project, lead):
    other = make_project(project.place, lead=project.created_by, name="Other")
    with pytest.raises(NotNow, match="different projects"):
        actions.link(lead, parent=make_node(other), child=make_node(project, kind="idea", text="b"))


def test_edit_checks_the_version_and_shows_both_texts(project, lead):
    node = make_node(project, text="first")
    actions.edit_node(lead, node=Node.objects.get(pk=node.pk), version=1, text="theirs")
    with pytest.raises(Conflict) as conflict:
        actions.edit_node(lead, node=node, version=1, text="ours")
    assert conflict.value.theirs == {"text": "theirs"}
    assert conflict.value.yours == {"text": "ours"}


def test_an_unknown_field_is_named(project, lead):
    with pytest.raises(TypeError, match="colour"):
        actions.edit_node(lead, node=make_node(project), version=1, colour="red")


def test_move_keeps_other_links(project, lead):
    one, two, three = (make_node(project, text=text) for text in ("one", "two", "three"))
    child = make_node(project, kind="secondary", text="child")
    make_link(one, child)
    make_link(two, child)
    actions.move(lead, node=child, from_parent=one, to_parent=three)
    assert {link.parent.text for link in child.links_up.all()} == {"two", "three"}
    assert Event.objects.get().data == {"was": "one", "to": "three"}


def test_reorder_and_focus(project, lead):
    one, two = (actions.add_node(lead, project=project, kind="primary", text=text) for text in ("one", "two"))
    actions.reorder(lead, node=two, before=one)
    assert [node.text for node in theory_of(project).nodes] == ["two", "one"]
    two.refresh_from_db()
    actions.set_focus(lead, node=two, focus=True)
    assert [node.text for node in theory_of(project).focus_drivers] == ["two"]
    with pytest.raises(NotNow, match="chosen by testing"):
        actions.set_focus(lead, node=make_node(project, kind="idea", text="x"), focus=True)


def test_belief_runs_from_0_to_4(project, lead):
    node = make_node(project)
    assert actions.set_belief(lead, node=node, belief=4).belief == 4
    with pytest.raises(NotNow, match="0"):
        actions.set_belief(lead, node=node, belief=5)


def test_measures_hang_on_nodes_and_the_rest_are_counted(project, lead):
    with_one, without = make_node(project, text="one"), make_node(project, text="two")
    own, common = make_measure(project.place, path=project.path), make_measure(project.place)
    actions.hang_measure(lead, node=with_one, measure=own)
    actions.hang_measure(lead, node=with_one, measure=common)
    assert [node.id for node in theory_of(project).drivers_without_measure] == [without.pk]
    actions.unhang_measure(lead, node=with_one, measure=own)
    assert with_one.measures.get() == common
    with pytest.raises(NotNow, match="there already"):
        actions.hang_measure(lead, node=with_one, measure=common)


def test_a_measure_of_another_team_is_refused(project, lead):
    with pytest.raises(NotNow, match="another team"):
        actions.hang_measure(lead, node=make_node(project), measure=make_measure(project.place, path="/99/"))


def test_setting_down_asks_why_and_can_be_undone(project, lead):
    node = make_node(project, is_focus=True)
    with pytest.raises(NotNow, match="why you set it down"):
        actions.set_down_node(lead, node=node, why="  ")
    actions.set_down_node(lead, node=node, why="Parents were driving.")
    assert (node.set_down_why, node.is_focus) == ("Parents were driving.", False)
    assert theory_of(project).drivers == ()
    actions.restore_node(lead, node=node)
    assert node.set_down_at is None


def test_versions_keep_what_changed_our_minds(project, lead):
    node = actions.add_node(lead, project=project, kind="primary", text="Parents do not care")
    actions.save_version(lead, project=project, why="First guess.", based_on=0)
    with pytest.raises(NotNow, match="Nothing changed"):
        actions.save_version(lead, project=project, why="", based_on=1)
    actions.set_down_node(lead, node=node, why="H1 and H2 told us otherwise.")
    actions.add_node(lead, project=project, kind="primary", text="Every absence is noticed")
    actions.save_version(lead, project=project, why="Eight conversations.", based_on=1)
    changes = difference(theory_of(project), 2)
    assert {(change.kind, change.text) for change in changes} == {
        ("set down", "Parents do not care"),
        ("new", "Every absence is noticed"),
    }
    assert TheoryVersion.objects.get(number=2).why == "Eight conversations."


def test_a_version_on_an_old_one_is_a_conflict(project, lead):
    make_node(project)
    actions.save_version(lead, project=project, why="theirs", based_on=0)
    make_node(project, text="more")
    with pytest.raises(Conflict) as conflict:
        actions.save_version(lead, project=project, why="ours", based_on=0)
    assert (conflict.value.theirs["why"], conflict.value.by) == ("theirs", "Marisol Q")


def test_an_empty_theory_is_not_kept(project, lead):
    with pytest.raises(NotNow, match="first driver"):
        actions.save_version(lead, project=project, why="", based_on=0)


def test_everything_is_rolled_back_when_the_event_cannot_be_written(project, lead, monkeypatch):
    def refuse(self, **values):
        raise RuntimeError("disk full")

    monkeypatch.setattr(AppendOnly, "create", refuse)
    with pytest.raises(RuntimeError):
        actions.add_node(lead, project=project, kind="primary", text="x")
    assert not Node.objects.exists()
