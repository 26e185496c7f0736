"""Where in the house a page stands."""

from dataclasses import dataclass

from groundswell.domain.places.models import Place
from groundswell.domain.projects.models import Project


@dataclass(frozen=True)
class Where:
    """Where in the house a page stands: its place or project, and the item of the rail that is current."""

    current: str
    place: Place | None = None
    project: Project | None = None
