"""The shape of one day's entry."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from groundswell.domain.cycles.actions.photos import PhotoError, clean_jpeg

NUMBER = {"inputmode": "decimal", "step": "any", "min": "0", "autocomplete": "off"}


class EntryForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.FloatField(
        label=_("How many?"),
        required=False,
        widget=forms.NumberInput(attrs=NUMBER | {"placeholder": "–"}),
    )
    total = forms.FloatField(
        label=_("out of"),
        required=False,
        min_value=0,
        widget=forms.NumberInput(attrs=NUMBER),
    )
    surprise = forms.CharField(
        label=_("Anything that surprised you?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    happened = forms.CharField(
        label=_("What happened?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    on = forms.DateField(
        label=_("Which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    photo = forms.FileField(
        label=_("Photo of paper"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def clean_photo(self) -> bytes | None:
        given: Any = self.cleaned_data["photo"]
        if not given:
            return None
        if given.size > settings.PHOTO_MAX_BYTES:  # before it is read into memory
            raise forms.ValidationError(_("This photo is too large. Take it again, smaller."))
        try:
            return clean_jpeg(given.read())
        except PhotoError as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        empty = not any(
            data.get(name) not in (None, "") for name in ("number", "happened", "surprise", "photo")
        )
        if empty and not self.errors:
            raise forms.ValidationError(_("A number is enough, or a few words."))
        return data
