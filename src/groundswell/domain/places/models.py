"""The tree of places and the calendars that explain its numbers."""

from django.db import models
from django.db.models import F, Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import reach
from groundswell.domain.access.permissions import Permission


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, by: Actor) -> "PlaceQuerySet":
        """Places within the person's reach, and the places above them (to name the way there)."""
        above = {path for grant in by.grants for path in ancestors(grant.path)}
        return self.filter(reach(by, Permission.PLACE_VIEW) | Q(path__in=above))

    def below(self, path: str) -> "PlaceQuerySet":
        return self.filter(path__startswith=path).exclude(path=path)


class Place(models.Model):
    """A network, district, school, department or team. `path` lists the ids from the top: "/1/4/17/"."""

    class Kind(models.TextChoices):
        NETWORK = "network"
        DISTRICT = "district"
        SCHOOL = "school"
        DEPARTMENT = "department"
        TEAM = "team"

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, unique=True)
    level = models.CharField(max_length=40, blank=True)
    enrolled = models.PositiveIntegerField(null=True, blank=True)
    enrolled_source = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="place_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarEvent(models.Model):
    """Something dated that explains numbers: a closure, a storm, a testing week, a gap in the source.

    `levels` names the school levels it concerns (none: all). `not_judged_for` names measures (or "*") whose
    periods that start within it are shown, not judged: the slide at the end of a year says nothing new.
    """

    class Kind(models.TextChoices):
        SCHOOL_YEAR = "school_year"
        CLOSED = "closed"
        HALF_DAY = "half_day"
        WEATHER = "weather"
        TESTING = "testing"
        GAP = "gap"
        OTHER = "other"

    place = models.ForeignKey(Place, models.CASCADE, related_name="calendar_events")
    kind = models.CharField(max_length=20, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    label = models.CharField(max_length=200)
    levels = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200, blank=True)
    not_judged_for = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="calendar_event_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["place", "starts_on"], name="calendar_place_start")]

    def __str__(self) -> str:
        return self.label


def ancestors(path: str) -> list[str]:
    """The paths above and including `path`, top first: "/1/4/" -> ["/1/", "/1/4/"]."""
    parts = [part for part in path.split("/") if part]
    return ["/" + "/".join(parts[: count + 1]) + "/" for count in range(len(parts))]
