from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access.roles import PROJECT_ROLES
from groundswell.domain.people.models import Person

ROLES = [(code, role.name) for code, role in PROJECT_ROLES.items()]
SHORT_ROLES = {code: role.description for code, role in PROJECT_ROLES.items()}


class PersonChoice(forms.ModelChoiceField[Person]):
    """People by name and title: two of one name are told apart."""

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name}, {obj.title}" if obj.title else obj.name


class AddMemberForm(forms.Form):
    person = PersonChoice(label=_("Who"), queryset=Person.objects.none(), empty_label=_("Choose a person"))
    role = forms.ChoiceField(label=_("Role in this project"), choices=ROLES, initial="member")
    function = forms.CharField(
        label=_("What they do"),
        help_text=_("Like “Grade 2 teacher” or “bus dispatcher”."),
        required=False,
        max_length=200,
    )
    is_frontline = forms.BooleanField(label=_("Works with students every day"), required=False)

    def __init__(self, *args: object, people: Iterable[Person] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        numbers = [person.pk for person in people]
        field = self.fields["person"]
        field.queryset = Person.objects.filter(pk__in=numbers).order_by("name", "pk")  # type: ignore[attr-defined]


class ChangeMemberForm(forms.Form):
    role = forms.ChoiceField(label=_("Role in this project"), choices=ROLES)
    function = forms.CharField(label=_("What they do"), required=False, max_length=200)
    is_frontline = forms.BooleanField(label=_("Works with students every day"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
