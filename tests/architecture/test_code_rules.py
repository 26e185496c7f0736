"""Rules of the house that a parser can check. Each message says what to do instead."""

import ast
import typing

import pytest
from django.apps import apps
from django.conf import settings

from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import ROLES
from tests import factories
from tests.architecture.source import PACKAGE, called_names, functions, label, sources, tree

MOST_LINES = 300
LONGEST_FUNCTION = 60
# Files that were longer when this rule came, with their length then. They may shrink, never grow.
LONGER = {"config/settings.py": 320}
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "base",
    "misc",
    "tools",
    "core_utils",
}

# Models whose rows belong to a team (or to a place): a page reads them through visible_to/shared_with.
OWNED = {
    "Project", "Cycle", "Node", "Photo", "Storyboard", "Dismissal", "Import", "Measure", "Place", "Entry",
    "EntryLink", "Membership", "Problem", "Aim", "Charter", "Ramp", "Question", "Task", "Amendment", "Link",
    "TheoryVersion", "SetAsideRow", "Observation", "ChartSetting", "Phase", "ContextNote", "Definition",
    "StudentLoad", "StudentFinding",
}  # fmt: skip
# (file, model): why this read needs no restriction of its own.
READ_FREELY = {
    ("web/measures/lists.py", "Measure"): "restricted to what hangs on a project that is visible already",
    ("web/projects/measures.py", "Measure"): "restricted to the paths of a project that is visible already",
    ("web/projects/standing.py", "Node"): "counts within projects that are visible already",
    ("web/entry/views.py", "EntryLink"): "the card's secret is the right to read it",
    ("web/measures/spots.py", "Measure"): "restricted to the paths of a project that is visible already",
    ("web/measures/edits.py", "Phase"): "restricted to the chart of a spot that is visible already",
    ("web/navigation.py", "Place"): "names on the way to a page that was allowed already",
    ("web/projects/forms/aim.py", "Measure"): "restricted to the numbers the page hands in",
    ("web/projects/forms/team.py", "Person"): "restricted to the people the page hands in",
    (
        "web/reports/views.py",
        "Storyboard",
    ): "_readable and _of_team restrict right after, for the team's own drafts",
    ("web/tour/addresses.py", "Project"): "addresses of the example's story; the page itself asks again",
}
# Actions that write without asking for a permission, and why.
ASKS_NO_PERMISSION = {
    "record_entry_by_link": "the card is the right, checked by link_refusals",
    "add_photo_by_link": "the card is the right, checked by link_refusals",
    "set_preferences": "one's own account alone, refused for any other",
    "refuse_waiting": "the worker itself, when the right to bring data in has ended",
    "requeue_stale": "the worker itself, at its start; no person asks",
    "refuse": "the worker itself, when a load cannot go on; nothing comes in",
    "put_away_forgotten": "the worker itself, a day later: files that nobody asked to bring in",
    "keep_report": "the worker that claimed the load; the right was asked when it did",
    "finish": "the worker that claimed the load; the right was asked when it did",
    "open_shared": "a look at what was shared; who may look is decided by shared_with before it",
}
ASKING = {"require", "may_change", "_allow", "save_study", "decide", "draft_cycle"}
RECORDING = {
    "record", "record_look", "_recorded", "_move", "_keep", "begin", "save_study", "draft_cycle", "link_place",
    "follow",
}  # fmt: skip


@pytest.mark.parametrize("path", sources("web"), ids=label)
def test_pages_read_what_belongs_to_teams_through_visible_to(path) -> None:
    for node in ast.walk(tree(path)):
        model = _unrestricted_model(node)
        if model in OWNED:
            reason = READ_FREELY.get((label(path), model))
            assert reason, (
                f"{label(path)}:{node.lineno} reads {model} without a restriction. Start from "
                f"{model}.objects.visible_to(actor) or shared_with(actor), or add a reason to READ_FREELY."
            )


def _unrestricted_model(node: ast.AST) -> str:
    """ "Project" for `Project.objects.get(...)`; empty when it starts with visible_to or shared_with."""
    if not (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "objects"
    ):
        return ""
    name = getattr(node.value.value, "id", "")
    return "" if node.attr in {"visible_to", "shared_with", "none", "personas"} else name


def test_reasons_are_still_needed() -> None:
    used = {
        (label(path), _unrestricted_model(node)) for path in sources("web") for node in ast.walk(tree(path))
    }
    assert not {key for key in READ_FREELY if key[1] in OWNED} - used, (
        "Take out of READ_FREELY what is no longer read."
    )


def _actions() -> list[tuple[str, ast.FunctionDef]]:
    files = [path for path in sources("domain") if "actions" in label(path)]
    return [(label(path), node) for path in files for node in functions(path) if _is_write(node)]


def _is_write(node: ast.FunctionDef) -> bool:
    """Public and in one transaction. A private part belongs to the public action that calls it."""
    decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
    return not node.name.startswith("_") and "transaction.atomic" in decorators


