"""Shapes of what is typed about a theory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = [("primary", _("Primary driver")), ("secondary", _("Secondary driver")), ("idea", _("Change idea"))]
BELIEFS = [("", _("not said yet")), *[(str(n), str(n)) for n in range(5)]]


def ruled(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AddForm(forms.Form):
    kind = forms.ChoiceField(label=_("It is a"), choices=KINDS)
    text = forms.CharField(label=_("In a few words"), max_length=200)
    parent = forms.TypedChoiceField(label=_("It serves"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("the aim itself, or nothing yet")), *parents]  # type: ignore[attr-defined]


class KeepForm(forms.Form):
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label=_("What changed your minds?"), required=False, widget=ruled(2))


class NodeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("In a few words"), max_length=200)
    definition = forms.CharField(label=_("What exactly do you mean?"), required=False, widget=ruled(2))
    why_we_believe = forms.CharField(
        label=_("Why do you believe it?"),
        required=False,
        widget=ruled(2),
        help_text=_("A number, a voice, something you saw."),
    )
    belief = forms.TypedChoiceField(
        label=_("How sure are you?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=BELIEFS,
        help_text=_("0 is not at all, 4 is certain."),
    )


class IdeaForm(NodeForm):
    origin = forms.ChoiceField(
        label=_("Where does it come from?"),
        required=False,
        choices=[("", _("not said yet")), ("new", _("New, our own")), ("adapted", _("Adapted from someone"))],
    )
    adapted_from = forms.CharField(label=_("From whom?"), required=False, max_length=300)
    core = forms.CharField(
        label=_("Core: what has to stay"),
        required=False,
        widget=ruled(2),
        help_text=_("Without it, it is another idea."),
    )
    adaptable = forms.CharField(
        label=_("Adaptable: what may differ by place"), required=False, widget=ruled(2)
    )


class LinkForm(forms.Form):
    parent = forms.TypedChoiceField(label=_("It also serves"), coerce=int)
    weak = forms.BooleanField(label=_("a weak link, drawn dotted"), required=False)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = parents  # type: ignore[attr-defined]


class MeasureForm(forms.Form):
    measure = forms.TypedChoiceField(label=_("Hang a measure here"), coerce=int)

    def __init__(self, *args: Any, measures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = measures  # type: ignore[attr-defined]


class SetDownForm(forms.Form):
    why = forms.CharField(label=_("Why do you set it down?"), required=False, widget=ruled(2))


class ThingForm(forms.Form):
    """The number of the link or measure that a small button is about."""

    thing = forms.IntegerField(widget=forms.HiddenInput)
