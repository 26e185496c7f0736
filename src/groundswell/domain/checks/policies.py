"""When a hint can be set aside."""

from django.utils.translation import gettext as _

from groundswell.library import check_definitions


def why_not_set_aside(*, check_id: str, reason: str) -> list[str]:
    """Every reason against it. Advice can always be set aside; what protects a child or a count cannot."""
    reasons = []
    definition = next((check for check in check_definitions() if check.id == check_id), None)
    if definition is None:
        reasons.append(_("There is no check %(id)s.") % {"id": check_id})
    elif definition.blocking:
        reasons.append(_("This one protects people or the count, so it stays until it is mended."))
    if not reason.strip():
        reasons.append(_("Say in a few words why it does not fit: that helps the next team."))
    return reasons
