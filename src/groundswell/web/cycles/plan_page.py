"""The plan page's view model."""

from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from groundswell.domain.checks.queries.hints import hints_for
from groundswell.domain.cycles.models import Cycle, Question
from groundswell.domain.cycles.queries.scale import scale_words
from groundswell.web.checks.pages import HintMargin, hint_margin
from groundswell.web.cycles.forms import QuestionForm
from groundswell.web.cycles.plan_forms import PlanForms
from groundswell.web.design.nav import Link, crumb
from groundswell.web.request import Request
from groundswell.web.theory.aim import aim_crumb


@dataclass(frozen=True)
class PlanPage:
    cycle: Cycle
    crumb: tuple[Link, ...]
    under: str
    forms: PlanForms
    all_forms: list[object]
    is_guided: bool
    last_time: str
    questions: tuple[tuple[QuestionForm, Question | None], ...]
    belief: str
    hints: HintMargin
    idea: str
    is_planned: bool


def plan_page(request: Request, cycle: Cycle, forms: PlanForms) -> PlanPage:
    project = cycle.project
    last = cycle.copied_from
    answers = list(last.questions.all()) if last else []
    return PlanPage(
        cycle=cycle,
        crumb=crumb(
            (_("Test: plan"), f"/tests/{cycle.pk}/"),
            (_("3 What change can we try?"), f"/projects/{project.pk}/tests/"),
            aim_crumb(project),
        ),
        under=_under(cycle, last),
        forms=forms,
        all_forms=list(forms),
        is_guided=project.mode == "guided",
        last_time=scale_words(last.scale_count, last.scale_unit, last.scale_total) if last else "",
        questions=tuple(zip_longest(forms.questions, answers[: len(forms.questions)])),
        belief=_belief(cycle),
        hints=hint_margin(
            hints_for(project, by=request.actor, subject=("cycle", str(cycle.pk))),
            project=project,
            back=f"/tests/{cycle.pk}/plan/",
        ),
        idea=cycle.ramp.idea.text if cycle.ramp.idea else "",
        is_planned=cycle.state == Cycle.State.PLANNED,
    )


def _under(cycle: Cycle, last: Cycle | None) -> str:
    parts = [_("Cycle %(number)s") % {"number": cycle.number}]
    if last:
        parts.append(_("copied from cycle %(number)s") % {"number": last.number})
    parts.append(_("nothing here is locked until you start the test"))
    return " · ".join(parts)


def _belief(cycle: Cycle) -> str:
    if cycle.belief_before is None:
        return ""
    return _("The team put it at %(belief)s of 4.") % {"belief": cycle.belief_before}
