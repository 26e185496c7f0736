"""View models of the list of tests and of one test's page."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.core.charts import prediction_scale, to_svg
from groundswell.core.methods.transitions import DECISIONS
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.checks.queries.hints import hints_for
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.cycles.queries.guesses import on_one_scale
from groundswell.domain.cycles.queries.ramps import CycleRow, RampRow, cycles_of_ramp
from groundswell.domain.cycles.queries.record import CycleRecord, QuestionRow, record_of
from groundswell.domain.cycles.queries.scale import scale_words
from groundswell.domain.projects.models import Project
from groundswell.web.checks.pages import HintMargin, hint_margin
from groundswell.web.cycles.forms import EndForm, NewTestForm, ResultForm, StudyForm
from groundswell.web.cycles.ramp_picture import RampPicture, picture_of, ramp_drawings
from groundswell.web.design.nav import Link, crumb
from groundswell.web.request import Request
from groundswell.web.templatetags.groundswell import said, said_short
from groundswell.web.theory.aim import aim_crumb

VERDICT_RINGS = {"held": "held", "partly": "differed", "not": "differed", "cannot_tell": "unclear"}


@dataclass(frozen=True)
class ListPage:
    project: Project
    ramps: tuple[RampPicture, ...]
    form: NewTestForm
    idea: str
    can_edit: bool
    is_sponsor: bool


@dataclass(frozen=True)
class StudyLine:
    """A question: what we predicted beside what happened."""

    question: QuestionRow
    scale_svg: str
    ring: str
    verdict: str
    form: ResultForm | None


@dataclass(frozen=True)
class CyclePage:
    """One test: plan, do, study, act. Forms are None where they do not apply, or for those who read."""

    cycle: Cycle
    crumb: tuple[Link, ...]
    under: str
    ramp_svg: str
    ramp_phone_svg: str
    siblings: tuple[CycleRow, ...]
    record: CycleRecord
    lines: tuple[StudyLine, ...]
    facts: tuple[tuple[str, str], ...]
    locked_why: str
    plan_fold: str
    do_fold: str
    study_form: StudyForm | None
    result_forms: tuple[ResultForm, ...]
    end_form: EndForm | None
    can_edit: bool
    works_here: bool
    next_number: int
    has_next: bool
    decision: str
    decision_about: dict[str, str]
    carried: str
    hints: HintMargin

    @property
    def is_open_to_plan(self) -> bool:
        return self.can_edit and self.cycle.state in {"draft", "planned"}

    @property
    def all_forms(self) -> list[object]:
        return [form for form in (self.study_form, self.end_form, *self.result_forms) if form is not None]


def list_page(
    request: Request, project: Project, ramps: tuple[RampRow, ...], form: NewTestForm, idea: str
) -> ListPage:
    return ListPage(
        project=project,
        ramps=tuple(picture_of(row) for row in ramps),
        form=form,
        idea=idea,
        can_edit=can(request.actor, Permission.PROJECT_EDIT, within=project.path).allowed
        and project.state != "closed",
        is_sponsor=not can(request.actor, Permission.PROJECT_WORK, within=project.path).allowed,
    )


def cycle_page(
    request: Request,
    cycle: Cycle,
    *,
    study_form: StudyForm | None = None,
    result_forms: tuple[ResultForm, ...] = (),
    end_form: EndForm | None = None,
) -> CyclePage:
    project, actor = cycle.project, request.actor
    may_edit = can(actor, Permission.PROJECT_EDIT, within=project.path).allowed and project.state != "closed"
    works = can(actor, Permission.PROJECT_WORK, within=project.path).allowed
    record = record_of(cycle)
    siblings = cycles_of_ramp(cycle, actor)
    wide, phone = ("", "")
    if len(siblings) > 1:
        wide, phone = ramp_drawings(siblings, title=cycle.ramp.name, key="ramp", here=cycle.pk)
    if may_edit and cycle.state == "studying":
        study_form = study_form or study_form_for(cycle)
        result_forms = result_forms or tuple(result_form_for(question) for question in record.questions)
    if may_edit and cycle.state == "doing":
        end_form = end_form or EndForm()
    return CyclePage(
        cycle=cycle,
        crumb=cycle_crumb(cycle),
        under=_under(cycle),
        ramp_svg=wide,
        ramp_phone_svg=phone,
        siblings=siblings,
        record=record,
        lines=_lines(record, result_forms),
        facts=_facts(cycle, record),
        locked_why=_locked_why(cycle),
        plan_fold=_plan_fold(cycle, record),
        do_fold=_do_said(record) if cycle.state == "decided" else "",
        study_form=study_form,
        result_forms=result_forms,
        end_form=end_form,
        can_edit=may_edit,
        works_here=works,
        next_number=max((row.number for row in siblings), default=cycle.number) + 1,
        has_next=any(row.number > cycle.number for row in siblings),
        decision=DECISIONS[cycle.decision].label if cycle.decision else "",  # type: ignore[index]
        decision_about={kind: decision.about for kind, decision in DECISIONS.items()},
        carried=carried_words(cycle.carried_out),
        hints=hint_margin(
            hints_for(project, by=actor, subject=("cycle", str(cycle.pk))),
            project=project,
            back=f"/tests/{cycle.pk}/",
        ),
    )


def cycle_crumb(cycle: Cycle) -> tuple[Link, ...]:
    tests = f"/projects/{cycle.project_id}/tests/"
    step = {"draft": _("Test: plan"), "planned": _("Test: plan"), "doing": _("Test: do")}
    words = step.get(cycle.state, _("Test: study and decide"))
    return crumb((words, tests), (_("3 What change can we try?"), tests), aim_crumb(cycle.project))


def _under(cycle: Cycle) -> str:
    parts = [
        _("Cycle %(number)s") % {"number": cycle.number},
        scale_words(cycle.scale_count, cycle.scale_unit, cycle.scale_total),
        _dates(cycle.starts_on, cycle.ends_on),
        _("%(name)s leads") % {"name": cycle.owner.name} if cycle.owner else "",
        _("entered later") if cycle.entered_later else "",
    ]
    return " · ".join(part for part in parts if part)


def _dates(first: date | None, last: date | None) -> str:
    if first and last and first != last:
        return _("%(first)s to %(last)s") % {"first": said_short(first), "last": said(last)}
    return said(first or last)


def study_form_for(cycle: Cycle) -> StudyForm:
    names = ("version", "learned", "carried_out", "deviations", "belief_after")
    return StudyForm(initial={name: getattr(cycle, name) for name in names})


def result_form_for(question: QuestionRow) -> ResultForm:
    values = {"result": question.result, "result_note": question.result_note, "verdict": question.verdict}
    return ResultForm(initial=values, prefix=f"r{question.id}")


def _lines(record: CycleRecord, forms: tuple[ResultForm, ...]) -> tuple[StudyLine, ...]:
    by_prefix = {form.prefix: form for form in forms}
    return tuple(
        StudyLine(
            question=row,
            scale_svg=_scale(row),
            ring=VERDICT_RINGS.get(row.verdict, ""),
            verdict=verdict_words(row),
            form=by_prefix.get(f"r{row.id}"),
        )
        for row in record.questions
    )


def _scale(row: QuestionRow) -> str:
    both = on_one_scale(row.guess, row.guess_total, row.result_number, row.result_total)
    if both is None:
        return ""
    spec = prediction_scale(both.guess, both.result, 0, both.high, title=row.text, unit=both.unit)
    return to_svg(spec, width=270, height=50, ids_prefix=f"q{row.id}")


def verdict_words(row: QuestionRow) -> str:
    words = {
        "held": _("Held"),
        "partly": _("Held partly"),
        "not": _("Different from predicted"),
        "cannot_tell": _("Cannot tell yet"),
    }
    return words.get(row.verdict, "")


def carried_words(carried: str) -> str:
    words = {
        "yes": _("Carried out as planned."),
        "partly": _("Carried out mostly as planned."),
        "no": _("Not carried out as planned."),
    }
    return words.get(carried, "")


def _facts(cycle: Cycle, record: CycleRecord) -> tuple[tuple[str, str], ...]:
    tasks = "; ".join(_task(task.who, task.what, task.when, task.where) for task in record.tasks)
    pairs = (
        (_("Who does what"), tasks),
        (_("We count"), _count_words(cycle)),
        (_("Data"), cycle.data_plan),
        (_("Conditions"), cycle.conditions),
        (_("Measures"), ", ".join(record.measures)),
        (_("Compared with"), record.ramp.comparison),
        (_("Stop if"), record.ramp.stop_rule),
        (_("Study together"), said(cycle.study_on)),
    )
    return tuple((term, words) for term, words in pairs if words)


def _task(who: str, what: str, when: str, where: str) -> str:
    return ", ".join(part for part in (f"{who}: {what}" if who else what, when, where) if part)


def _count_words(cycle: Cycle) -> str:
    if cycle.count_what and cycle.count_total:
        return _("%(what)s (of %(total)s)") % {"what": cycle.count_what, "total": cycle.count_total}
    return cycle.count_what


def _locked_why(cycle: Cycle) -> str:
    if cycle.started_at is None:
        return ""
    when = {"day": said(cycle.started_at)}
    return _("Locked when the test began, %(day)s. You can still add a dated amendment.") % when


def _plan_fold(cycle: Cycle, record: CycleRecord) -> str:
    """One line for a plan whose test is over. While a test runs, its plan stays open."""
    if cycle.state not in {"studying", "decided"}:
        return ""
    count = len(record.questions)
    words = ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}
    locked = _("locked %(day)s") % {"day": said_short(cycle.started_at)} if cycle.started_at else ""
    changes = len(record.amendments) + sum(len(row.amendments) for row in record.questions)
    amended = (
        ngettext("%(count)s amendment", "%(count)s amendments", changes) % {"count": changes}
        if changes
        else ""
    )
    return ", ".join(part for part in (words, locked, amended) if part)


def _do_said(record: CycleRecord) -> str:
    count = len(record.entries)
    if not count:
        return _("No day was recorded.")
    return ngettext("%(count)s day recorded.", "%(count)s days recorded.", count) % {"count": count}
