"""A project: its team, charter, problem and aim. Problem, aim and charter are versions, never overwritten."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import reach
from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import PROJECT_ROLES
from groundswell.domain.measures.models import Measure
from groundswell.domain.places.models import Place

PERSON = settings.AUTH_USER_MODEL


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, by: Actor) -> "ProjectQuerySet":
        """Projects of the person's teams. Roles at places give no sight of a team's work."""
        return self.filter(reach(by, Permission.PROJECT_BRIEF))


class Project(models.Model):
    """One improvement project. `path` is its place's path and "p" with its own number: "/1/4/17/p12/"."""

    class Mode(models.TextChoices):
        SIMPLE = "simple"
        GUIDED = "guided"

    class State(models.TextChoices):
        ACTIVE = "active"
        PAUSED = "paused"
        CLOSED = "closed"

    place = models.ForeignKey(Place, models.PROTECT, related_name="projects")
    path = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.SIMPLE)
    method = models.CharField(max_length=40, default="pdsa")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    started_on = models.DateField()
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="projects")
    group = models.CharField(max_length=40, blank=True)
    created_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ProjectQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self, on: date) -> "MembershipQuerySet":
        within_dates = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        return self.filter(within_dates, ended_at__isnull=True)


class Membership(models.Model):
    """A role in a project between two dates. A coach's ends by itself unless the team renews it.

    `ended_at` is set when the team ended it: access is gone from that moment, not from the next day.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="memberships")
    role = models.CharField(
        max_length=30, choices=[(code, role.name) for code, role in PROJECT_ROLES.items()]
    )
    function = models.CharField(max_length=200, blank=True)
    is_frontline = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person", "role", "starts_on"],
                condition=Q(ended_at__isnull=True),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="membership_ended_has_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.project_id}"


class Charter(models.Model):
    """Version `number` of the charter."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="charters")
    number = models.PositiveIntegerField()
    why_now = models.TextField(blank=True)
    scope_in = models.TextField(blank=True)
    scope_out = models.TextField(blank=True)
    cadence = models.CharField(max_length=200, blank=True)
    decision_rights = models.TextField(blank=True)
    goal_students = models.TextField(blank=True)
    goal_team = models.TextField(blank=True)
    interdependence = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    review = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="charter_number_once")]

    def __str__(self) -> str:
        return f"charter {self.number}"


class Problem(models.Model):
    """Version `number` of the problem statement. `evidence`: numbers, voices, process, literature."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="problems")
    number = models.PositiveIntegerField()
    statement = models.TextField()
    current = models.CharField(max_length=200, blank=True)
    desired = models.CharField(max_length=200, blank=True)
    gap = models.CharField(max_length=200, blank=True)
    group_name = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=200, blank=True)
    evidence = models.JSONField(default=list)
    evidence_note = models.TextField(blank=True)
    why_it_matters = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="problem_number_once")]

    def __str__(self) -> str:
        return f"problem {self.number}"


class Aim(models.Model):
    """Version `number` of the aim: what, how much, by when, for whom."""

    class ChangeIn(models.TextChoices):
        POINTS = "points"
        PERCENT = "percent"
        UNITS = "units"

    class Direction(models.TextChoices):
        RAISE = "raise"
        LOWER = "lower"

    project = models.ForeignKey(Project, models.CASCADE, related_name="aims")
    number = models.PositiveIntegerField()
    direction = models.CharField(max_length=10, choices=Direction, blank=True)
    what = models.CharField(max_length=300, blank=True)
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="aims")
    population = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=10, choices=Measure.Unit, blank=True)
    change_in = models.CharField(max_length=10, choices=ChangeIn, blank=True)
    baseline = models.FloatField(null=True, blank=True)
    baseline_period = models.CharField(max_length=200, blank=True)
    target = models.FloatField(null=True, blank=True)
    by_when = models.DateField(null=True, blank=True)
    balancing = models.CharField(max_length=300, blank=True)
    no_group_falls = models.BooleanField(default=False)
    purpose = models.TextField(blank=True)
    free_text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="aim_number_once")]

    def __str__(self) -> str:
        return f"aim {self.number}"


class AimTarget(models.Model):
    """A named group's own baseline and target inside one version of the aim."""

    aim = models.ForeignKey(Aim, models.CASCADE, related_name="targets")
    group_name = models.CharField(max_length=200)
    baseline = models.FloatField(null=True, blank=True)
    target = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["aim", "group_name"], name="aim_target_once")]

    def __str__(self) -> str:
        return self.group_name


class DataReading(models.Model):
    """What a team wrote beside its starter data pack. Words of the team's own; they never leave it."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="data_reading")
    notice = models.TextField(blank=True)
    wonder = models.TextField(blank=True)
    so_what = models.TextField(blank=True)
    cannot_tell = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"what {self.project_id} reads in its data"
