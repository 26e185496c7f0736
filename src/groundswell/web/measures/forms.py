"""The shape of what people send: notes, baselines, phases, numbers, and how a measure is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from groundswell.domain.measures.counting import Counting, MeasureShape
from groundswell.domain.measures.models import Measure

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _day(label: StrOrPromise) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput())


def _long(label: StrOrPromise, *, required: bool = False, help_text: StrOrPromise = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, widget=forms.Textarea({"rows": 2}), help_text=help_text
    )


class NoteForm(forms.Form):
    starts_on = _day(_("When"))
    text = forms.CharField(
        label=_("What was going on"), max_length=200, help_text=_("A few words, such as “New bell times”.")
    )


class FreezeForm(forms.Form):
    until = forms.TypedChoiceField(
        label=_("Freeze the baseline up to"),
        coerce=date.fromisoformat,
        empty_value=None,
        help_text=_(
            "The middle line and limits are then made from the points up to here, and "
            "later points are judged against them."
        ),
    )
    reason = _long(_("Why here"), help_text=_("Such as “The last week before the first test”."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, periods: Sequence[date] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["until"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), date_format(day, "j F Y")) for day in reversed(periods)
        ]


class UnfreezeForm(forms.Form):
    reason = _long(_("Why the baseline moves again"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PhaseForm(forms.Form):
    starts_on = _day(_("From which day is the work different"))
    name = forms.CharField(label=_("Name of the phase"), max_length=100, help_text=_("Two or three words."))
    reason = _long(
        _("Why it is a different process now"),
        required=True,
        help_text=_("A phase hides nothing and proves nothing. Say what changed in the work."),
    )


class NumberForm(forms.Form):
    """One number: how many out of how many, or the value itself."""

    period = _day(_("Which day or week"))
    numerator = forms.IntegerField(label=_("How many"), required=False, min_value=0)
    denominator = forms.IntegerField(label=_("Out of"), required=False, min_value=0)
    value = forms.FloatField(label=_("Or the number itself"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args: object, measure: Measure, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if measure.unit != Measure.Unit.PERCENT:
            del self.fields["numerator"], self.fields["denominator"]
            self.fields["value"].label = measure.name
        else:
            self.fields["value"].help_text = _("In percent, from 0 to 100, when the counts are not known.")


class CountingForm(forms.Form):
    """The operational definition. A percent needs to say out of whom."""

    first_fields: Sequence[str] = ("reason", "based_on", "question", "numerator", "denominator")

    question = _long(_("Which question does it answer"))
    numerator = _long(_("What is counted"), required=True)
    denominator = _long(_("Out of whom or what"), help_text=_("Needed for a percent."))
    source = forms.CharField(label=_("Where the numbers come from"), required=False, max_length=300)
    who = forms.CharField(label=_("Who counts"), required=False, max_length=200)
    when = forms.CharField(label=_("When"), required=False, max_length=200)
    minutes = forms.FloatField(
        label=_("Minutes it takes each time"),
        required=False,
        min_value=0,
        help_text=_("If counting takes longer than two minutes, ask what could be counted instead."),
    )
    sampling = _long(_("Everyone, or a sample"))
    calculation = _long(_("How the number is worked out"))
    groups = _long(_("By which student groups"))
    baseline = forms.CharField(label=_("Baseline"), required=False, max_length=300)
    limits = _long(_("What it cannot tell"))

    def first(self) -> list[forms.BoundField]:
        """What everyone is asked."""
        return [self[name] for name in self.fields if name in self.first_fields]

    def later(self) -> list[forms.BoundField]:
        """What can wait; shown open when something there needs another look."""
        return [self[name] for name in self.fields if name not in self.first_fields]

    def later_open(self) -> bool:
        return any(field.errors or field.value() for field in self.later())

    def counting(self) -> Counting:
        return Counting(**{field.name: self.cleaned_data[field.name] for field in fields(Counting)})


class DefinitionForm(CountingForm):
    reason = _long(_("Why the count changes"), required=True)
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def starting_from(cls, counting: Counting, number: int) -> DefinitionForm:
        return cls(initial=asdict(counting) | {"based_on": number})


class MeasureForm(CountingForm):
    """A new measure: what it is, and how it is counted."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What kind"),
        choices=[
            ("process", _("Process: did we do what we planned?")),
            ("outcome", _("Outcome: are students better off?")),
            ("driver", _("Driver: does what we work on move?")),
            ("balancing", _("Balancing: does anything else get worse?")),
            ("cycle", _("One test: counted for this test alone")),
        ],
    )
    better = forms.ChoiceField(
        label=_("Which way is better"),
        choices=[("up", _("Higher")), ("down", _("Lower")), ("neither", _("Neither"))],
    )
    unit = forms.ChoiceField(
        label=_("Counted as"),
        choices=[
            ("percent", _("Percent")),
            ("count", _("Count")),
            ("mean", _("Average")),
            ("minutes", _("Minutes")),
        ],
    )
    grain = forms.ChoiceField(
        label=_("How often"),
        choices=[
            ("week", _("Every week")),
            ("day", _("Every day")),
            ("month", _("Every month")),
            ("term", _("Each term")),
            ("year", _("Every year")),
        ],
    )
    target = forms.FloatField(label=_("Target"), required=False)

    first_fields: Sequence[str] = (
        "name",
        "kind",
        "question",
        "numerator",
        "denominator",
        "unit",
        "better",
        "grain",
        "target",
    )
    field_order = first_fields

    def shape(self) -> MeasureShape:
        names = ("name", "kind", "better", "unit", "grain", "target")
        return MeasureShape(chart=Measure.Chart.RUN, **{name: self.cleaned_data[name] for name in names})

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("unit") == Measure.Unit.PERCENT and not cleaned.get("denominator"):
            self.add_error("denominator", _("A percent needs to say out of whom or what."))
        return cleaned
