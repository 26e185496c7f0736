"""Read the audit log: what happened here, and who looked."""

from django.db.models import QuerySet

from groundswell.domain.audit.models import Event, Look


def looks_at(path: str) -> QuerySet[Look]:
    """Who opened something at or below `path`, newest first."""
    return Look.objects.filter(path__startswith=path).order_by("-id")


def events_within(path: str) -> QuerySet[Event]:
    """What was written at or below `path`, newest first."""
    return Event.objects.filter(path__startswith=path).order_by("-id")


def looks_by(person_id: int) -> QuerySet[Look]:
    """A person's own readings, newest first."""
    return Look.objects.filter(person_id=person_id).order_by("-id")
