"""What the team said about a hint: it is not for us, and why."""

from django.conf import settings
from django.db import models

from groundswell.domain.projects.models import Project


class Dismissal(models.Model):
    """A hint set aside by the team, with the reason. Dismissals improve the rules; they are no fault."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="dismissals")
    check_id = models.CharField(max_length=10)
    subject = models.CharField(max_length=100)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "check_id", "subject"], name="dismissal_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="dismissal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.check_id} on {self.subject}"
