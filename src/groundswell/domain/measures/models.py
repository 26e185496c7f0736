"""What is counted, how exactly, the numbers themselves, and the choices made on their charts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import reach
from groundswell.domain.access.permissions import Permission
from groundswell.domain.intake.models import Import
from groundswell.domain.places.models import Place, ancestors

PERSON = settings.AUTH_USER_MODEL


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, by: Actor) -> "MeasureQuerySet":
        """Measures owned within reach, and the common measures of the places above (shared definitions)."""
        above = {path for grant in by.grants for path in ancestors(grant.path)}
        return self.filter(reach(by, Permission.MEASURE_VIEW) | Q(path__in=above))

    def owned_by(self, path: str) -> "MeasureQuerySet":
        return self.filter(path=path)


class Measure(models.Model):
    """A measure. `path` is its owner: a network or school (common), or one project (local to the team)."""

    class Kind(models.TextChoices):
        OUTCOME = "outcome"
        DRIVER = "driver"
        PROCESS = "process"
        CYCLE = "cycle"
        BALANCING = "balancing"

    class Better(models.TextChoices):
        UP = "up"
        DOWN = "down"
        NEITHER = "neither"

    class Unit(models.TextChoices):
        PERCENT = "percent"
        COUNT = "count"
        MEAN = "mean"
        MINUTES = "minutes"

    class Chart(models.TextChoices):
        RUN = "run"
        INDIVIDUALS = "i"
        PROPORTION = "p"

    class Grain(models.TextChoices):
        DAY = "day"
        WEEK = "week"
        MONTH = "month"
        TERM = "term"
        YEAR = "year"

    class Summary(models.TextChoices):
        NONE = "none"
        WEEK_MEDIAN = "week_median"

    place = models.ForeignKey(Place, models.PROTECT, related_name="measures")
    path = models.CharField(max_length=200, db_index=True)
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    better = models.CharField(max_length=10, choices=Better)
    unit = models.CharField(max_length=10, choices=Unit)
    chart = models.CharField(max_length=4, choices=Chart)
    grain = models.CharField(max_length=10, choices=Grain)
    summary = models.CharField(max_length=20, choices=Summary, default=Summary.NONE)
    target = models.FloatField(null=True, blank=True)
    source_note = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(PERSON, models.SET_NULL, null=True, blank=True, related_name="owned_measures")
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "code"], name="measure_code_once_per_owner")]

    def __str__(self) -> str:
        return self.name


class SourceNote(models.Model):
    """Where the numbers of one place come from, when that differs from the measure's own source note."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="source_notes")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "place"], name="source_note_once")]

    def __str__(self) -> str:
        return self.text


class Definition(models.Model):
    """The operational definition, versioned: two people with the same raw data get the same number."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="definitions")
    number = models.PositiveIntegerField()
    question = models.TextField(blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    who = models.CharField(max_length=200, blank=True)
    when = models.CharField(max_length=200, blank=True)
    sampling = models.TextField(blank=True)
    calculation = models.TextField(blank=True)
    groups = models.TextField(blank=True)
    baseline = models.CharField(max_length=300, blank=True)
    minutes = models.FloatField(null=True, blank=True)
    limits = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "number"], name="definition_number_once")]

    def __str__(self) -> str:
        return f"{self.measure}, definition {self.number}"


class Feed(models.Model):
    """The indicator of the student data that a measure follows: each new release brings its numbers.

    `group_sets`: whose groups come along with all students. `release`: the one its numbers are from, 0 before any.
    """

    measure = models.OneToOneField(Measure, models.CASCADE, related_name="feed")
    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    group_sets = models.JSONField(default=list)
    release = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.measure_id} follows {self.indicator}"


class Observation(models.Model):
    """One number: a measure at a place for a group in the period that starts on `period`.

    `value` is in the measure's unit (percent as 0-100). A count measure may hold numerator and denominator,
    from which the percent is computed. A number that was replaced or taken back stays, no longer live.
    `decided`: it came out of a release of student data, which has decided on it; nobody decides again.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="observations")
    place = models.ForeignKey(Place, models.PROTECT, related_name="observations")
    group = models.CharField(max_length=40, blank=True)
    period = models.DateField()
    value = models.FloatField(null=True, blank=True)
    numerator = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.PositiveIntegerField(null=True, blank=True)
    withheld = models.BooleanField(default=False)
    decided = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    load = models.ForeignKey(Import, models.PROTECT, null=True, blank=True, related_name="observations")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    is_live = models.BooleanField(default=True)
    replaced_in = models.ForeignKey(Import, models.PROTECT, null=True, blank=True, related_name="replaced")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "place", "group", "period"],
                condition=Q(is_live=True),
                name="observation_live_once",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True)
                | Q(denominator__isnull=True)
                | Q(numerator__lte=F("denominator")),
                name="observation_count_within_total",
            ),
            models.CheckConstraint(
                condition=Q(withheld=False) | Q(value__isnull=True, numerator__isnull=True),
                name="observation_withheld_has_no_number",
            ),
        ]
        indexes = [models.Index(fields=["place", "measure", "group", "period"], name="observation_series")]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.period}"


class ChartSetting(models.Model):
    """The choices made on one chart by its owner (a school, or one project).

    Above all the frozen baseline.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="chart_settings")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    group = models.CharField(max_length=40, blank=True)
    baseline_from = models.DateField(null=True, blank=True)
    baseline_until = models.DateField(null=True, blank=True)
    baseline_reason = models.TextField(blank=True)
    baseline_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    baseline_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "measure", "place", "group"], name="chart_setting_once"),
            models.CheckConstraint(
                condition=Q(baseline_until__isnull=True)
                | Q(baseline_by__isnull=False, baseline_at__isnull=False),
                name="chart_baseline_has_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"chart of {self.measure_id} at {self.place_id}"


class Phase(models.Model):
    """From this date the process is said to be a different one. A reason is required."""

    chart = models.ForeignKey(ChartSetting, models.CASCADE, related_name="phases")
    starts_on = models.DateField()
    name = models.CharField(max_length=100)
    reason = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chart", "starts_on"], name="phase_start_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="phase_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.name


class ContextNote(models.Model):
    """What else was going on: a note that a team or school puts under its charts."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="context_notes")
    path = models.CharField(max_length=200, db_index=True)
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, blank=True, related_name="context_notes")
    starts_on = models.DateField()
    text = models.CharField(max_length=200)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text
