"""The rail, the running head and the phone's bar: the project in the order of the three questions."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import ROLES
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.places.models import Place, ancestors
from groundswell.domain.projects.models import Project
from groundswell.web.design.nav import Link, Nav, RailItem, RailSection, counted
from groundswell.web.where import Where


def navigation(request: HttpRequest, where: Where) -> Nav:
    """What the frame shows round a page, for the person who looks at it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.person_id is None:
        return Nav()
    home = _own_place(actor)
    sections = (_first_section(actor, home, where), *_project_sections(actor, where))
    return Nav(
        path=_path(where, home),
        sections=sections,
        bar=_bar(actor, home, where),
        account=(Link(_("Your account"), reverse("you")),),
    )


def _own_place(actor: Actor) -> Place | None:
    """The place that is "ours": where the first of the person's roles at places is held."""
    paths = [grant.path for grant in actor.grants if ROLES[grant.role].scope == "place"]
    places = Place.objects.select_related("in_data")  # at no cost: whether there are student data of it
    return places.filter(path=paths[0]).first() if paths else None


def _path(where: Where, home: Place | None) -> tuple[Link, ...]:
    place = where.place or (where.project.place if where.project else home)
    if place is None:
        return ()
    above = Place.objects.filter(path__in=ancestors(place.path)).order_by("path")
    links = [Link(row.name, reverse("place", args=[row.code])) for row in above]
    if where.project:
        links.append(Link(where.project.name, reverse("project", args=[where.project.pk])))
    links[-1] = Link(links[-1].label, "" if _is_home(where) else links[-1].url)
    return tuple(links)


def _is_home(where: Where) -> bool:
    return where.current in {"place", "project"}


def _first_section(actor: Actor, home: Place | None, where: Where) -> RailSection:
    items = [
        RailItem(_("Today"), reverse("today"), "home", current=where.current == "today", short=_("Today"))
    ]
    if home:
        current = where.current == "place" and where.place is not None and where.place.pk == home.pk
        items.append(
            RailItem(
                _own_words(home),
                reverse("place", args=[home.code]),
                "people",
                current=current,
                short=_("School"),
            )
        )
    if home and hasattr(home, "in_data") and can(actor, Permission.MEASURE_VIEW, within=home.path).allowed:
        current = where.current == "data" and where.place is not None and where.place.pk == home.pk
        url = reverse("place_data", args=[home.code])
        items.append(RailItem(_("Indicators"), url, "measure", current=current, short=_("Data")))
    if _holds(actor, Permission.STORYBOARD_READ):
        items.append(
            RailItem(
                _("Shared with me"),
                reverse("shared"),
                "storyboard",
                current=where.current == "shared",
                short=_("Shared"),
            )
        )
    if _holds(actor, Permission.STUDENT_DATA_LOAD):
        items.append(
            RailItem(
                _("Student data"),
                reverse("student_data"),
                "upload",
                current=where.current == "student_data",
                short=_("Data"),
            )
        )
    return RailSection(items=tuple(items))


def _holds(actor: Actor, permission: Permission) -> bool:
    return any(permission in ROLES[grant.role].permissions for grant in actor.grants)


def _own_words(home: Place) -> str:
    if home.kind == Place.Kind.SCHOOL:
        return _("Our school")
    return _("Schools") if home.kind in {Place.Kind.DISTRICT, Place.Kind.NETWORK} else home.name


def _project_sections(actor: Actor, where: Where) -> tuple[RailSection, ...]:
    project = where.project
    if project is None:
        return ()
    return (
        RailSection(
            title=project.name,
            ruled=True,
            items=(_item(where, "project", _("Project home"), "project", "project", short=_("Project")),),
        ),
        RailSection(
            question=1,
            small=_("What are we trying to accomplish?"),
            items=(_item(where, "aim", _("Problem, aim, team"), "aim_edit", "aim", short=_("Aim")),),
        ),
        RailSection(
            question=2,
            small=_("How will we know?"),
            items=_measuring_items(actor, where, project),
        ),
        RailSection(
            question=3,
            small=_("What change can we try?"),
            items=_change_items(actor, where, project),
        ),
        *_beyond(actor, where, project),
    )


