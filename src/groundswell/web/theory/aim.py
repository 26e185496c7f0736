"""The aim in a few words, for the crumb and for the root of the diagram."""

from django.utils.translation import gettext as _

from groundswell.domain.projects.models import Aim, Project
from groundswell.domain.projects.queries import aim_short
from groundswell.web.projects.crumbs import aim_link


def latest_aim(project: Project) -> Aim | None:
    return project.aims.select_related("measure").order_by("-number").first()


def aim_words(aim: Aim | None) -> str:
    """The aim as a short line: what, from where to where, by when."""
    if aim is None:
        return _("No aim yet")
    what = aim.what or aim.free_text
    has_numbers = aim.baseline is not None and aim.target is not None
    named = f"{what[:1].upper()}{what[1:]}"
    return f"{named}: {aim_short(aim)}" if has_numbers else named


def aim_crumb(project: Project) -> tuple[str, str]:
    """The third part of a form's crumb: the aim, and where it is kept."""
    return aim_link(project, latest_aim(project))
