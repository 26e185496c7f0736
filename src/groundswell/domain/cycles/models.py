"""Ramps and cycles: what we asked, guessed, did, saw and decided."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import reach
from groundswell.domain.access.permissions import Permission
from groundswell.domain.measures.models import Measure
from groundswell.domain.projects.models import Project
from groundswell.domain.theory.models import Node

PERSON = settings.AUTH_USER_MODEL


TYPED_EASILY = "abcdefghjkmnpqrstuvwxyz23456789"


def new_token() -> str:
    """A secret that people can type from a card: 15 letters (74 bits), none easily mistaken for another."""
    letters = "".join(secrets.choice(TYPED_EASILY) for _letter in range(15))
    return "-".join((letters[:5], letters[5:10], letters[10:]))


class Ramp(models.Model):
    """Linked cycles on one change idea, and what they share."""

    class Cost(models.TextChoices):
        SMALL = "small"
        LARGE = "large"

    class Readiness(models.TextChoices):
        RESISTANT = "resistant"
        INDIFFERENT = "indifferent"
        READY = "ready"

    project = models.ForeignKey(Project, models.CASCADE, related_name="ramps")
    idea = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="ramps")
    code = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200)
    objective = models.TextField(blank=True)
    owner = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    cost_of_failure = models.CharField(max_length=10, choices=Cost, blank=True)
    readiness = models.CharField(max_length=20, choices=Readiness, blank=True)
    comparison = models.TextField(blank=True)
    stop_rule = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, by: Actor) -> "PhotoQuerySet":
        """Photos of the paper may show names: only those who work in the team."""
        return self.filter(reach(by, Permission.PROJECT_WORK, field="entry__cycle__project__path"))


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, by: Actor) -> "CycleQuerySet":
        """All cycles of teams one works in; decided ones where one has the brief (a sponsor)."""
        decided = Q(state=Cycle.State.DECIDED)
        return self.filter(
            reach(by, Permission.PROJECT_WORK, field="project__path")
            | (reach(by, Permission.PROJECT_BRIEF, field="project__path") & decided)
        )


class Cycle(models.Model):
    """One test. States and their order are data in core.methods.transitions.

    `count_what` is the question of the two-minute entry ("How many families did we reach?"), and
    `count_total` is what it is counted from.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PLANNED = "planned"
        DOING = "doing"
        STUDYING = "studying"
        DECIDED = "decided"
        CANCELLED = "cancelled"

    class Kind(models.TextChoices):
        COLLECT = "collect"
        DEVELOP = "develop"
        TEST = "test"
        IMPLEMENT = "implement"
        SPREAD = "spread"

    class Decision(models.TextChoices):
        ADOPT = "adopt"
        ADAPT = "adapt"
        EXPAND = "expand"
        REPEAT = "repeat"
        ABANDON = "abandon"

    class Carried(models.TextChoices):
        YES = "yes"
        PARTLY = "partly"
        NO = "no"

    project = models.ForeignKey(Project, models.CASCADE, related_name="cycles")
    ramp = models.ForeignKey(Ramp, models.CASCADE, related_name="cycles")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TEST)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    owner = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    learn = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    study_on = models.DateField(null=True, blank=True)
    scale_count = models.PositiveIntegerField(null=True, blank=True)
    scale_unit = models.CharField(max_length=40, blank=True)
    scale_total = models.PositiveIntegerField(null=True, blank=True)
    people_count = models.PositiveIntegerField(null=True, blank=True)
    conditions = models.CharField(max_length=300, blank=True)
    data_plan = models.TextField(blank=True)
    count_what = models.CharField(max_length=200, blank=True)
    count_total = models.PositiveIntegerField(null=True, blank=True)
    belief_before = models.PositiveSmallIntegerField(null=True, blank=True)
    belief_after = models.PositiveSmallIntegerField(null=True, blank=True)
    carried_out = models.CharField(max_length=10, choices=Carried, blank=True)
    deviations = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decision_why = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    not_served = models.TextField(blank=True)
    cancelled_why = models.TextField(blank=True)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    measures = models.ManyToManyField(Measure, blank=True, related_name="cycles")
    created_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    studied_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    entered_later = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = CycleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ramp", "number"], name="cycle_number_once_per_ramp"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="cycle_decided_has_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="cycle_decided_has_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(scale_total__isnull=True)
                | Q(scale_count__isnull=True)
                | Q(scale_count__lte=F("scale_total")),
                name="cycle_scale_within_total",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question with its prediction, and later its result. The prediction locks when the test starts."""

    class Verdict(models.TextChoices):
        HELD = "held"
        PARTLY = "partly"
        NOT = "not"
        CANNOT_TELL = "cannot_tell"

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="questions")
    order = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=300)
    prediction = models.CharField(max_length=200, blank=True)
    guess = models.FloatField(null=True, blank=True)
    guess_total = models.FloatField(null=True, blank=True)
    because = models.TextField(blank=True)
    no_prediction_why = models.TextField(blank=True)
    result = models.CharField(max_length=300, blank=True)
    result_number = models.FloatField(null=True, blank=True)
    result_total = models.FloatField(null=True, blank=True)
    result_note = models.TextField(blank=True)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text


class Task(models.Model):
    """Who does what, when and where."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="tasks")
    order = models.PositiveIntegerField(default=0)
    who = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=300)
    when = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.what


class Amendment(models.Model):
    """A dated change to a locked plan. The first text stays readable."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="amendments")
    question = models.ForeignKey(Question, models.CASCADE, null=True, blank=True, related_name="amendments")
    text = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class EntryLink(models.Model):
    """A link (or printed QR card) that opens one cycle's two-minute entry, and nothing else."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="entry_links")
    token = models.CharField(max_length=60, unique=True, default=new_token)
    label = models.CharField(max_length=100, blank=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label or f"link {self.pk}"


class Entry(models.Model):
    """What happened on one day of a test. `key` makes sending twice the same as sending once."""

    class State(models.TextChoices):
        DRAFT = "draft"
        DONE = "done"

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="entries")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.DONE)
    on = models.DateField()
    number = models.FloatField(null=True, blank=True)
    total = models.FloatField(null=True, blank=True)
    happened = models.TextField(blank=True)
    surprise = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    link = models.ForeignKey(EntryLink, models.SET_NULL, null=True, blank=True, related_name="entries")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(total__isnull=True) | Q(number__lte=F("total")),
                name="entry_number_within_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.number}"


class Photo(models.Model):
    """A picture of the paper. It may show names, so each opening of it is recorded."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="photos/", max_length=200)
    sha256 = models.CharField(max_length=64)
    caption = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = PhotoQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "sha256"], name="photo_once_per_entry")]

    def __str__(self) -> str:
        return self.caption or f"photo {self.pk}"
