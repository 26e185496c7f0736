"""What a team writes on its storyboard, and whom it is for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.reports.queries.compose import Choices

LEVELS = {"school": _("Our school"), "district": _("Our district"), "network": _("The whole network")}


class StoryboardForm(forms.Form):
    """The words are the team's; numbers and charts are added from its records."""

    headline = forms.CharField(
        max_length=300, label=_("Headline"), help_text=_("One sentence that a colleague would repeat.")
    )
    story = forms.CharField(
        label=_("The story"),
        help_text=_("What we thought, what we tried, what we learned, and what did not work."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    ask = forms.CharField(
        required=False,
        label=_("What we would like from readers"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    measures = forms.MultipleChoiceField(
        required=False, label=_("Charts to show"), widget=forms.CheckboxSelectMultiple
    )
    cycles = forms.MultipleChoiceField(
        required=False, label=_("Tests to tell"), widget=forms.CheckboxSelectMultiple
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: object = None, *, choices: Choices, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["measures"].choices = [(str(row.pk), row.name) for row in choices.measures]  # type: ignore[attr-defined]
        self.fields["cycles"].choices = [(str(row.pk), row.title) for row in choices.cycles]  # type: ignore[attr-defined]


class ShareForm(forms.Form):
    """For whom. There is no default: lifting something out of the team is a choice."""

    level = forms.ChoiceField(label=_("Who is it for?"), widget=forms.RadioSelect)

    def __init__(self, data: object = None, *, levels: dict[str, str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["level"].choices = [(level, LEVELS[level]) for level in levels if level in LEVELS]  # type: ignore[attr-defined]
