"""View models of the theory page and of its versions."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.core.methods.theory_diff import Change
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.checks.queries.hints import hints_for
from groundswell.domain.cycles.queries.status import idea_statuses
from groundswell.domain.projects.models import Aim, Project
from groundswell.domain.theory.queries import (
    NodeRow,
    OutlineRow,
    Theory,
    VersionRow,
    changes_since,
    difference,
    frozen_theory,
    theory_of,
)
from groundswell.web.checks.pages import HintMargin, hint_margin
from groundswell.web.request import Request
from groundswell.web.theory.aim import aim_words, latest_aim
from groundswell.web.theory.diagram import STATUSES, drawing, drawn_theory, rooted, without_set_down_drivers
from groundswell.web.theory.forms import AddForm, KeepForm

SAID_BY_LABEL = {"set down", "taken up", "removed", "focus gained", "focus lost"}
ADDS_UNDER = {"primary": "secondary", "secondary": "idea"}


@dataclass(frozen=True)
class OutlineLine:
    """A row of the outline: the node, its status in words, and what can be added under it."""

    row: OutlineRow
    pip: str
    words: str
    adds: str
    address: str


@dataclass(frozen=True)
class ChangeLine:
    """One difference, with the team's reason where the node itself carries one."""

    label: str
    words: str
    because: str


@dataclass(frozen=True)
class TheoryPage:
    project: Project
    theory: Theory
    aim: str
    svg: str
    legend: tuple[str, ...]
    outline: tuple[OutlineLine, ...]
    set_down: tuple[NodeRow, ...]
    measured: str
    latest: VersionRow | None
    changes: tuple[ChangeLine, ...]
    not_kept: tuple[ChangeLine, ...]
    add_form: AddForm
    keep_form: KeepForm
    can_edit: bool
    hints: HintMargin

    @property
    def forms(self) -> list[forms.Form]:
        return [self.add_form, self.keep_form]


@dataclass(frozen=True)
class VersionPage:
    project: Project
    number: int
    why: str
    by: str
    at: datetime
    svg: str
    changes: tuple[ChangeLine, ...]
    others: tuple[VersionRow, ...]


def theory_page(
    request: Request, project: Project, *, add: AddForm | None = None, keep: KeepForm | None = None
) -> TheoryPage:
    statuses = idea_statuses(project)
    theory = theory_of(project, statuses={node: status.status for node, status in statuses.items()})
    aim = latest_aim(project)
    address = f"/projects/{project.pk}/theory/"
    may_edit = can(request.actor, Permission.PROJECT_EDIT, within=project.path).allowed
    latest = theory.versions[-1] if theory.versions else None
    graph = drawn_theory(
        theory, aim=aim_words(aim), aim_measures=_measure(project, aim), statuses=statuses, address=address
    )
    return TheoryPage(
        project=project,
        theory=theory,
        aim=aim_words(aim),
        svg=drawing(graph, key="now") if theory.nodes else "",
        legend=STATUSES,
        outline=tuple(_line(row, address) for row in theory.outline if not _is_hidden(row)),
        set_down=tuple(node for node in theory.nodes if node.is_set_down and node.kind != "idea"),
        measured=_measured(theory),
        latest=latest,
        changes=change_lines(theory, difference(theory, latest.number)) if latest else (),
        not_kept=change_lines(theory, changes_since(theory)),
        add_form=add
        or AddForm(parents=parents_for(theory), initial={"kind": "primary" if not theory.nodes else "idea"}),
        keep_form=keep or KeepForm(initial={"based_on": theory.latest_number}),
        can_edit=may_edit and project.state != "closed",
        hints=hint_margin(
            hints_for(project, by=request.actor, forms={"theory"}), project=project, back=address
        ),
    )


def _measure(project: Project, aim: Aim | None) -> tuple[str, ...]:
    measure = (aim.measure if aim else None) or project.measure
    return (measure.name,) if measure else ()


def status_words(status: str) -> str:
    words = {
        "planned": _("planned"),
        "testing": _("testing"),
        "adopted": _("adopted"),
        "set down": _("set down"),
    }
    return words.get(status, _("not tested"))


