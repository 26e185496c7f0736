from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.projects.models import DataReading

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _lines(label: StrOrPromise, help_text: StrOrPromise) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DataReadingForm(forms.Form):
    """Four prompts, in the order that keeps a team from explaining too early."""

    notice = _lines(_("Notice"), _("What do you see? No reasons yet."))
    wonder = _lines(_("Wonder"), _("What would you like to know? Who could tell you?"))
    so_what = _lines(_("So what"), _("What of this is yours to change, and for whom first?"))
    cannot_tell = _lines(_("What can it not tell"), _("What would you have to see or hear before you act?"))
    version = forms.IntegerField(widget=forms.HiddenInput)


def reading_initial(kept: DataReading | None) -> dict[str, object]:
    if kept is None:
        return {"version": 0}
    names = ("notice", "wonder", "so_what", "cannot_tell", "version")
    return {name: getattr(kept, name) for name in names}
