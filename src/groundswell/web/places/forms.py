"""The shape of what people send about places: a place to add, a dated event."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.places.models import CalendarEvent, Place

KINDS = {
    Place.Kind.DISTRICT: _("District"),
    Place.Kind.SCHOOL: _("School"),
    Place.Kind.DEPARTMENT: _("Department"),
    Place.Kind.TEAM: _("Team"),
}
EVENTS = [
    (CalendarEvent.Kind.CLOSED, _("Closed")),
    (CalendarEvent.Kind.HALF_DAY, _("Half day")),
    (CalendarEvent.Kind.WEATHER, _("Weather")),
    (CalendarEvent.Kind.TESTING, _("Testing week")),
    (CalendarEvent.Kind.GAP, _("Gap in the numbers")),
    (CalendarEvent.Kind.OTHER, _("Something else")),
]
LONGEST_LEVELS = 60  # signs, with the commas
Choices = Iterable[tuple[str, object]]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PlaceForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.SlugField(
        label=_("Code"),
        max_length=40,
        required=False,
        help_text=_(
            "Names it in addresses and in files, and never changes. Leave it empty and we make one from the name: "
            "Cedar School gets cedar-school."
        ),
    )
    level = forms.CharField(
        label=_("Level"), max_length=40, required=False, help_text=_("Like “K-8”, “Elementary” or “High”.")
    )
    enrolled = forms.IntegerField(label=_("Students"), min_value=0, required=False)
    enrolled_source = forms.CharField(label=_("Where that number comes from"), max_length=200, required=False)

    def __init__(self, *args: object, kinds: Iterable[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(kind, KINDS[Place.Kind(kind)]) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["kind"].initial = choices[0][0]


class EventForm(forms.Form):
    kind = forms.ChoiceField(label=_("What kind"), choices=EVENTS)
    label = forms.CharField(
        label=_("What happened"),
        max_length=200,
        help_text=_("A few words, such as “Snow, all schools closed”."),
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("Last day"), widget=DayInput(), required=False, help_text=_("Leave it empty for one day.")
    )
    levels = forms.MultipleChoiceField(
        label=_("Which levels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none if it was for everyone."),
    )
    not_judged_for = forms.ChoiceField(
        label=_("Days and weeks that begin inside it"),
        required=False,
        help_text=_("Set aside means: the chart shows the point and does not judge it."),
    )
    source = forms.CharField(label=_("Who says so"), max_length=200, required=False)

    def __init__(self, *args: object, levels: Iterable[str], measures: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known = [(level, level) for level in levels if "," not in level]
        self.fields["levels"].choices = known  # type: ignore[attr-defined]
        if not known:
            del self.fields["levels"]
        self.fields["not_judged_for"].choices = [  # type: ignore[attr-defined]
            ("", _("are judged as any other")),
            ("*", _("are set aside, for every measure")),
            *measures,
        ]

    def clean_levels(self) -> list[str]:
        levels: list[str] = self.cleaned_data["levels"]
        if len(", ".join(levels)) > LONGEST_LEVELS:
            raise forms.ValidationError(_("That is a long list. Choose none to mean everyone."))
        return levels

    def facts(self) -> dict[str, object]:
        """What the action takes: levels as words between commas."""
        return self.cleaned_data | {"levels": ", ".join(self.cleaned_data.get("levels", []))}
