"""A small text that is written on a page or sent as a file."""

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 500_000


class TextOrFileForm(forms.Form):
    """Whoever shows it names the two fields."""

    file = forms.FileField(required=False, help_text=_("It takes the place of the text."))
    text = forms.CharField(
        required=False, max_length=LONGEST_TEXT, strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "code"}),
    )  # fmt: skip

    def clean_file(self) -> File[bytes] | None:
        file: File[bytes] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LONGEST_TEXT:
            raise forms.ValidationError(say("This file is larger than a file of words can be."))
        return file

    def told(self) -> str:
        """The text of the file, or else of the field, with the line ends of a file."""
        file: File[bytes] | None = self.cleaned_data["file"]
        text: str = bytes(file.read()).decode("utf-8-sig", "replace") if file else self.cleaned_data["text"]
        return text.replace("\r\n", "\n")
