from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.measures.fed import Following
from groundswell.domain.projects.policies import ProblemDraft

MODES = [("simple", _("Simple: the three questions")), ("guided", _("Guided: step by step"))]
NUMBERS = ("current", "desired", "gap", "group_name", "period")


class StartForm(forms.Form):
    """A name, the problem as the numbers say it, and a mode. The numbers ride along unseen."""

    name = forms.CharField(label=_("What shall we call this work?"), max_length=200)
    statement = forms.CharField(
        label=_("What we see"),
        help_text=_(
            "Filled in from the numbers. Put it in your own words; leave causes and fixes for later."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    mode = forms.ChoiceField(label=_("How would you like to work?"), choices=MODES, widget=forms.RadioSelect)
    place = forms.CharField(widget=forms.HiddenInput)
    measure = forms.CharField(required=False, widget=forms.HiddenInput)
    indicator = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    by = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    set = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    group = forms.CharField(required=False, widget=forms.HiddenInput)
    current = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    desired = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    gap = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    group_name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    period = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def follows(self) -> Following | None:
        words = self.cleaned_data
        sets = (words["set"],) if words["set"] else ()
        return Following(words["indicator"], words["by"], sets) if words["indicator"] else None

    def problem(self) -> ProblemDraft:
        words = {name: self.cleaned_data[name] for name in NUMBERS}
        evidence = ("numbers",) if words["current"] else ()
        return ProblemDraft(statement=self.cleaned_data["statement"], evidence=evidence, **words)
