"""Random words planted in every text of a team's things, so that any leak is found wherever it shows up."""

import re
import uuid

from django.db import models

CANARY = re.compile(r"cnry-([a-z]+)-([a-z]+)")
SHORTEST = 100  # a text field must have room for the canary beside its own words
NEVER = {"path", "code", "token", "sha256", "file", "username", "email", "audience_path", "role", "group"}


def canary(owner: str, kind: str) -> str:
    """A word that stands nowhere else. `owner`: its team or place; `kind`: the kind of thing it is in."""
    return f"cnry-{owner}-{kind}-{uuid.uuid4().hex}"


def plant(row: models.Model, word: str) -> None:
    """Write the canary into every free text field of a row, after what stands there."""
    fields = [field for field in row._meta.concrete_fields if _is_free_text(field)]
    changes = {field.attname: f"{getattr(row, field.attname) or ''} {word}".strip() for field in fields}
    type(row)._base_manager.filter(pk=row.pk).update(**changes)
    row.refresh_from_db()


def _is_free_text(field: models.Field) -> bool:
    if (
        field.name in NEVER
        or field.choices
        or isinstance(field, models.SlugField | models.FileField | models.EmailField)
    ):
        return False
    if isinstance(field, models.TextField):
        return True
    return isinstance(field, models.CharField) and (field.max_length or 0) >= SHORTEST


def owners_found(text: str) -> set[tuple[str, str]]:
    """Every (owner, kind) whose canary is in a text."""
    return set(CANARY.findall(text))
