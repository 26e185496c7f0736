"""The aim builder's shape, and its rows for groups with their own target."""

import re
from collections.abc import Iterable
from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from groundswell.domain.measures.models import Measure
from groundswell.domain.places.groups import group_name
from groundswell.domain.projects.models import Aim, Problem, Project
from groundswell.domain.projects.policies import AimDraft, TargetDraft

DIRECTIONS = [("raise", _("Raise")), ("lower", _("Lower"))]
UNITS = [
    ("", _("Choose")),
    ("percent", _("percent of students or times")),
    ("count", _("a count")),
    ("mean", _("an average")),
    ("minutes", _("minutes")),
]
CHANGES = [("points", _("Percentage points")), ("percent", _("Percent"))]
MOST_GROUPS = 20


class AimForm(forms.Form):
    FIELDS: ClassVar[tuple[str, ...]] = (
        "direction", "what", "population", "where", "unit", "change_in", "baseline", "baseline_period",
        "target", "by_when", "balancing", "no_group_falls", "purpose", "free_text",
    )  # fmt: skip

    direction = forms.ChoiceField(
        label=_("We want to"), choices=DIRECTIONS, required=False, widget=forms.RadioSelect
    )
    what = forms.CharField(
        label=_("What"),
        help_text=_("Something you can count, like “the share of students who miss 2 or more days a month”."),
        required=False,
        max_length=300,
    )
    measure = forms.ModelChoiceField(
        label=_("Which measure shows it"),
        queryset=Measure.objects.none(),
        required=False,
        empty_label=_("None yet"),
    )
    unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS, required=False)
    baseline = forms.FloatField(
        label=_("From (now)"), required=False, widget=forms.NumberInput(attrs={"step": "any"})
    )
    baseline_period = forms.CharField(label=_("Counted over"), required=False, max_length=200)
    target = forms.FloatField(
        label=_("To (our target)"), required=False, widget=forms.NumberInput(attrs={"step": "any"})
    )
    change_in = forms.ChoiceField(
        label=_("How do we say the change?"), choices=CHANGES, required=False, widget=forms.RadioSelect
    )
    by_when = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    population = forms.CharField(label=_("For whom"), required=False, max_length=200)
    where = forms.CharField(label=_("Where"), required=False, max_length=200)
    no_group_falls = forms.BooleanField(label=_("No group falls below its own baseline"), required=False)
    balancing = forms.CharField(
        label=_("While this stays as it is"),
        help_text=_("What could suffer meanwhile, like “reading time stays at 40 minutes or more”."),
        required=False,
        max_length=300,
    )
    purpose = forms.CharField(
        label=_("Why this is worth our while"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    free_text = forms.CharField(
        label=_("Not ready for numbers? Say it in your own words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=_("What changed our minds"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, measures: Iterable[Measure] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        numbers = [measure.pk for measure in measures]
        field = self.fields["measure"]
        field.queryset = Measure.objects.filter(pk__in=numbers).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        words = super().clean() or {}
        numbers = words.get("baseline") is not None and words.get("target") is not None
        if words.get("unit") == "percent" and numbers and not words.get("change_in"):
            self.add_error(
                "change_in", _("Choose percent or percentage points, so that everyone reads it the same way.")
            )
        return words

    def draft(self, targets: tuple[TargetDraft, ...]) -> AimDraft:
        """What was understood so far; a field that was not is left out."""
        words = {name: self.cleaned_data[name] for name in self.FIELDS if name in self.cleaned_data}
        measure = self.cleaned_data.get("measure")
        return AimDraft(measure_id=measure.pk if measure else None, targets=targets, **words)


class TargetForm(forms.Form):
    group_name = forms.CharField(label=_("Group"), required=False, max_length=200)
    baseline = forms.FloatField(
        label=_("From"), required=False, widget=forms.NumberInput(attrs={"step": "any"})
    )
    target = forms.FloatField(label=_("To"), required=False, widget=forms.NumberInput(attrs={"step": "any"}))


TargetRows = forms.formset_factory(TargetForm, extra=0, max_num=MOST_GROUPS, absolute_max=MOST_GROUPS)
Rows = forms.BaseFormSet[TargetForm]


def targets_in(rows: Rows) -> tuple[TargetDraft, ...]:
    """The rows that say something."""
    found = [row.cleaned_data for row in rows.forms if getattr(row, "cleaned_data", None)]
    said = [data for data in found if any(value not in (None, "") for value in data.values())]
    return tuple(
        TargetDraft(
            group_name=data.get("group_name") or "", baseline=data.get("baseline"), target=data.get("target")
        )
        for data in said
    )


def aim_initial(project: Project, aim: Aim | None, problem: Problem | None) -> dict[str, object]:
    """The latest aim; before the first one, what the problem and its measure already say."""
    if aim is not None:
        stored: dict[str, object] = {name: getattr(aim, name) for name in AimForm.FIELDS}
        return stored | {"measure": aim.measure_id, "based_on": aim.number}
    start: dict[str, object] = {
        "based_on": 0,
        "where": project.place.name,
        "population": group_name(project.group).lower(),
    }
    if project.group and problem and problem.group_name:
        start["population"] = problem.group_name
    if problem:
        start |= {"baseline": first_number(problem.current), "baseline_period": problem.period}
    return start | _from_measure(project.measure)


def rows_initial(aim: Aim | None) -> list[dict[str, object]]:
    """The groups' lines, and one empty row to write in."""
    stored = sorted(aim.targets.all(), key=lambda row: row.pk) if aim else []
    rows: list[dict[str, object]] = [
        {"group_name": row.group_name, "baseline": row.baseline, "target": row.target} for row in stored
    ]
    return [*rows, {}]


def as_typed(data: QueryDict, *, measures: Iterable[Measure], more_rows: int = 0) -> tuple[AimForm, Rows]:
    """The form as it stands in the browser, without a word about errors: it is still being written."""
    names = [*AimForm.FIELDS, "measure", "reason", "based_on"]
    form = AimForm(initial={name: data.get(name) for name in names}, measures=measures)
    count = min(int(first_number(data.get("group-TOTAL_FORMS", "")) or 0), MOST_GROUPS)
    rows = [{name: data.get(f"group-{i}-{name}") for name in TargetForm.base_fields} for i in range(count)]
    return form, TargetRows(initial=rows + [{}] * more_rows, prefix="group")


def first_number(text: str) -> float | None:
    """The first number in a text: "28.6% of 671" -> 28.6."""
    found = re.search(r"\d+(?:\.\d+)?", text.replace(",", ""))
    return float(found.group()) if found else None


def _from_measure(measure: Measure | None) -> dict[str, object]:
    if measure is None:
        return {}
    directions = {"up": "raise", "down": "lower"}
    return {
        "measure": measure.pk,
        "what": measure.name[:1].lower() + measure.name[1:],
        "unit": measure.unit,
        "direction": directions.get(measure.better, ""),
    }