@pytest.mark.parametrize(("where", "action"), _actions(), ids=lambda each: getattr(each, "name", each))
def test_an_action_asks_records_and_knows_who(where: str, action: ast.FunctionDef) -> None:
    calls, here = called_names(action), f"{where}: {action.name}"
    arguments = [argument.arg for argument in (*action.args.args, *action.args.kwonlyargs)]
    assert calls & RECORDING, (
        f"{here} writes without an event. Call audit.actions.record in the same transaction."
    )
    if action.name in ASKS_NO_PERMISSION:
        return
    assert "by" in arguments, f"{here} does not know who acts. Its first parameter is by: Actor."
    assert calls & ASKING, (
        f"{here} does not ask. Call require(by, Permission.X, within=path), or say why not here."
    )


def test_writes_of_a_room_stand_in_its_actions() -> None:
    """No page, form or query saves: only actions do, where the permission and the event are."""
    saving = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "bulk_update", "delete"}
    found = [
        f"{label(path)}:{call.lineno} {ast.unparse(call.func)}"
        for path in sources("web")
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in saving
        and "objects" in ast.unparse(call.func)
    ]  # fmt: skip
    assert not found, f"Pages translate, actions write. Move this into the room's actions: {found}"


def test_every_model_has_a_factory() -> None:
    made = {_model_made(getattr(factories, name)) for name in factories.__all__}
    ours = {model for room in settings.ROOMS for model in apps.get_app_config(room).get_models()}
    missing = {model.__name__ for model in ours if model not in made and not model._meta.auto_created}
    assert not missing, f"Write one plain function per model in tests/factories: {sorted(missing)}"


def _model_made(make: object) -> object:
    returned = typing.get_type_hints(make)["return"]
    return typing.get_args(returned)[0] if typing.get_origin(returned) is list else returned


def test_every_permission_is_asked_for_and_held() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in sources("domain", "web") if "access" not in path.parts
    )
    unused = [permission.name for permission in Permission if f"Permission.{permission.name}" not in text]
    assert not unused, (
        f"Nothing asks for {unused}. Ask in an action, or take the permission out until a room needs it."
    )
    held = {permission for role in ROLES.values() for permission in role.permissions}
    assert held == set(Permission), f"No role holds {set(Permission) - held}."


def test_no_role_has_everything() -> None:
    everything = set(Permission)
    assert all(role.permissions < everything for role in ROLES.values())
    at_places = set().union(*(role.permissions for role in ROLES.values() if role.scope == "place"))
    drafts = {
        Permission.PROJECT_WORK,
        Permission.PROJECT_EDIT,
        Permission.PROJECT_BRIEF,
        Permission.CYCLE_RECORD,
    }
    assert not at_places & drafts, "A role at a place gives no sight of a team's drafts: only the team can."


def test_rooms_know_earlier_rooms_only() -> None:
    """A foreign key by name would pass the import contracts, so it is read here."""
    order = {room: number for number, room in enumerate(settings.ROOMS)}
    for room in settings.ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.get_fields():
                target = getattr(field, "related_model", None)
                if field.auto_created or target is None or target._meta.app_label not in order:
                    continue
                assert order[target._meta.app_label] <= order[room], (
                    f"{model.__name__}.{field.name} points at {target.__name__} in a later room. "
                    "Keep the number and the kind instead, or move the model."
                )


def test_no_module_is_named_after_nothing() -> None:
    found = [
        label(path)
        for path in sources()
        if path.stem in VAGUE or VAGUE & set(path.relative_to(PACKAGE).parts)
    ]
    assert not found, f"Name a module after what it holds: {found}"


@pytest.mark.parametrize("path", sources(), ids=label)
def test_files_and_functions_stay_short(path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGER.get(label(path), MOST_LINES), (
        f"{label(path)} has {lines} lines. Split it by what its parts are about."
    )
    for node in functions(path):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{label(path)}: {node.name} has {length} lines. Name its steps."


def test_no_signal_and_no_save_of_our_own() -> None:
    found = [
        f"{label(path)}:{node.lineno} {node.name}"
        for path in sources("domain")
        for node in functions(path)
        if node.name in {"save", "delete"}
        and path.name == "models.py"
        and "AppendOnly" not in ast.unparse(tree(path))
    ]
    signals = [
        label(path)
        for path in sources()
        if "django.db.models.signals" in path.read_text() or "receiver(" in path.read_text()
    ]
    assert not found + signals, (
        f"What happens on a write stands in its action, where it can be read: {found + signals}"
    )


def test_the_clock_is_read_in_one_place() -> None:
    clocks = {"now", "today", "utcnow", "localdate"}
    found = [
        f"{label(path)}:{call.lineno} {ast.unparse(call)}"
        for path in sources("domain", "web", "core")
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in clocks
        and not call.args and ast.unparse(call.func) != "clock.now"
    ]  # fmt: skip
    assert not found, f"Times come from the actor (by.now, by.today) or groundswell.clock: {found}"
