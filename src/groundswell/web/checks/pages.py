"""Hints as the margin shows them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.core.methods.findings import Finding
from groundswell.domain.checks.queries import Hints
from groundswell.domain.projects.models import Project

LEVELS = {"hint": 1, "caution": 2, "pause": 3}
CYCLE_FORMS = {"cycle-plan": "test_plan", "cycle-study": "test_study", "cycle-decide": "test_decide"}
PROJECT_FORMS = {
    "problem": "problem_edit",
    "causes": "problem_edit",
    "aim": "aim_edit",
    "theory": "theory",
    "measures": "project_measures",
    "charter": "charter_edit",
    "team": "team",
    "storyboard": "storyboard_write",
    "release": "storyboard_write",
}


@dataclass(frozen=True)
class HintNote:
    """One hint: what we saw, why it matters, one next step, and a way to say that it is not for us."""

    check: str
    subject: str
    title: str
    saw: str
    why: str
    step: str
    step_url: str
    dismiss_url: str
    level: int
    blocking: bool


@dataclass(frozen=True)
class HintMargin:
    notes: tuple[HintNote, ...] = ()
    words: str = ""
    back: str = ""
    set_aside: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.notes or self.set_aside)


def hint_margin(hints: Hints, *, project: Project, back: str) -> HintMargin:
    """The margin's hints, and how many there are in words. `back` is the page to return to."""
    notes = tuple(_note(finding, project) for finding in hints.shown)
    aside = tuple((finding.name, reason) for finding, reason in hints.set_aside)
    return HintMargin(notes, _how_many(len(notes), hints.waiting), back, aside)


def _note(finding: Finding, project: Project) -> HintNote:
    return HintNote(
        check=finding.check,
        subject=f"{finding.subject_kind}:{finding.subject_key}",
        title=finding.name,
        saw=finding.saw,
        why=finding.why,
        step=finding.step,
        step_url=address_of(finding, project),
        dismiss_url="" if finding.blocking else reverse("hint_set_aside", args=[project.pk]),
        level=LEVELS[finding.level],
        blocking=finding.blocking,
    )


def address_of(finding: Finding, project: Project) -> str:
    """The form where the finding can be acted on."""
    form = finding.where[0]
    if form in CYCLE_FORMS:
        return reverse(CYCLE_FORMS[form], args=[finding.subject_key])
    if form == "measure":
        measure, _slash, _group = finding.subject_key.partition(
            "/"
        )  # a hint about one group's line names both
        return reverse("project_measure", args=[project.pk, measure])
    return reverse(PROJECT_FORMS.get(form, "tests"), args=[project.pk])


def _how_many(shown: int, waiting: int) -> str:
    if not shown:
        return ""
    words = ngettext(
        "One hint today, never more than three. It is advice; you decide.",
        "%(count)d hints today, never more than three. They are advice; you decide.",
        shown,
    ) % {"count": shown}
    return f"{words} {_('More may come when these are settled.')}" if waiting else words
