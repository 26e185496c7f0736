"""What a team writes beside its starter data pack."""

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.projects import policies
from groundswell.domain.projects.models import DataReading, Project
from groundswell.domain.refusals import refuse_if
from groundswell.domain.versions import save_if_unchanged


@transaction.atomic
def read_data(
    *, by: Actor, project: Project, notice: str, wonder: str, so_what: str, cannot_tell: str, version: int
) -> DataReading:
    """Keep what the team noticed, wondered and concluded. `version` is the one the person saw, 0 before any.

    Raises Conflict when someone saved in between.
    """
    require(by, Permission.PROJECT_WORK, within=project.path)
    refuse_if(policies.against_change(project.state))
    words = {"notice": notice, "wonder": wonder, "so_what": so_what, "cannot_tell": cannot_tell}
    changes: dict[str, object] = {name: text.strip() for name, text in words.items()}
    kept, _ = DataReading.objects.get_or_create(
        project=project, defaults={"version": 0, "by_id": by.id, "at": by.now}
    )
    saved = save_if_unchanged(kept, version=version, changes=changes | {"by_id": by.id, "at": by.now})
    record(by, "projects.data_reading", project, path=project.path, version=saved.version)
    return saved
