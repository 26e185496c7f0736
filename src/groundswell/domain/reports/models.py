"""Storyboards: the one thing that leaves a team, as a frozen version, when the team lifts it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import ROLES
from groundswell.domain.places.models import ancestors
from groundswell.domain.projects.models import Project

PERSON = settings.AUTH_USER_MODEL


class StoryboardQuerySet(models.QuerySet["Storyboard"]):
    def shared_with(self, by: Actor) -> "StoryboardQuerySet":
        """Versions lifted to a place the person belongs to. Roles above that place give no sight of them."""
        paths = {
            path
            for grant in by.grants
            if Permission.STORYBOARD_READ in ROLES[grant.role].permissions
            for path in ancestors(grant.path)
        }
        return self.filter(audience_path__in=paths, shared_at__isnull=False, withdrawn_at__isnull=True)


class Storyboard(models.Model):
    """Version `number` of a team's storyboard. `content` is frozen when it is shared."""

    class Level(models.TextChoices):
        TEAM = "team"
        SCHOOL = "school"
        DISTRICT = "district"
        NETWORK = "network"

    project = models.ForeignKey(Project, models.CASCADE, related_name="storyboards")
    number = models.PositiveIntegerField()
    level = models.CharField(max_length=10, choices=Level, default=Level.TEAM)
    audience_path = models.CharField(max_length=200, blank=True, db_index=True)
    headline = models.CharField(max_length=300)
    story = models.TextField()
    ask = models.TextField(blank=True)
    content = models.JSONField(default=dict)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    shared_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = StoryboardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="storyboard_number_once"),
            models.CheckConstraint(
                condition=Q(shared_at__isnull=True, shared_by__isnull=True)
                | Q(shared_at__isnull=False, shared_by__isnull=False),
                name="storyboard_shared_has_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="storyboard_withdrawn_has_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return self.headline
