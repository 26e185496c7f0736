from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.access.roles import PLACE_ROLES
from groundswell.domain.audit.models import Look
from groundswell.domain.audit.queries import looks_by
from groundswell.domain.people.models import Affiliation, Person
from groundswell.web.people.forms import PreferencesForm

MOST_LOOKS = 20


@dataclass(frozen=True)
class Work:
    """Where a person works, as what, and since when."""

    row: Affiliation
    role: str


@dataclass(frozen=True)
class You:
    """A person's own page: what we know, what they chose, what they looked at."""

    person: Person
    form: PreferencesForm
    work: tuple[Work, ...]
    looks: Sequence[Look]


def you_page(person: Person, form: PreferencesForm) -> You:
    rows = person.affiliations.select_related("place").order_by("-starts_on", "id")
    work = tuple(Work(row, PLACE_ROLES[row.role].name) for row in rows)
    return You(person, form, work, list(looks_by(person.pk)[:MOST_LOOKS]))