def _is_hidden(row: OutlineRow) -> bool:
    """Drivers that were set down have a list of their own, at the end."""
    return row.node.is_set_down and row.node.kind != "idea"


def _line(row: OutlineRow, address: str) -> OutlineLine:
    node = row.node
    return OutlineLine(
        row=row,
        pip=node.status.replace(" ", "-") if node.kind == "idea" else "",
        words=status_words(node.status) if node.kind == "idea" else "",
        adds="" if node.is_set_down else ADDS_UNDER.get(node.kind, ""),
        address=f"{address}nodes/{node.id}/",
    )


def parents_for(theory: Theory, *, child: NodeRow | None = None) -> list[tuple[str, str]]:
    """Drivers that something can hang on; for a child, the ones one level up that it does not serve yet."""
    taken = {link.parent for link in child.parents} if child else set()
    kinds = {"primary"} if child and child.kind == "secondary" else {"primary", "secondary"}
    rows = [node for node in theory.drivers if node.kind in kinds and node.id not in taken]
    return [(str(node.id), node.text) for node in rows if child is None or node.id != child.id]


def _measured(theory: Theory) -> str:
    drivers, missing = len(theory.drivers), len(theory.drivers_without_measure)
    if not drivers:
        return ""
    if not missing:
        return _("Every driver has a measure.")
    words = ngettext(
        "%(missing)s of %(count)s driver has no measure yet.",
        "%(missing)s of %(count)s drivers have no measure yet.",
        drivers,
    ) % {"missing": missing, "count": drivers}
    return f"{words} {_focus_words(theory)}".strip()


def _focus_words(theory: Theory) -> str:
    focus = theory.focus_drivers
    bare = [node for node in focus if not node.measures]
    if not focus:
        return _("No driver is in focus yet.")
    if bare:
        return _("Start with the focus: %(driver)s.") % {"driver": bare[0].text}
    return ngettext(
        "The focus driver does; the others can wait.",
        "The focus drivers do; the others can wait.",
        len(focus),
    )


def change_lines(theory: Theory, changes: tuple[Change, ...]) -> tuple[ChangeLine, ...]:
    """The differences as lines. What is new is gathered by level: a new theory is no long list."""
    reasons = {str(node.id): node.set_down_why for node in theory.nodes}
    others = [change for change in changes if change.kind != "new"]
    lines = [_change_line(change, reasons) for change in others]
    return (*lines, *_new_lines([change for change in changes if change.kind == "new"]))


def _change_line(change: Change, reasons: dict[str, str]) -> ChangeLine:
    words = f"{change.text}." if change.kind in SAID_BY_LABEL else change.words
    return ChangeLine(change.label, words, reasons.get(change.key, "") if change.kind == "set down" else "")


def _new_lines(changes: list[Change]) -> list[ChangeLine]:
    plurals = {
        "primary driver": _("Primary drivers"),
        "secondary driver": _("Secondary drivers"),
        "change idea": _("Change ideas"),
    }
    names = {kind: [change.text for change in changes if change.after == kind] for kind in plurals}
    return [
        ChangeLine(
            _("New"), f"{plurals[kind]}: {' · '.join(texts)}." if len(texts) > 1 else f"{texts[0]}.", ""
        )
        for kind, texts in names.items()
        if texts
    ]


def version_page(project: Project, number: int) -> VersionPage | None:
    """One frozen version, drawn as it was, and what it changed; None when there is no such version."""
    theory = theory_of(project)
    row = next((version for version in theory.versions if version.number == number), None)
    if row is None:
        return None
    graph = rooted(without_set_down_drivers(frozen_theory(row.snapshot)), aim=aim_words(latest_aim(project)))
    return VersionPage(
        project=project,
        number=number,
        why=row.why,
        by=row.by_name,
        at=row.at,
        svg=drawing(graph, key=f"v{number}"),
        changes=change_lines(theory, difference(theory, number)),
        others=tuple(version for version in reversed(theory.versions)),
    )
