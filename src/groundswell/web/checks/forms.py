from django import forms
from django.utils.translation import gettext_lazy as _


class SetAsideForm(forms.Form):
    """Which hint, and why it does not fit."""

    check = forms.CharField(max_length=10)
    subject = forms.CharField(max_length=100)
    reason = forms.CharField(
        max_length=500, label=_("Why it does not fit"), widget=forms.Textarea(attrs={"rows": 2})
    )
