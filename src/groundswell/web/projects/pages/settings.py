from dataclasses import dataclass

from groundswell.domain.projects.models import Project
from groundswell.web.projects.forms.settings import RenameForm, StateForm


@dataclass(frozen=True)
class SettingsPage:
    """The project's name, and whether it is active, paused or closed."""

    project: Project
    rename: RenameForm
    state: StateForm
