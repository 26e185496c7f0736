from django import forms
from django.utils.translation import gettext_lazy as _


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name of the project"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class StateForm(forms.Form):
    STATES = [
        ("active", _("Active: we are at work")),
        ("paused", _("Paused: we come back to it")),
        ("closed", _("Closed: we are done, and it stays readable")),
    ]
    state = forms.ChoiceField(label=_("Where the project stands"), choices=STATES, widget=forms.RadioSelect)
    why = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)
