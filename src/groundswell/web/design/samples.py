"""What the gallery shows: invented names and numbers for every component in every state."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.web.design.nav import Link, Nav, RailItem, RailSection, Tab, crumb

SWATCHES = (
    ("paper", _("Paper"), _("page")),
    ("wash", _("Wash"), _("locked, chosen row")),
    ("ink", _("Ink"), _("words")),
    ("ink2", _("Ink 2"), _("second voice")),
    ("fill", _("Mulberry"), _("act, you are here")),
    ("imp", _("Blue"), _("improving")),
    ("con", _("Orange"), _("look again")),
    ("com", _("Grey"), _("expected")),
)
DECISIONS = {
    "adopt": _("Make it part of the day"),
    "adapt": _("Change something, test again"),
    "expand": _("Same idea, larger scale"),
    "repeat": _("Same test, new conditions"),
    "abandon": _("Keep what we learned"),
}
UNITS = {
    "percent": _("A share of today’s number: 26% less than now"),
    "points": _("The distance between two percentages: from 26% to 18%"),
}
ICON_WORDS = (
    ("aim", _("aim")),
    ("measure", _("measure")),
    ("theory", _("theory")),
    ("test", _("test")),
    ("storyboard", _("storyboard")),
    ("ask", _("ask")),
    ("barrier", _("barrier")),
    ("hint", _("hint, record")),
    ("locked", _("locked")),
    ("looked", _("who looked")),
    ("note", _("note")),
    ("photo", _("photo")),
    ("say", _("say it")),
    ("away", _("no connection")),
    ("people", _("people")),
    ("print", _("print")),
)


@dataclass(frozen=True)
class Step:
    label: str
    state: str


@dataclass(frozen=True)
class Cycle:
    number: int
    scale: str
    said: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class Named:
    name: str
    role: str


class WritingForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the measure"), help_text=_("As you would say it in the staff room.")
    )
    surprise = forms.CharField(
        label=_("What surprised you?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    who = forms.ChoiceField(label=_("Who leads"), choices=[("ana", "Ana Lindqvist"), ("luis", "Luis Ortega")])
    shared = forms.BooleanField(label=_("Show this to our coach"), required=False)
    days = forms.MultipleChoiceField(
        label=_("School days"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("mon", _("Monday")), ("tue", _("Tuesday")), ("wed", _("Wednesday"))],
    )
    photo = forms.FileField(label=_("Photo of the paper"), required=False)


class LookAgainForm(forms.Form):
    unit = forms.ChoiceField(
        label=_("The change is in"),
        widget=forms.RadioSelect,
        choices=[("percent", _("percent")), ("points", _("percentage points"))],
        error_messages={"required": _("Choose percent or percentage points.")},
    )
    by = forms.DateField(label=_("By when"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_by(self) -> date:
        day: date = self.cleaned_data["by"]
        if day < date(2025, 10, 6):
            raise forms.ValidationError(_("This is before the start, 6 October 2025. Did you mean 2026?"))
        return day


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("What will you do with the idea?"),
        help_text=_("All five are good endings when you can say why."),
        widget=forms.RadioSelect,
        choices=[
            ("adopt", _("Adopt")),
            ("adapt", _("Adapt")),
            ("expand", _("Expand")),
            ("repeat", _("Repeat")),
            ("abandon", _("Set down")),
        ],
    )


class CountForm(forms.Form):
    came = forms.IntegerField(
        label=_("How many of the 12 children came?"),
        min_value=0,
        max_value=12,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def writing_form() -> WritingForm:
    said = {
        "name": "In class at first bell",
        "surprise": "Two came back for a second hello.",
        "who": "luis",
        "days": ["tue"],
    }
    return WritingForm(initial=said, auto_id="writing_%s")


def look_again_form() -> LookAgainForm:
    return LookAgainForm({"by": "2024-06-12"}, auto_id="again_%s")


def gallery_nav(here: str) -> Nav:
    """A rail like a project's, so that the frame can be judged as well."""
    top = RailSection((RailItem("Today", "#", "home"), RailItem("Our school", "#", "people", short="School")))
    project = RailSection(
        (RailItem("Gallery", here, "project", current=True),), title="Mornings that start", ruled=True
    )
    one = RailSection(
        (RailItem("Problem, aim, team", "#", "aim", short="Aim"),),
        small=gettext("What are we trying to accomplish?"),
        question=1,
    )
    two = RailSection(
        (RailItem("Measures", "#", "measure", "6"),), small=gettext("How will we know?"), question=2
    )
    ideas = (RailItem("Theory", "#", "theory", "v4"), RailItem("Tests", "#", "test", "7"))
    three = RailSection(ideas, small=gettext("What change can we try?"), question=3)
    beyond = RailSection(
        (RailItem("Storyboard", "#", "storyboard"),), small=gettext("Beyond the team"), ruled=True
    )
    bar = (
        RailItem("Today", "#", "home"),
        RailItem("Project", here, "project", current=True),
        RailItem("Record", "#", "record"),
        RailItem("Measures", "#", "measure"),
        RailItem("Contents", "#", "contents"),
    )
    path = (Link("Design", here), Link("Components"))
    return Nav(path=path, sections=(top, project, one, two, three, beyond), bar=bar)


CRUMB = crumb(
    ("Test: study and decide", "#"), ("3 What change can we try?", "#"), ("Aim: 26% to 18% by 12 June", "#")
)
TABS = (Tab("Run chart", "#run"), Tab("Gap", "#gap", current=True), Tab("Table", "#table"))
STEPS = (
    Step("Read the columns", "done"),
    Step("Check every row, 3 set aside so far", "now"),
    Step("Compare with last week", "later"),
    Step("Put in place", "later"),
)
CYCLES = (
    Cycle(1, "1 class, 1 day", "adapt", "decided", "#"),
    Cycle(2, "1 class, 1 week", "adapt", "decided", "#"),
    Cycle(3, "3 classes", "repeat", "decided", "#"),
    Cycle(4, "3 classes, rain", "to study", "now", "#"),
    Cycle(5, "5 classes", "if it holds", "planned"),
)
SET_DOWN = (Cycle(1, "1 class, 1 week", "set down", "set-down", "#"),)
PEOPLE = (
    Named("Ana Lindqvist", "lead, grade 3"),
    Named("Luis Ortega", "facilitator"),
    Named("Joy Abara", "counselor"),
)
FACTS = (
    ("Who", "Ana, Luis, Joy; 12 invited children"),
    ("Where, when", "Bus door, 7:45 to 8:05"),
    ("Data", "Tally at the door, each morning, Joy"),
)
