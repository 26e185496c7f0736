"""Imports: one file, its report, and the rows that were set aside. Nothing a person sent is lost."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import reach
from groundswell.domain.access.permissions import Permission
from groundswell.domain.intake.student_models import StudentFinding, StudentLoad
from groundswell.domain.places.models import Place

__all__ = ["Import", "ImportQuerySet", "SetAsideRow", "StudentFinding", "StudentLoad"]


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, by: Actor) -> "ImportQuerySet":
        return self.filter(reach(by, Permission.IMPORT_RUN, field="place__path"))


class Import(models.Model):
    """One file on its way in: previewed, then accepted as a whole, and revertible.

    In `PREVIEW` the counts say what would come in (of the first rows alone if `is_sample`).
    """

    class State(models.TextChoices):
        PREVIEW = "preview"
        QUEUED = "queued"
        RUNNING = "running"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        REVERTED = "reverted"

    place = models.ForeignKey(Place, models.PROTECT, related_name="imports")
    target = models.CharField(max_length=40, default="observations")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content_key = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField()
    file = models.FileField(upload_to="imports/", max_length=200)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State, default=State.PREVIEW)
    is_sample = models.BooleanField(default=False)
    rows_read = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    refusal = models.TextField(blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rows_read=F("accepted") + F("quarantined") + F("skipped")),
                name="import_conserves_rows",
            ),
            models.UniqueConstraint(
                fields=["place", "content_key"], condition=Q(state="accepted"), name="import_content_once"
            ),
        ]
        indexes = [models.Index(fields=["place", "id"], name="import_place")]

    def __str__(self) -> str:
        return self.filename


class SetAsideRow(models.Model):
    """A row that did not come in, with the reason and what to do about it.

    `more` lists further problems of the same row, as {column, rule, message, fix}.
    """

    class Kind(models.TextChoices):
        QUARANTINED = "quarantined"
        SKIPPED = "skipped"

    load = models.ForeignKey(Import, models.CASCADE, related_name="set_aside")
    kind = models.CharField(max_length=20, choices=Kind)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=100, blank=True)
    rule = models.CharField(max_length=60)
    message = models.CharField(max_length=400)
    fix = models.CharField(max_length=400, blank=True)
    more = models.JSONField(default=list)
    raw = models.JSONField(default=dict)
    corrected_in = models.ForeignKey(
        Import, models.SET_NULL, null=True, blank=True, related_name="corrected_rows"
    )

    class Meta:
        indexes = [models.Index(fields=["load", "kind", "line"], name="set_aside_line")]

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"
