"""The pages of problem, charter and aim: the form or the text, and the versions with what changed."""

from dataclasses import dataclass
from typing import Any

from django import forms

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.checks.queries import hints_for
from groundswell.domain.projects.models import Aim, Project
from groundswell.domain.projects.queries import Version
from groundswell.web.checks.pages import HintMargin, hint_margin
from groundswell.web.design.nav import Link, Tab
from groundswell.web.projects.crumbs import first_question_crumb, first_question_tabs
from groundswell.web.projects.forms.aim import Rows
from groundswell.web.projects.pages.sentence import Words


@dataclass(frozen=True)
class Document:
    """One versioned document. `latest` is 0 before the first; `shown` is its text for who reads only."""

    project: Project
    form: forms.Form
    can_edit: bool
    latest: int
    shown: tuple[tuple[str, str], ...]
    versions: tuple[Version, ...]
    crumb: tuple[Link, ...]
    tabs: tuple[Tab, ...]
    hints: HintMargin


@dataclass(frozen=True)
class AimPage(Document):
    """The aim builder: the sentence so far, the groups' rows, and both ways to say the change."""

    rows: Rows
    sentence: tuple[Words, ...]
    ways: dict[str, str]

    @property
    def forms(self) -> list[forms.Form]:
        """The aim's form and its rows, for one summary of errors."""
        return [self.form, *self.rows.forms]


def document_parts(
    project: Project,
    by: Actor,
    *,
    key: str,
    step: str,
    aim: Aim | None,
    form: forms.Form,
    versions: tuple[Version, ...],
) -> dict[str, Any]:
    """What every document page has, to be completed by its own parts."""
    hints = hints_for(project, by=by, forms={key, "causes"} if key == "problem" else {key})
    return {
        "project": project,
        "form": form,
        "can_edit": can(by, Permission.PROJECT_EDIT, within=project.path).allowed
        and project.state != "closed",
        "latest": versions[0].number if versions else 0,
        "shown": _shown(form),
        "versions": versions,
        "crumb": first_question_crumb(step, project, aim),
        "tabs": first_question_tabs(key, project),
        "hints": hint_margin(hints, project=project, back=f"/projects/{project.pk}/{key}/"),
    }


def _shown(form: forms.Form) -> tuple[tuple[str, str], ...]:
    """The form's texts with their labels, for people who may read and not write."""
    hidden = {"based_on", "reason", "measure"}
    fields = [(field.name, field) for field in form if field.name not in hidden]
    return tuple((str(field.label), _text(field)) for name, field in fields if _text(field))


def _text(field: forms.BoundField) -> str:
    value = field.value()
    if value in (None, "", False):
        return ""
    chosen = {str(key): str(label) for key, label in getattr(field.field, "choices", [])}
    several = value if isinstance(value, (list, tuple)) else [value]
    return ", ".join(chosen.get(str(one), str(one)) for one in several)
