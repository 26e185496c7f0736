"""Work on student data: a file on its way into the store of editions, its taking back, or a release made anew."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import reach
from groundswell.domain.access.permissions import Permission
from groundswell.domain.places.models import Place


class StudentLoadQuerySet(models.QuerySet["StudentLoad"]):
    def visible_to(self, by: Actor) -> "StudentLoadQuerySet":
        return self.filter(reach(by, Permission.STUDENT_DATA_LOAD, field="place__path"))


class StudentLoad(models.Model):
    """One file, the taking back of one, or a release that was asked for. No student's data is kept here: that stays in the store.

    `stored_as` names the file while it waits in our folder, "" once it is deleted or when it lies in the inbox.
    `made_at` is written into the edition or release, by which a load whose worker died is known again.
    """

    class Kind(models.TextChoices):
        LOAD = "load"
        TAKE_BACK = "take_back"
        RELEASE = "release"

    class State(models.TextChoices):
        PREVIEW = "preview"
        QUEUED = "queued"
        RUNNING = "running"
        IN = "in"
        UNCHANGED = "unchanged"
        REFUSED = "refused"
        TAKEN_BACK = "taken_back"

    class Release(models.TextChoices):
        NONE = ""
        MADE = "made"
        NOT_NEEDED = "not_needed"
        STOPPED = "stopped"
        BY_HAND = "by_hand"

    place = models.ForeignKey(Place, models.PROTECT, related_name="student_loads")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.LOAD)
    takes_back = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="taken_back_by"
    )
    reason = models.CharField(max_length=400, blank=True)
    format = models.CharField(max_length=40, blank=True)
    filename = models.CharField(max_length=200, blank=True)
    is_from_inbox = models.BooleanField(default=False)
    stored_as = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    contents = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State, default=State.PREVIEW)
    stage = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    made_at = models.CharField(max_length=40, blank=True)
    edition = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveBigIntegerField(default=0)
    accepted = models.PositiveBigIntegerField(default=0)
    quarantined = models.PositiveBigIntegerField(default=0)
    skipped = models.PositiveBigIntegerField(default=0)
    fault_count = models.PositiveBigIntegerField(default=0)
    files = models.JSONField(default=list)
    tables = models.JSONField(default=list)
    school_years = models.JSONField(default=list)
    refusal = models.TextField(blank=True)
    release_state = models.CharField(max_length=20, choices=Release, blank=True, default=Release.NONE)
    release = models.JSONField(default=dict)
    is_reported = models.BooleanField(default=False)
    stop_asked = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="student_loads")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)

    objects = StudentLoadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rows_read=F("accepted") + F("quarantined") + F("skipped")),
                name="student_load_conserves_rows",
            ),
            models.CheckConstraint(
                condition=~Q(kind="take_back") | Q(takes_back__isnull=False),
                name="student_load_takes_something_back",
            ),
            models.UniqueConstraint(
                fields=["takes_back"],
                condition=Q(state__in=["queued", "running", "in"]),
                name="taken_back_once",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="release", state__in=["queued", "running"]),
                name="one_release_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["place", "id"], name="student_load_place")]

    def __str__(self) -> str:
        return self.filename or f"load {self.pk}"


class StudentFinding(models.Model):
    """One thing to tell about a load: where, why, what to do. Never what the cell says.

    A fault explains one row set aside; `rows` counts the skipped rows of one reason.
    """

    class Kind(models.TextChoices):
        FAULT = "fault"
        SKIPPED = "skipped"
        NOTICE = "notice"

    load = models.ForeignKey(StudentLoad, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=20, choices=Kind)
    file = models.CharField(max_length=200, blank=True)
    line = models.PositiveBigIntegerField(default=0)
    column = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=60)
    message = models.TextField()
    fix = models.TextField(blank=True)
    rows = models.PositiveBigIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["load", "kind", "id"], name="student_finding_order")]

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}"
