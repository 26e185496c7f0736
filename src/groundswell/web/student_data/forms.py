"""Shapes of the pages of student data: a file with what one declares about it, a reason, a narrowing of the report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from groundswell.domain.intake.student_files import InboxFile
from groundswell.domain.intake.student_models import StudentFinding
from groundswell.domain.places.models import Place
from groundswell.store.read.formats import FORMATS
from groundswell.web.student_data.words import format_choices

DATES = [
    ("iso", _("Year first: 2026-03-09")),
    ("mdy", _("Month first: 3/9/2026")),
    ("dmy", _("Day first: 9/3/2026")),
]
ENCODINGS = [
    ("utf-8", _("UTF-8")),
    ("cp1252", _("Windows (cp1252)")),
    ("latin-1", _("Latin 1")),
    ("utf-16", _("UTF-16")),
]


ALL = "all"


class NewLoadForm(forms.Form):
    """One file, sent or named, and what the sender declares: nothing is guessed."""

    place = forms.ChoiceField(label=_("Whose data it is"))
    format = forms.ChoiceField(label=_("What kind of files"))
    file = forms.FileField(label=_("File to send"), required=False)
    inbox = forms.ChoiceField(
        label=_("Or a file of the inbox folder"),
        required=False,
        help_text=_("For files of a gigabyte and more: whoever runs the server copies them there."),
    )
    dates = forms.ChoiceField(
        label=_("How dates with slashes are written"),
        choices=DATES,
        widget=forms.RadioSelect,
        initial="iso",
        help_text=_("For OneRoster files. A date that can be read in two ways is a question, never a guess."),
    )
    encoding = forms.ChoiceField(
        label=_("How the text is stored"),
        choices=ENCODINGS,
        initial="utf-8",
        help_text=_("For OneRoster files."),
    )
    match = forms.ChoiceField(
        label=_("Which student number the file has"),
        choices=[("", _("The one of the rosters")), ("local_id", _("The school's own (local id)"))],
        required=False,
        help_text=_("For test files."),
    )
    adds = forms.BooleanField(
        label=_("Add to what is held"),
        required=False,
        help_text=_(
            "For Ed-Fi, tables and test files. Without this, they take the place of what is held of the same thing."
        ),
    )
    accept_loss = forms.BooleanField(
        label=_("Bring it in though most of a year's students would be gone"),
        required=False,
        help_text=_("Without this, such a file is not brought in: it is most often an export cut short."),
    )

    def __init__(
        self, *args: object, places: Sequence[Place], inbox: Sequence[InboxFile], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        chosen: Any = self.fields
        chosen["place"].choices = [(place.code, place.name) for place in places]
        chosen["format"].choices = format_choices()
        limit = filesizeformat(settings.STUDENT_DATA_MAX_BYTES)
        chosen["file"].help_text = say("Up to %(limit)s.") % {"limit": limit}
        listed = [(each.name, f"{each.name} ({filesizeformat(each.size)})") for each in inbox]
        chosen["inbox"].choices = [("", say("No file of the inbox")), *listed]
        if len(places) == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.fields["place"].initial = places[0].code
        if not listed:
            del self.fields["inbox"]
            self.fields["file"].required = True

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > settings.STUDENT_DATA_MAX_BYTES:
            limit = filesizeformat(settings.STUDENT_DATA_MAX_BYTES)
            raise forms.ValidationError(
                say("This file is larger than %(limit)s. Put it into the inbox folder instead.")
                % {"limit": limit}
            )
        return file

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        file, named = told.get("file"), told.get("inbox")
        if not file and not named and "file" not in self.errors:
            self.add_error("file", say("Choose a file to send, or one of the inbox."))
        if file and named:
            self.add_error("inbox", say("Choose one: the file to send or the file of the inbox."))
        takes = FORMATS[told["format"]].options if told.get("format") in FORMATS else ()
        if told.get("adds") and takes and "adds" not in takes:
            self.add_error(
                "adds",
                say(
                    "This choice is for Ed-Fi, tables and test files. A OneRoster delta says itself what it adds."
                ),
            )
        return told

    def options(self) -> dict[str, object]:
        """What the format takes of what was declared."""
        chosen = self.cleaned_data["encoding"]
        told = self.cleaned_data | {"encoding": "" if chosen == "utf-8" else chosen}
        return {name: told[name] for name in FORMATS[told["format"]].options if name in told}


class ReasonForm(forms.Form):
    """Why a load is taken back."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=400,
        help_text=_("Others read this later, so leave students' names and numbers out."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NarrowForm(forms.Form):
    """Part of a report: one kind, one file, one rule; or `ALL` of them."""

    kind = forms.ChoiceField(label=_("Show"))
    file = forms.ChoiceField(label=_("File"))
    rule = forms.ChoiceField(label=_("Reason"))

    def __init__(
        self, *args: object, files: Sequence[str], rules: Sequence[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        chosen: Any = self.fields
        kinds = {"fault": say("Rows set aside"), "skipped": say("Rows skipped"), "notice": say("Notes")}
        chosen["kind"].choices = [
            (ALL, say("Everything")),
            *((kind, kinds[kind]) for kind in StudentFinding.Kind),
        ]
        chosen["file"].choices = [(ALL, say("All files")), *((name, name) for name in files)]
        chosen["rule"].choices = [(ALL, say("All reasons")), *rules]
