from groundswell.domain.projects.models import Project
from groundswell.domain.reports.models import Storyboard
from tests.factories.people import NOW


def make_storyboard(project: Project, **fields: object) -> Storyboard:
    """A draft of the team. What is shared goes through the action: it freezes the content."""
    defaults: dict[str, object] = {
        "number": project.storyboards.count() + 1,
        "headline": "Calls on the second day brought families back",
        "story": "We thought that nobody noticed. We called.",
        "by": project.created_by,
        "at": NOW,
    }
    return Storyboard.objects.create(project=project, **(defaults | fields))
