"""Two people, one form: the second one to save is shown both texts."""

from collections.abc import Mapping
from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Conflict(Exception):
    """Someone saved first. `theirs` and `yours` map field names to texts, for showing side by side.

    `labels` says what people call those fields, where the document knows it.
    """

    def __init__(
        self,
        *,
        theirs: dict[str, str],
        yours: dict[str, str],
        by: str = "",
        labels: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__("Someone else saved this while you were writing.")
        self.theirs = theirs
        self.yours = yours
        self.by = by
        self.labels = labels or {}


def save_if_unchanged(row: Row, *, version: int, changes: dict[str, object]) -> Row:
    """Write `changes` if the stored version is still `version`, else raise `Conflict` with both texts.

    One UPDATE with the version in its WHERE: SQLite has no SELECT FOR UPDATE, and this needs none.
    """
    model = type(row)
    rows = model._default_manager.filter(pk=row.pk, version=version)  # noqa: SLF001  (Django's documented name)
    if rows.update(version=version + 1, **changes) == 1:
        row.refresh_from_db()
        return row
    row.refresh_from_db()
    raise Conflict(
        theirs={name: str(getattr(row, name) or "") for name in changes},
        yours={name: str(value or "") for name, value in changes.items()},
    )


def require_latest(
    *,
    latest: int,
    based_on: int,
    theirs: dict[str, str],
    yours: dict[str, str],
    by: str,
    labels: Mapping[str, object] | None = None,
) -> None:
    """For documents kept as numbered versions: refuse a new version that was not based on the latest."""
    if latest != based_on:
        raise Conflict(theirs=theirs, yours=yours, by=by, labels=labels)
