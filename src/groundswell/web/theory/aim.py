"""The aim in a few words, for the crumb and for the root of the diagram."""

from django.utils.translation import gettext as _

from groundswell.core.methods.aim_sentence import said_date, value_words
from groundswell.domain.projects.models import Aim, Project


def latest_aim(project: Project) -> Aim | None:
    return project.aims.order_by("-number").first()


def aim_numbers(aim: Aim | None) -> str:
    """From where to where: "26% to 18%", or nothing while the aim has no numbers."""
    if aim is None or aim.baseline is None or aim.target is None:
        return ""
    values = {"before": value_words(aim.baseline, aim.unit), "after": value_words(aim.target, aim.unit)}
    return _("%(before)s to %(after)s") % values


def aim_words(aim: Aim | None) -> str:
    """The aim as a short line: what, from where to where, by when."""
    if aim is None:
        return _("No aim yet")
    what = aim.what or aim.free_text
    parts = [f"{what[:1].upper()}{what[1:]}", aim_numbers(aim), _by(aim)]
    words = ": ".join(part for part in (parts[0], " ".join(part for part in parts[1:] if part)) if part)
    return words or _("No aim yet")


def aim_crumb(project: Project) -> tuple[str, str]:
    """The third part of a form's crumb: the aim, and where it is kept."""
    aim = latest_aim(project)
    short = " ".join(part for part in (aim_numbers(aim), _by(aim)) if part) if aim else ""
    words = _("Aim: %(aim)s") % {"aim": short or aim_words(aim)} if aim else _("Aim: not written yet")
    return words, f"/projects/{project.pk}/aim/"


def _by(aim: Aim | None) -> str:
    return _("by %(date)s") % {"date": said_date(aim.by_when)} if aim and aim.by_when else ""
