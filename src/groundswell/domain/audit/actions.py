"""Write the audit rows. Called inside the transaction of the write or before the first byte of the read."""

from typing import Protocol

from groundswell.domain.access.actor import Actor
from groundswell.domain.audit.models import Event, Look


class Recorded(Protocol):
    """Anything with a number that sits on a path."""

    pk: int


def record(by: Actor, verb: str, subject: Recorded, *, path: str, **data: object) -> Event:
    """One event for one write. `data` holds what changed, never a student's name."""
    return Event.objects.create(
        at=by.now,
        person_id=by.person_id,
        person_name=by.name,
        roles=",".join(by.roles_within(path)),
        verb=verb,
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        path=path,
        data=data,
        request_id=by.request_id,
    )


def record_look(
    by: Actor, subject: Recorded, *, path: str, purpose: str, fields: str = "", rows: int = 1
) -> Look:
    """One reading. Written before anything is shown: what cannot be recorded is not served."""
    return Look.objects.create(
        at=by.now,
        person_id=by.person_id,
        person_name=by.name,
        roles=",".join(_roles_of_reader(by, path)),
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        path=path,
        fields=fields,
        rows=rows,
        purpose=purpose,
        request_id=by.request_id,
    )


def _roles_of_reader(by: Actor, path: str) -> tuple[str, ...]:
    """The roles that reach `path`; for a reader from outside the team, those held at their own places."""
    held = (grant.role for grant in by.grants if not grant.is_in_project)
    return by.roles_within(path) or tuple(dict.fromkeys(held))


def kind_of(subject: object) -> str:
    """The subject's kind as the log names it: its class in lower case."""
    return type(subject).__name__.lower()
