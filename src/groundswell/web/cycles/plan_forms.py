"""The plan's form: one main part, and as many questions and tasks as there are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from groundswell.domain.cycles.models import Cycle
from groundswell.domain.cycles.queries.guesses import guess_from
from groundswell.domain.cycles.queries.plans import Plan, QuestionText, RampText, TaskText
from groundswell.domain.cycles.queries.scale import UNITS, unit_words
from groundswell.domain.measures.models import Measure
from groundswell.web.cycles.forms import PlanForm, QuestionForm, TaskForm

LADDER = (1, 3, 5)
MOST_ROWS = 12
PLAIN = (
    "title", "kind", "learn", "owner_id", "starts_on", "ends_on", "study_on", "scale_total", "people_count",
    "conditions", "data_plan", "count_what", "count_total", "belief_before",
)  # fmt: skip
SHARED = ("cost_of_failure", "readiness", "stop_rule", "comparison")


@dataclass(frozen=True)
class PlanForms:
    main: PlanForm
    questions: tuple[QuestionForm, ...]
    tasks: tuple[TaskForm, ...]

    def __iter__(self) -> Any:
        return iter((self.main, *self.questions, *self.tasks))

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self])  # noqa: C419  (each one is asked, so that all errors show)


@dataclass(frozen=True)
class Choices:
    """What the selects of a plan offer."""

    units: list[tuple[str, str]]
    measures: list[tuple[str, str]]
    owners: list[tuple[str, str]]
    rungs: list[tuple[str, str]]


def choices_for(
    cycle: Cycle, plan: Plan, *, measures: list[Measure], owners: list[tuple[str, str]]
) -> Choices:
    unit = plan.scale_unit or "class"
    known = [(one, many) for one, (_one, many) in UNITS.items()]
    return Choices(
        units=known if unit in UNITS else [*known, (unit, unit)],
        measures=[(str(measure.pk), measure.name) for measure in measures],
        owners=owners,
        rungs=[
            *[(str(n), f"{n} {unit_words(unit, n)}") for n in LADDER],
            ("all", _all(plan)),
            ("other", _("another number")),
        ],
    )


def _all(plan: Plan) -> str:
    return _("all %(count)s") % {"count": plan.scale_total} if plan.scale_total else _("all")


def unbound(plan: Plan, *, version: int, choices: Choices, blank: int) -> PlanForms:
    """The forms filled with the stored plan, and `blank` empty questions after the last."""
    rows = [*plan.questions, *[QuestionText("")] * blank]
    main = {name: getattr(plan, name) for name in PLAIN} | {name: getattr(plan.ramp, name) for name in SHARED}
    main |= _scale_initial(plan) | {
        "version": version,
        "measures": [str(number) for number in plan.measure_ids],
    }
    tasks = [*plan.tasks, TaskText(what="")]
    return PlanForms(
        PlanForm(initial=main, **vars(choices)),
        tuple(QuestionForm(prefix=f"q{n}", initial=vars(row)) for n, row in enumerate(rows)),
        tuple(TaskForm(prefix=f"t{n}", initial=vars(row)) for n, row in enumerate(tasks)),
    )


def _scale_initial(plan: Plan) -> dict[str, object]:
    count, total = plan.scale_count, plan.scale_total
    if count is None:
        return {"scale": "1", "scale_unit": plan.scale_unit or "class"}
    rung = str(count) if count in LADDER else "all" if count == total else "other"
    return {"scale": rung, "scale_other": count if rung == "other" else None, "scale_unit": plan.scale_unit}


def bound(data: QueryDict, *, choices: Choices) -> PlanForms:
    """The forms as they were sent, with as many rows as were sent."""
    return PlanForms(
        PlanForm(data, **vars(choices)),
        tuple(QuestionForm(data, prefix=f"q{n}") for n in range(_rows(data, "q"))),
        tuple(TaskForm(data, prefix=f"t{n}") for n in range(_rows(data, "t"))),
    )


def _rows(data: QueryDict, letter: str) -> int:
    last = "text" if letter == "q" else "what"
    return next((n for n in range(MOST_ROWS) if f"{letter}{n}-{last}" not in data), MOST_ROWS)


def plan_from(forms: PlanForms, *, objective: str) -> Plan:
    """What was typed, as the plan the room writes. Rows left empty are dropped."""
    data = forms.main.cleaned_data
    questions = [_question(form.cleaned_data) for form in forms.questions if form.cleaned_data.get("text")]
    tasks = [TaskText(**form.cleaned_data) for form in forms.tasks if form.cleaned_data.get("what")]
    plan = Plan(**{name: data[name] for name in PLAIN})
    return replace(
        plan,
        kind=plan.kind or "test",
        scale_count=_count(data),
        scale_unit=data["scale_unit"] or "class",
        questions=tuple(questions),
        tasks=tuple(tasks),
        measure_ids=tuple(int(number) for number in data["measures"]),
        ramp=RampText(objective=objective, **{name: data[name] for name in SHARED}),
    )


def _count(data: Mapping[str, Any]) -> int | None:
    chosen = data["scale"]
    if chosen == "all":
        return int(data["scale_total"])
    if chosen == "other":
        return int(data["scale_other"])
    return int(chosen) if chosen else None


def _question(data: Mapping[str, Any]) -> QuestionText:
    guess, total = guess_from(data["prediction"])
    return QuestionText(guess=guess, guess_total=total, **data)
