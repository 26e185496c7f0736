from groundswell.domain.checks.models import Dismissal
from groundswell.domain.projects.models import Project
from tests.factories.people import NOW


def make_dismissal(project: Project, **fields: object) -> Dismissal:
    defaults: dict[str, object] = {
        "check_id": "K01",
        "subject": "problem:1",
        "reason": "We know this already.",
        "by": project.created_by,
        "at": NOW,
    }
    return Dismissal.objects.create(project=project, **(defaults | fields))
