"""When a storyboard may be saved, shared or withdrawn. Each function returns every reason against it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from groundswell.core.methods.findings import Finding
from groundswell.domain.access.actor import PROJECT_STEP
from groundswell.domain.places.models import Place, ancestors
from groundswell.domain.reports.models import Storyboard


def why_not_saved(*, headline: str, story: str) -> list[str]:
    reasons = []
    if not headline.strip():
        reasons.append(_("Give it a headline: one sentence that a colleague would repeat."))
    if not story.strip():
        reasons.append(
            _("Write the story in a few sentences: what you thought, what you tried, what you learned.")
        )
    return reasons


def why_not_shared(storyboard: Storyboard, *, level: str, blocking: Sequence[Finding]) -> list[str]:
    """Only what protects a child or a count holds a storyboard back."""
    reasons = []
    if storyboard.shared_at is not None:
        reasons.append(_("This version is shared already. Write a new one to change it."))
    if level not in audiences(storyboard.project.place):
        reasons.append(
            _("Choose who it is for: %(levels)s.")
            % {"levels": ", ".join(audiences(storyboard.project.place))}
        )
    return reasons + [f"{finding.saw} {finding.step}" for finding in blocking]


def why_not_withdrawn(storyboard: Storyboard) -> list[str]:
    if storyboard.shared_at is None:
        return [_("It was never shared.")]
    return [_("It is withdrawn already.")] if storyboard.withdrawn_at is not None else []


def audiences(place: Place) -> dict[str, str]:
    """Whom a team of this place can share with: level -> path, nearest first."""
    above = Place.objects.filter(path__in=ancestors(place.path.split(PROJECT_STEP)[0])).order_by("-path")
    return {row.kind: row.path for row in above if row.kind in Storyboard.Level.values}
