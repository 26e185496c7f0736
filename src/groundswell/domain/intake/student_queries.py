"""Read loads of student data, what was found in them, and the editions that they made."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Case, QuerySet, When

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import Decision, Refused, reach, who_can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.models import Look
from groundswell.domain.audit.queries import looks_at
from groundswell.domain.intake.student_models import StudentFinding, StudentLoad
from groundswell.domain.places.models import Place
from groundswell.store.publish import editions
from groundswell.store.publish.editions import Edition
from groundswell.store.release import reading
from groundswell.store.release.rule import next_rule

State = StudentLoad.State
SHOWN_EDITIONS = 20


@dataclass(frozen=True)
class EditionLine:
    """One state of the store, for the list. `load` made it, unless the command line did."""

    number: int
    made_at: datetime
    kind: str
    what: str
    students: int
    load: StudentLoad | None
    is_live: bool


@dataclass(frozen=True)
class Held:
    """What the live edition holds. `tables`: rows by table."""

    edition: int
    made_at: datetime | None
    school_years: tuple[int, ...]
    tables: dict[str, int]

    @property
    def students(self) -> int:
        return self.tables.get("students", 0)


@dataclass(frozen=True)
class RuleNow:
    """live: the rule of the numbers shown now (release `number`), None before the first; next: of the next release."""

    live: SuppressionRule | None
    number: int
    next: SuppressionRule

    @property
    def waits(self) -> bool:
        """Another rule was chosen since."""
        return self.live is not None and self.live != self.next


def store_folder() -> Path:
    """Where the editions are."""
    return Path(settings.GROUNDSWELL_STORE)


def places_for(by: Actor) -> list[Place]:
    """Where the person may bring student data in. Raises `Refused` for who may nowhere."""
    found = list(Place.objects.filter(reach(by, Permission.STUDENT_DATA_LOAD)).order_by("path"))
    if not found:
        words = f"This needs one of these roles: {who_can(Permission.STUDENT_DATA_LOAD)}."
        raise Refused(Decision(allowed=False, reason=words))
    return found


def loads_seen(by: Actor) -> QuerySet[StudentLoad]:
    """Loads within the person's reach, newest first."""
    return StudentLoad.objects.visible_to(by).select_related("place", "by", "takes_back").order_by("-id")


def places_held() -> list[Place]:
    """The places whose files the store holds."""
    return list(Place.objects.filter(student_loads__state=State.IN, student_loads__kind="load").distinct())


def held() -> Held:
    """What is live now; edition 0 before the first load. Raises `StoreFault` for a damaged store."""
    now = editions.current(store_folder())
    years = {key.school_year for key in now.parts if key.is_canonical and key.school_year}
    tables: dict[str, int] = {}
    for key, part in now.parts.items():
        if key.is_canonical:
            tables[key.table] = tables.get(key.table, 0) + part.rows
    made_at = datetime.fromisoformat(now.made_at) if now.made_at else None
    return Held(now.number, made_at, tuple(sorted(years)), dict(sorted(tables.items())))


def rule_now() -> RuleNow:
    """The rule that holds and the one that will. Raises `StoreFault` for a file that somebody broke."""
    live = reading.current(store_folder())
    return RuleNow(live.rule if live else None, live.number if live else 0, next_rule(store_folder()))


def edition_lines(by: Actor) -> list[EditionLine]:
    """The newest editions with the loads that made them. A load out of reach is told without its file's name."""
    kept = editions.history(store_folder())[:SHOWN_EDITIONS]
    known = {load.edition: load for load in loads_seen(by).filter(edition__in=[each.number for each in kept])
             .exclude(state=State.UNCHANGED)}  # fmt: skip
    live = kept[0].number if kept else 0
    return [_line(each, known.get(each.number), is_live=each.number == live) for each in kept]


def _line(edition: Edition, load: StudentLoad | None, *, is_live: bool) -> EditionLine:
    students = editions.newest_students(edition)
    what = str(edition.about.get("words") or edition.about.get("path") or edition.source)
    made_at = datetime.fromisoformat(edition.made_at)
    return EditionLine(edition.number, made_at, edition.kind, what, students, load, is_live)


_NOTHING_TO_DO = "not_used"
_WHAT_TO_DO_FIRST = Case(
    When(kind="fault", then=0), When(kind="notice", then=1), When(rule=_NOTHING_TO_DO, then=3), default=2
)


def findings(
    load: StudentLoad, *, kind: str = "", file: str = "", rule: str = ""
) -> QuerySet[StudentFinding]:
    """What was found: rows set aside, notes, then what was left out; narrowed to a kind, file or rule."""
    chosen = load.findings.annotate(rank=_WHAT_TO_DO_FIRST).order_by("rank", "id")
    for name, value in (("kind", kind), ("file", file), ("rule", rule)):
        if value:
            chosen = chosen.filter(**{name: value})
    return chosen


def edition_made_at(made_at: str) -> Edition | None:
    """The edition that a load wrote, by the moment it carries: so a load whose worker died is known again."""
    if not made_at:
        return None
    recent = editions.history(store_folder())[:SHOWN_EDITIONS]
    return next((edition for edition in recent if edition.made_at == made_at), None)


def looks_at_rows(load: StudentLoad) -> QuerySet[Look]:
    """Who looked at the rows set aside of this load, newest first."""
    return looks_at(load.place.path).filter(subject_kind="studentload", subject_id=load.pk)


def stale(*, before: datetime) -> QuerySet[StudentLoad]:
    """Loads that a stopped worker left: running, with no sign of life since `before`."""
    running = StudentLoad.objects.filter(state=State.RUNNING, heartbeat_at__lt=before)
    return running.select_related("place", "by")
