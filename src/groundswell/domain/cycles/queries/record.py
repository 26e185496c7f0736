"""One cycle in full: its plan, what was recorded, what was studied and decided."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from groundswell.domain.cycles.models import Amendment, Cycle, Entry, Question
from groundswell.domain.cycles.queries.plans import RampText, TaskText, task_text


@dataclass(frozen=True)
class AmendmentRow:
    text: str
    by: str
    at: datetime
    question_id: int | None


@dataclass(frozen=True)
class QuestionRow:
    """A question with its locked prediction, its amendments and its result."""

    id: int
    text: str
    prediction: str
    guess: float | None
    guess_total: float | None
    because: str
    no_prediction_why: str
    result: str
    result_number: float | None
    result_total: float | None
    result_note: str
    verdict: str
    amendments: tuple[AmendmentRow, ...] = ()


@dataclass(frozen=True)
class PhotoRow:
    id: int
    caption: str


@dataclass(frozen=True)
class EntryRow:
    """One day of the test. `is_late` when it was written on a later day than it tells of."""

    id: int
    on: date
    number: float | None
    total: float | None
    happened: str
    surprise: str
    by: str
    at: datetime
    is_late: bool
    photos: tuple[PhotoRow, ...] = ()

    @property
    def whole(self) -> int | None:
        """The number for tally strokes, when it is a whole one."""
        return int(self.number) if self.number is not None and self.number == int(self.number) else None


@dataclass(frozen=True)
class CycleRecord:
    """What the cycle page shows beside the cycle's own fields."""

    questions: tuple[QuestionRow, ...]
    tasks: tuple[TaskText, ...]
    amendments: tuple[AmendmentRow, ...]
    entries: tuple[EntryRow, ...]
    ramp: RampText
    measures: tuple[str, ...]

    @property
    def photos(self) -> tuple[PhotoRow, ...]:
        return tuple(photo for entry in self.entries for photo in entry.photos)


def record_of(cycle: Cycle) -> CycleRecord:
    """Everything recorded in one cycle. Six queries, however many rows. Drafts of entries are left out."""
    notes = tuple(_amendment(row) for row in cycle.amendments.select_related("by"))
    entries = cycle.entries.filter(state=Entry.State.DONE).prefetch_related("photos").order_by("on", "id")
    ramp = cycle.ramp
    return CycleRecord(
        questions=tuple(_question(row, notes) for row in cycle.questions.all()),
        tasks=tuple(task_text(row) for row in cycle.tasks.all()),
        amendments=tuple(note for note in notes if note.question_id is None),
        entries=tuple(entry_row(row) for row in entries),
        ramp=RampText(ramp.objective, ramp.cost_of_failure, ramp.readiness, ramp.comparison, ramp.stop_rule),
        measures=tuple(cycle.measures.order_by("name").values_list("name", flat=True)),
    )


def _amendment(row: Amendment) -> AmendmentRow:
    return AmendmentRow(text=row.text, by=row.by.name, at=row.at, question_id=row.question_id)


def _question(row: Question, notes: tuple[AmendmentRow, ...]) -> QuestionRow:
    return QuestionRow(
        id=row.pk,
        text=row.text,
        prediction=row.prediction,
        guess=row.guess,
        guess_total=row.guess_total,
        because=row.because,
        no_prediction_why=row.no_prediction_why,
        result=row.result,
        result_number=row.result_number,
        result_total=row.result_total,
        result_note=row.result_note,
        verdict=row.verdict,
        amendments=tuple(note for note in notes if note.question_id == row.pk),
    )


def entry_row(row: Entry) -> EntryRow:
    return EntryRow(
        id=row.pk,
        on=row.on,
        number=row.number,
        total=row.total,
        happened=row.happened,
        surprise=row.surprise,
        by=row.by_name,
        at=row.at,
        is_late=localdate(row.at) > row.on,
        photos=tuple(PhotoRow(photo.pk, photo.caption) for photo in row.photos.all()),
    )
