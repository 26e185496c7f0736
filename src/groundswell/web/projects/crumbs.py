"""The three parts of every form's crumb: step, question, aim. And the tabs of the first question."""

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.projects.models import Aim, Project
from groundswell.domain.projects.queries import aim_short
from groundswell.web.design.nav import Link, Tab, crumb

TABS = (("problem", "problem_edit"), ("aim", "aim_edit"), ("charter", "charter_edit"), ("team", "team"))


def first_question_crumb(step: str, project: Project, aim: Aim | None) -> tuple[Link, ...]:
    """Like "Aim › 1 What are we trying to accomplish? › Aim: 26% to 18% by 12 June 2026"."""
    question = (_("1 What are we trying to accomplish?"), reverse("project", args=[project.pk]))
    return crumb((step, ""), question, aim_link(project, aim))


def aim_link(project: Project, aim: Aim | None) -> tuple[str, str]:
    words = aim_short(aim)
    return (
        _("Aim: %(aim)s") % {"aim": words} if words else _("Aim: not yet"),
        reverse("aim_edit", args=[project.pk]),
    )


def first_question_tabs(current: str, project: Project) -> tuple[Tab, ...]:
    labels = {"problem": _("Problem"), "aim": _("Aim"), "charter": _("Charter"), "team": _("Team")}
    return tuple(Tab(labels[key], reverse(name, args=[project.pk]), key == current) for key, name in TABS)
