"""The shape of what people send about the people of a place."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access.roles import PLACE_ROLES
from groundswell.domain.people.models import Person


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The link to choose a password goes here.")
    )
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        required=False,
        help_text=_("Leave it empty and we make one from the name: Ana Ruiz signs in as ana.ruiz."),
    )
    title = forms.CharField(
        label=_("What they do"),
        max_length=200,
        required=False,
        help_text=_("Like “Principal” or “Grade 2 teacher”."),
    )
    role = forms.ChoiceField(label=_("Role here"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())

    def __init__(self, *args: object, roles: Iterable[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _offer(self, roles)


class PersonChoice(forms.ModelChoiceField[Person]):
    """People by name and what they do, or their address: two of one name are told apart."""

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name}, {obj.title or obj.email}"


class RoleForm(forms.Form):
    person = PersonChoice(label=_("Who"), queryset=Person.objects.none(), empty_label=_("Choose a person"))
    role = forms.ChoiceField(label=_("Role here"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("Last day"), widget=DayInput(), required=False, help_text=_("Leave it empty if it goes on.")
    )

    def __init__(
        self, *args: object, roles: Iterable[str], people: Iterable[Person], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _offer(self, roles)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("name", "pk")


class EndForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day"),
        widget=DayInput(),
        required=False,
        help_text=_("Leave it empty to end it now. On the last day the person still sees everything."),
    )


def _offer(form: forms.Form, roles: Iterable[str]) -> None:
    """The roles that may be handed out, the ones with the smallest reach first; a single one is chosen."""
    choices = [(code, role.name) for code, role in PLACE_ROLES.items() if code in set(roles)]
    form.fields["role"].choices = choices  # type: ignore[attr-defined]
    if len(choices) == 1:
        form.fields["role"].initial = choices[0][0]
