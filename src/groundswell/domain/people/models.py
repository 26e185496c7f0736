"""Accounts and dated affiliations. A person may work in several places, and places change."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from groundswell.domain.access.roles import PLACE_ROLES
from groundswell.domain.places.models import Place


class PersonQuerySet(models.QuerySet["Person"]):
    def at(self, path: str, *, on: date) -> "PersonQuerySet":
        """People with an affiliation at or below `path` on a date."""
        return self.filter(
            Q(affiliations__place__path__startswith=path),
            Q(affiliations__starts_on__lte=on),
            Q(affiliations__ends_on__isnull=True) | Q(affiliations__ends_on__gte=on),
        ).distinct()

    def personas(self) -> "PersonQuerySet":
        """The people a visitor of the example may sign in as."""
        return self.filter(is_active=True).exclude(demo_try="").order_by("id")


class Accounts(BaseUserManager["Person"]):
    """What the sign-in library expects of a user model's default manager."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """An account. What the person may do comes from affiliations and teams, not from the account.

    `demo_try` marks a persona of the example network: what to try after signing in. `demo_who` is their own
    line about themselves.
    """

    class Mode(models.TextChoices):
        LIGHT = "light"
        DARK = "dark"
        SYSTEM = "system"

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    expertise = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    theme = models.CharField(max_length=10, choices=Mode, default=Mode.SYSTEM)
    is_active = models.BooleanField(default=True)
    demo_who = models.CharField(max_length=300, blank=True)
    demo_try = models.CharField(max_length=300, blank=True)

    objects = Accounts.from_queryset(PersonQuerySet)()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Affiliation(models.Model):
    """A role at a place between two dates (the second one included; none means it goes on)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    place = models.ForeignKey(Place, models.PROTECT, related_name="affiliations")
    role = models.CharField(max_length=30, choices=[(code, role.name) for code, role in PLACE_ROLES.items()])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "place", "role", "starts_on"], name="affiliation_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="affiliation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.place}"
