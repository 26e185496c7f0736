"""What the team said about a hint: it is not for us, and why."""

from django.conf import settings
from django.db import models

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import reach
from groundswell.domain.access.permissions import Permission
from groundswell.domain.projects.models import Project


class DismissalQuerySet(models.QuerySet["Dismissal"]):
    def visible_to(self, by: Actor) -> "DismissalQuerySet":
        """Of the teams one works in: hints are nobody else's business, the sponsor's included."""
        return self.filter(reach(by, Permission.PROJECT_WORK, field="project__path"))


class Dismissal(models.Model):
    """A hint set aside by the team, with the reason. Dismissals improve the rules; they are no fault."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="dismissals")
    check_id = models.CharField(max_length=10)
    subject = models.CharField(max_length=100)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DismissalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "check_id", "subject"], name="dismissal_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="dismissal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.check_id} on {self.subject}"
