"""Read imports and their reports."""

from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.intake.mapping import FileMapping, mapping_from
from groundswell.domain.intake.models import Import, SetAsideRow
from groundswell.domain.places.models import Place


@dataclass(frozen=True)
class RuleCount:
    """How many rows were set aside for one reason, with the words of the first such row."""

    kind: str
    rule: str
    rows: int
    message: str
    fix: str
    first_line: int


def imports_at(place: Place, by: Actor) -> QuerySet[Import]:
    """Imports at or below a place, newest first. Raises `Refused` for who may not bring data in here."""
    require(by, Permission.IMPORT_RUN, within=place.path)
    at_or_below = Import.objects.visible_to(by).filter(place__path__startswith=place.path)
    return at_or_below.select_related("place", "by").order_by("-id")


def already_in(load: Import) -> Import | None:
    """The accepted import with the same bytes, read in the same way, at the same place."""
    same = Import.objects.filter(
        place_id=load.place_id, content_key=load.content_key, state=Import.State.ACCEPTED
    )
    return same.exclude(pk=load.pk).select_related("by").first()


def mapping_as_last_time(load: Import) -> FileMapping | None:
    """The mapping of the last file with the same columns that came in here."""
    accepted = Import.objects.filter(place_id=load.place_id, target=load.target, state=Import.State.ACCEPTED)
    recent = accepted.filter(corrects__isnull=True).order_by("-id")[:50]
    return next((mapping_from(other.mapping) for other in recent if other.header == load.header), None)


def reasons(load: Import) -> list[RuleCount]:
    """Why rows were set aside, each reason once, the most frequent first. Two queries."""
    counted = {
        (row["kind"], row["rule"]): row["rows"]
        for row in load.set_aside.values("kind", "rule").annotate(rows=Count("id"))
    }
    firsts: dict[tuple[str, str], SetAsideRow] = {}
    chosen = load.set_aside.filter(line__in=_first_lines(load)).order_by("line")
    for row in chosen.defer("raw"):
        firsts.setdefault((row.kind, row.rule), row)
    found = [
        RuleCount(
            kind, rule, rows, firsts[kind, rule].message, firsts[kind, rule].fix, firsts[kind, rule].line
        )
        for (kind, rule), rows in counted.items()
    ]
    return sorted(found, key=lambda reason: (reason.kind, -reason.rows, reason.first_line))


def _first_lines(load: Import) -> list[int]:
    return [row["line__min"] for row in load.set_aside.values("kind", "rule").annotate(Min("line"))]


def stale(*, before: object) -> QuerySet[Import]:
    """Imports that a stopped worker left: running, with no sign of life since `before`."""
    return Import.objects.filter(state=Import.State.RUNNING, heartbeat_at__lt=before).select_related("place")
