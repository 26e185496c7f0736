"""Shapes of what is typed on the pages of a test. Whether it may be saved is decided in the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.core.methods.facts import DecisionKind
from groundswell.core.methods.transitions import DECISIONS

FIVE: tuple[DecisionKind, ...] = ("adopt", "adapt", "expand", "repeat", "abandon")
BELIEFS = [("", _("not said yet")), *[(str(n), str(n)) for n in range(5)]]
BELIEF_HELP = _("0 is not at all sure, 4 is certain.")


def ruled(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day_field(label: object, *, required: bool = False, help_text: object = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)  # type: ignore[arg-type]


class NewTestForm(forms.Form):
    title = forms.CharField(
        label=_("What will you try, with whom?"),
        max_length=200,
        help_text=_("For example: “Call home on day two, one class”."),
    )
    idea = forms.IntegerField(required=False, widget=forms.HiddenInput)


class QuestionForm(forms.Form):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Question"), required=False, max_length=300, widget=ruled(1))
    prediction = forms.CharField(
        label=_("We predict"), required=False, max_length=200, help_text=_("A number if you can: “4 of 6”.")
    )
    because = forms.CharField(
        label=_("because"), required=False, widget=ruled(2), help_text=_("What makes you think so?")
    )
    no_prediction_why = forms.CharField(
        label=_("No guess? Say why"),
        required=False,
        max_length=300,
        help_text=_("A written reason is as good."),
    )


class TaskForm(forms.Form):
    who = forms.CharField(label=_("Who"), required=False, max_length=200)
    what = forms.CharField(label=_("does what"), required=False, max_length=300)
    when = forms.CharField(label=_("when"), required=False, max_length=200)
    where = forms.CharField(label=_("where"), required=False, max_length=200)


class PlanForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What will you try?"), max_length=200)
    learn = forms.CharField(label=_("What do you want to learn?"), required=False, widget=ruled(2))
    scale = forms.ChoiceField(label=_("How big?"), required=False, widget=forms.RadioSelect)
    scale_other = forms.IntegerField(
        label=_("another number"), required=False, min_value=1, max_value=100_000
    )
    scale_unit = forms.ChoiceField(label=_("of what"), required=False)
    scale_total = forms.IntegerField(
        label=_("How many are there in all?"), required=False, min_value=1, max_value=100_000
    )
    people_count = forms.IntegerField(
        label=_("People it touches"), required=False, min_value=0, max_value=1_000_000
    )
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    study_on = day_field(_("Study together"))
    count_what = forms.CharField(
        label=_("What will you count each day?"),
        required=False,
        max_length=200,
        help_text=_("This becomes the question on the phone: “How many families did you reach?”"),
    )
    count_total = forms.IntegerField(label=_("out of"), required=False, min_value=1, max_value=1_000_000)
    data_plan = forms.CharField(
        label=_("Data: who writes down what, when and where?"), required=False, widget=ruled(2)
    )
    measures = forms.MultipleChoiceField(
        label=_("Which measures may move?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    owner_id = forms.TypedChoiceField(
        label=_("Who leads this test?"), required=False, coerce=int, empty_value=None
    )
    conditions = forms.CharField(
        label=_("Conditions you chose"),
        required=False,
        max_length=300,
        help_text=_("Grade, day, room, who calls."),
    )
    kind = forms.ChoiceField(
        label=_("What kind of cycle is it?"),
        required=False,
        choices=[
            ("test", _("Test a change")),
            ("collect", _("Collect information")),
            ("develop", _("Work out a change")),
            ("implement", _("Make it everyday work")),
            ("spread", _("Take it to new places")),
        ],
    )
    belief_before = forms.TypedChoiceField(
        label=_("How sure are you that it will help?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=BELIEFS,
        help_text=BELIEF_HELP,
    )
    cost_of_failure = forms.ChoiceField(
        label=_("If it does not work, the harm is"),
        required=False,
        choices=[("", _("not said yet")), ("small", _("small")), ("large", _("large"))],
    )
    readiness = forms.ChoiceField(
        label=_("The people it touches are"),
        required=False,
        choices=[
            ("", _("not said yet")),
            ("resistant", _("against it")),
            ("indifferent", _("neither for nor against")),
            ("ready", _("ready")),
        ],
    )
    stop_rule = forms.CharField(label=_("Stop if"), required=False, widget=ruled(1))
    comparison = forms.CharField(label=_("Compared with"), required=False, widget=ruled(1))

    def __init__(
        self,
        *args: Any,
        rungs: list[tuple[str, str]],
        units: list[tuple[str, str]],
        measures: list[tuple[str, str]],
        owners: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scale"].choices = rungs  # type: ignore[attr-defined]
        self.fields["scale_unit"].choices = units  # type: ignore[attr-defined]
        self.fields["measures"].choices = measures  # type: ignore[attr-defined]
        self.fields["owner_id"].choices = [("", _("not said yet")), *owners]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("scale") == "all" and not data.get("scale_total"):
            self.add_error("scale_total", _("Say how many there are in all."))
        if data.get("scale") == "other" and not data.get("scale_other"):
            self.add_error("scale_other", _("Write the number."))
        return data


class StudyForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    learned = forms.CharField(
        label=_("What did you learn about the idea, or the theory?"), required=False, widget=ruled(3)
    )
    carried_out = forms.ChoiceField(
        label=_("Was it carried out as planned?"),
        required=False,
        choices=[("yes", _("Yes")), ("partly", _("Partly")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    deviations = forms.CharField(label=_("What went differently?"), required=False, widget=ruled(2))
    belief_after = forms.TypedChoiceField(
        label=_("How sure are you now?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=BELIEFS,
        help_text=BELIEF_HELP,
    )
    decision = forms.ChoiceField(
        label=_("What will you do with the idea?"),
        required=False,
        choices=[(kind, DECISIONS[kind].label) for kind in FIVE],
        widget=forms.RadioSelect,
        help_text=_("All five are good endings when you can say why."),
    )
    decision_why = forms.CharField(label=_("Why?"), required=False, widget=ruled(2))
    not_served = forms.CharField(label=_("Who was not served by this?"), required=False, widget=ruled(1))
    next_step = forms.CharField(label=_("What happens next?"), required=False, widget=ruled(1))


class ResultForm(forms.Form):
    result = forms.CharField(label=_("What happened"), required=False, max_length=300)
    result_note = forms.CharField(label=_("In your words"), required=False, widget=ruled(2))
    verdict = forms.ChoiceField(
        label=_("Beside the prediction"),
        required=False,
        choices=[
            ("", _("not said yet")),
            ("held", _("It held")),
            ("partly", _("It held partly")),
            ("not", _("It turned out differently")),
            ("cannot_tell", _("We cannot tell yet")),
        ],
    )


class EndForm(forms.Form):
    carried_out = forms.ChoiceField(
        label=_("Was it carried out as planned?"),
        required=False,
        choices=[("yes", _("Yes")), ("partly", _("Partly")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    deviations = forms.CharField(
        label=_("What went differently, or what happened?"), required=False, widget=ruled(2)
    )


class AmendForm(forms.Form):
    text = forms.CharField(label=_("What changed, and why?"), widget=ruled(2))
    question = forms.TypedChoiceField(
        label=_("It is about"), required=False, coerce=int, empty_value=None, choices=[]
    )

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = [("", _("the whole plan")), *questions]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), widget=ruled(2))


class CardForm(forms.Form):
    label = forms.CharField(
        label=_("A name for the card"),
        required=False,
        max_length=100,
        help_text=_("A place, not a person: “Gate 2”."),
    )
    ends_on = day_field(_("It works until"), required=True)
