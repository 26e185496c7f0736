from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.projects.models import Charter
from groundswell.domain.projects.policies import CharterDraft
from groundswell.domain.projects.queries.versions import CHARTER_LABELS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _words(name: str, help_text: "StrOrPromise" = "", *, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=CHARTER_LABELS[name],
        help_text=help_text,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class CharterForm(forms.Form):
    FIELDS: ClassVar[tuple[str, ...]] = tuple(CHARTER_LABELS)

    why_now = _words("why_now", _("What makes this the right season for it?"))
    goal_students = _words("goal_students", _("What will be different for students?"))
    goal_team = _words("goal_team", _("What do we want to be better at ourselves?"))
    scope_in = _words("scope_in", _("Which students, which part of the day, which rooms?"))
    scope_out = _words("scope_out", _("What we say no to for now, so that this stays small."))
    cadence = forms.CharField(
        label=CHARTER_LABELS["cadence"],
        help_text=_("A slot that is protected, like “Tuesdays 2:45 to 3:15, room 12”."),
        required=False,
        max_length=200,
    )
    decision_rights = _words(
        "decision_rights", _("What may the team decide alone, and what goes to the sponsor?")
    )
    interdependence = _words("interdependence", _("Offices, classes or families whose help this needs."))
    risks = _words("risks")
    review = forms.CharField(label=CHARTER_LABELS["review"], required=False, max_length=200)
    reason = forms.CharField(
        label=_("What changed our minds"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def draft(self) -> CharterDraft:
        return CharterDraft(**{name: self.cleaned_data[name] for name in self.FIELDS})


def charter_initial(charter: Charter | None) -> dict[str, object]:
    if charter is None:
        return {"based_on": 0}
    return {name: getattr(charter, name) for name in CharterForm.FIELDS} | {"based_on": charter.number}
