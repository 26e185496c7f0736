from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.projects.models import Problem
from groundswell.domain.projects.policies import ProblemDraft
from groundswell.domain.projects.queries.versions import PROBLEM_LABELS

EVIDENCE = [
    ("numbers", _("Numbers")),
    ("voices", _("What students, families or staff told us")),
    ("process", _("What we saw in the process itself")),
    ("literature", _("What others found")),
]


class ProblemForm(forms.Form):
    FIELDS: ClassVar[tuple[str, ...]] = tuple(PROBLEM_LABELS)

    statement = forms.CharField(
        label=PROBLEM_LABELS["statement"],
        help_text=_("Who, how many, since when. Leave out causes, fixes and blame."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    current = forms.CharField(label=PROBLEM_LABELS["current"], required=False, max_length=200)
    desired = forms.CharField(label=PROBLEM_LABELS["desired"], required=False, max_length=200)
    gap = forms.CharField(label=PROBLEM_LABELS["gap"], required=False, max_length=200)
    group_name = forms.CharField(label=PROBLEM_LABELS["group_name"], required=False, max_length=200)
    period = forms.CharField(label=PROBLEM_LABELS["period"], required=False, max_length=200)
    evidence = forms.MultipleChoiceField(
        label=PROBLEM_LABELS["evidence"],
        help_text=_("Two kinds tell you more than one."),
        choices=EVIDENCE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    evidence_note = forms.CharField(
        label=PROBLEM_LABELS["evidence_note"], required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    why_it_matters = forms.CharField(
        label=PROBLEM_LABELS["why_it_matters"], required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(
        label=_("What changed our minds"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def draft(self) -> ProblemDraft:
        words = {name: self.cleaned_data[name] for name in self.FIELDS if name != "evidence"}
        return ProblemDraft(evidence=tuple(self.cleaned_data["evidence"]), **words)


def problem_initial(problem: Problem | None) -> dict[str, object]:
    if problem is None:
        return {"based_on": 0}
    return {name: getattr(problem, name) for name in ProblemForm.FIELDS} | {"based_on": problem.number}
