"""Append-only records: what was written, and what was looked at.

People come after this room, so a person is kept as a number and the name they had at the time.
"""

from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class AppendOnly(models.QuerySet[Row]):
    """Rows are added, never changed; the tables are history, and history is evidence."""

    def update(self, **_changes: object) -> int:
        raise TypeError("Audit rows are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Audit rows are never deleted here; retention is a command of its own.")


class Event(models.Model):
    """One write: who did what to which thing, in the transaction that did it."""

    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=200)
    roles = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    path = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    request_id = models.CharField(max_length=60, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["path", "id"], name="event_path"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.person_name} {self.verb} {self.subject_kind} {self.subject_id}"


class Look(models.Model):
    """One reading of a team's shared work, or of rows that could name a student."""

    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=200)
    roles = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    path = models.CharField(max_length=200)
    fields = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField(default=1)
    purpose = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=60, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["path", "id"], name="look_path"),
            models.Index(fields=["person_id", "id"], name="look_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_name} looked at {self.subject_kind} {self.subject_id}"
