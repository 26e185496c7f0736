"""How many of what: the size of a test in words. Units are kept in the singular."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

UNITS = {
    "class": ("class", "classes"),
    "student": ("student", "students"),
    "family": ("family", "families"),
    "teacher": ("teacher", "teachers"),
    "lesson": ("lesson", "lessons"),
    "group": ("group", "groups"),
    "room": ("room", "rooms"),
    "route": ("route", "routes"),
    "gate": ("gate", "gates"),
    "grade": ("grade", "grades"),
    "department": ("department", "departments"),
    "school": ("school", "schools"),
    "office": ("office", "offices"),
}


def singular(unit: str) -> str:
    """The unit as it is kept: "Classes" -> "class". A word we do not know stays as it was written."""
    plain = unit.strip().lower()
    return next((one for one, (_one, many) in UNITS.items() if plain in (one, many)), unit.strip())


def unit_words(unit: str, count: int) -> str:
    one, many = UNITS.get(singular(unit), (unit, unit))
    return ngettext(one, many, count)


def scale_words(count: int | None, unit: str, total: int | None = None) -> str:
    """How much a test touches: "3 classes", "all 14 classes", or nothing when the size is not known."""
    if count is None:
        return ""
    if total is not None and count == total and total > 1:
        return _("all %(count)s %(unit)s") % {"count": count, "unit": unit_words(unit, count)}
    return f"{count} {unit_words(unit, count)}".strip()
