"""What ties released numbers to the house: which place an organization of the data is, and kept views."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import reach
from groundswell.domain.access.permissions import Permission
from groundswell.domain.indicators.sight import paths_above
from groundswell.domain.places.models import Place


class PlaceInDataQuerySet(models.QuerySet["PlaceInData"]):
    def visible_to(self, by: Actor) -> "PlaceInDataQuerySet":
        """Places whose numbers the person may see: all of them, or as the totals above their own place."""
        totals = Q(place__path__in=paths_above(by))
        return self.filter(reach(by, Permission.MEASURE_VIEW, field="place__path") | totals)

    def named_to(self, by: Actor) -> "PlaceInDataQuerySet":
        """Places that may be named to the person beside their numbers."""
        return self.filter(reach(by, Permission.MEASURE_VIEW, field="place__path"))


class PlaceInData(models.Model):
    """The organization of the student data that a place of ours is. `organization_id` is text, as its source says."""

    class Kind(models.TextChoices):
        SCHOOL = "school"
        DISTRICT = "district"
        NETWORK = "network"

    place = models.OneToOneField(Place, models.CASCADE, related_name="in_data")
    kind = models.CharField(max_length=20, choices=Kind)
    organization_id = models.CharField(max_length=80)

    objects = PlaceInDataQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "organization_id"], name="organization_is_one_place"),
            models.CheckConstraint(condition=~Q(organization_id=""), name="organization_has_an_id"),
        ]

    def __str__(self) -> str:
        return f"{self.place} in the data"

    @property
    def key(self) -> str:
        """As a release names its places: "school:101"."""
        return f"{self.kind}:{self.organization_id}"


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, by: Actor) -> "SavedViewQuerySet":
        """One's own. What a view shows is asked anew each time it is opened."""
        return self.filter(person_id=by.id)


class SavedView(models.Model):
    """A way of looking that a person keeps: the indicator and the rest of the address, never a number."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="saved_views")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=120)
    indicator = models.CharField(max_length=80)
    query = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "person", "name"], name="saved_view_named_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