def _measuring_items(actor: Actor, where: Where, project: Project) -> tuple[RailItem, ...]:
    """The measures; for who works in the team, the data to read before anything is decided."""
    measures = _item(where, "measures", _("Measures"), "project_measures", "measure", short=_("Measures"))
    if not can(actor, Permission.PROJECT_WORK, within=project.path).allowed:
        return (measures,)
    return (
        measures,
        _item(where, "data_pack", _("Starter data pack"), "data_pack", "document", short=_("Data")),
    )


def _change_items(actor: Actor, where: Where, project: Project) -> tuple[RailItem, ...]:
    """The theory is the team's own; a sponsor sees the tests that were decided."""
    tests = _item(where, "tests", _("Tests"), "tests", "test", _tests(actor, project), _("Tests"))
    if not can(actor, Permission.PROJECT_WORK, within=project.path).allowed:
        return (tests,)
    return (
        _item(where, "theory", _("Theory"), "theory", "theory", _theory_version(project), _("Theory")),
        tests,
    )


def _beyond(actor: Actor, where: Where, project: Project) -> tuple[RailSection, ...]:
    """What leaves the team, and who looked; nothing for who does not work in it."""
    if not can(actor, Permission.PROJECT_WORK, within=project.path).allowed:
        return ()
    items = [
        _item(where, "storyboard", _("Storyboard"), "storyboard_write", "storyboard", short=_("Storyboard"))
    ]
    if can(actor, Permission.LOOKS_VIEW, within=project.path).allowed:
        items.append(_item(where, "looks", _("Who looked"), "looks", "looked", short=_("Looks")))
    return (RailSection(small=_("Beyond the team"), ruled=True, items=tuple(items)),)


def _item(
    where: Where, key: str, label: str, page: str, icon: str, count: str = "", short: str = ""
) -> RailItem:
    assert where.project is not None  # noqa: S101  (for the type checker; the caller looked)
    url = reverse(page, args=[where.project.pk])
    return RailItem(label, url, icon, count=count, current=where.current == key, short=short)


def _theory_version(project: Project) -> str:
    latest = project.theory_versions.order_by("-number").values_list("number", flat=True).first()
    return f"v{latest}" if latest else ""


def _tests(actor: Actor, project: Project) -> str:
    return counted(Cycle.objects.visible_to(actor).filter(project=project).count())


def _bar(actor: Actor, home: Place | None, where: Where) -> tuple[RailItem, ...]:
    """Five items at most: what a thumb needs."""
    today = RailItem(_("Today"), reverse("today"), "home", current=where.current == "today")
    contents = f"{reverse('contents')}?project={where.project.pk}" if where.project else reverse("contents")
    last = RailItem(_("Contents"), contents, "contents", current=where.current == "contents")
    if where.project:
        return (
            today,
            _item(where, "project", _("Project"), "project", "project"),
            RailItem(
                _("Record"),
                _record_address(actor, where.project),
                "record",
                current=where.current == "record",
            ),
            _item(where, "measures", _("Measures"), "project_measures", "measure"),
            last,
        )
    ours = (
        [
            RailItem(
                _("Numbers"), reverse("place", args=[home.code]), "measure", current=where.current == "place"
            )
        ]
        if home
        else []
    )
    return (
        today,
        *ours,
        RailItem(_("Shared"), reverse("shared"), "storyboard", current=where.current == "shared"),
        last,
    )


def _record_address(actor: Actor, project: Project) -> str:
    running = (
        Cycle.objects.visible_to(actor)
        .filter(project=project, state=Cycle.State.DOING)
        .order_by("-id")
        .first()
    )
    return reverse("entry", args=[running.pk]) if running else reverse("tests", args=[project.pk])
