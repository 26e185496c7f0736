"""When an account or an affiliation may be made or ended: each function says every reason against it."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from groundswell.domain.access.roles import PLACE_ROLES

LANGUAGES = ("en", "es")
SIGN_IN_NAME = re.compile(r"[\w.+-]+")
THEMES = ("system", "light", "dark")

# Who may hand out which role. Nobody hands out a role above their own.
MAY_GRANT: dict[str, frozenset[str]] = {
    "school_leader": frozenset({"staff"}),
    "district_leader": frozenset({"staff", "school_leader", "data_steward"}),
    "hub": frozenset(PLACE_ROLES),
}


def grantable(holding: tuple[str, ...]) -> frozenset[str]:
    """The roles that someone holding these roles here may give to another."""
    return frozenset(role for own in holding for role in MAY_GRANT.get(own, frozenset()))


def against_account(*, username: str, email: str, name: str, taken: list[str]) -> list[str]:
    """Reasons not to make this account. `taken` lists names and addresses in use, in lower case."""
    reasons = []
    if not name.strip():
        reasons.append(_("Give the person's name."))
    if not username.strip():
        reasons.append(_("Give a sign-in name."))
    elif not SIGN_IN_NAME.fullmatch(username):
        reasons.append(_("A sign-in name has letters, digits, dots and dashes, and no spaces."))
    if not _is_address(email):
        reasons.append(_("Give an e-mail address, like ana@school.example."))
    if username.lower() in taken:
        reasons.append(_("The sign-in name “%(name)s” is taken. Choose another.") % {"name": username})
    if email.lower() in taken:
        reasons.append(_("Someone already has an account with %(email)s.") % {"email": email})
    return reasons


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def against_affiliation(
    *, role: str, may_grant: frozenset[str], starts_on: date, ends_on: date | None
) -> list[str]:
    if role not in PLACE_ROLES:
        return [_("“%(role)s” is no role at a place.") % {"role": role}]
    reasons = []
    if role not in may_grant:
        reasons.append(
            _("Your role here cannot hand out the role “%(role)s”.") % {"role": PLACE_ROLES[role].name}
        )
    if ends_on is not None and ends_on < starts_on:
        reasons.append(_("The last day is before the first day."))
    return reasons


def against_ending(*, starts_on: date, last_day: date, already: date | None) -> list[str]:
    reasons = []
    if last_day < starts_on:
        reasons.append(_("The last day is before the first day."))
    if already is not None and already < last_day:
        reasons.append(_("This already ended on an earlier day."))
    return reasons


def against_taking_away(*, role: str, may_end: frozenset[str], is_last_hub: bool) -> list[str]:
    reasons = []
    if role not in may_end:
        reasons.append(_("Your role here cannot end the role “%(role)s”.") % {"role": PLACE_ROLES[role].name})
    if is_last_hub:
        reasons.append(
            _(
                "This is the network's last hub member. Invite another first, so that someone can let people in."
            )
        )
    return reasons


def against_preferences(*, name: str, language: str, theme: str) -> list[str]:
    reasons = []
    if not name.strip():
        reasons.append(_("Give your name, as your colleagues know you."))
    if language not in LANGUAGES:
        reasons.append(_("We speak English and Spanish so far."))
    if theme not in THEMES:
        reasons.append(_("Choose light, dark, or as your device."))
    return reasons
