"""When a load of student data may go on: every reason against it at once, in words for the person who asked."""

from django.utils.translation import gettext as _

from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.places.models import Place
from groundswell.store.read.formats import PLAIN

State, Kind = StudentLoad.State, StudentLoad.Kind
WAITING = (State.PREVIEW, State.QUEUED)
UNDER_WAY = (State.QUEUED, State.RUNNING)
OF_A_RELEASE = (State.RUNNING, State.REFUSED)
HOLDING = (State.IN, State.UNCHANGED)
SPANS_SCHOOLS = (Place.Kind.NETWORK, Place.Kind.DISTRICT)


def place_refusals(place: Place, *, others: list[Place]) -> list[str]:
    """Why student data cannot come in for this place. `others`: places whose files the store holds."""
    if place.kind not in SPANS_SCHOOLS:
        return [_("Student data comes in for a district or a network, which knows every school's students.")]
    beyond = sorted({other.name for other in others if not other.path.startswith(place.path)})
    if not beyond:
        return []
    words = _("The student data here also holds %(places)s. Ask a data steward whose role reaches all of it.")
    return [words % {"places": ", ".join(beyond)}]


def start_refusals(load: StudentLoad) -> list[str]:
    """Why it cannot be put in the queue."""
    if load.state == State.PREVIEW:
        return []
    return [_("This load is %(state)s.") % {"state": said_state(load)}]


def reading_refusals(load: StudentLoad) -> list[str]:
    """Why nobody can say how its table is read."""
    if load.format != PLAIN:
        return [_("This file needs no mapping: its format says what each column is.")]
    return start_refusals(load)


def set_down_refusals(load: StudentLoad) -> list[str]:
    """Why it cannot be set down."""
    if load.state in (State.PREVIEW, *UNDER_WAY):
        return []
    return [_("This load is %(state)s.") % {"state": said_state(load)}]


def take_back_refusals(load: StudentLoad, *, reason: str = "-") -> list[str]:
    """Why it cannot be taken back."""
    if load.kind == Kind.TAKE_BACK:
        return [_("To undo a taking back, bring the file in again.")]
    if load.kind == Kind.RELEASE:
        return [_("A release is not taken back: numbers that were shown stay known.")]
    if load.state != State.IN:
        return [_("There is nothing to take back: this load is %(state)s.") % {"state": said_state(load)}]
    return [] if reason.strip() else [_("Say why, so that others can follow it later.")]


def rows_refusals(load: StudentLoad) -> list[str]:
    """Why its rows set aside cannot be shown."""
    if load.state == State.IN and load.kind == Kind.LOAD:
        return []
    return [
        _("Rows set aside are kept while a load is in. This one is %(state)s.") % {"state": said_state(load)}
    ]


def release_refusals(*, holds_students: bool, under_way: list[StudentLoad], is_busy: bool) -> list[str]:
    """Why no release can be made now. `is_busy`: a command beside the site writes or releases."""
    if not holds_students:
        return [_("There are no students in the store yet. Bring student data in first.")]
    if any(each.kind == Kind.RELEASE for each in under_way):
        return [_("A release is being made already. The list of loads says when it is done.")]
    if under_way:
        return [_("A load is under way. A release is made of it at its end.")]
    if is_busy:
        return [_("A command beside this site is at work on the student data. Try again when it is done.")]
    return []


def said_state(load: StudentLoad) -> str:
    """The state as people say it."""
    words = {
        State.PREVIEW: _("being looked at"),
        State.QUEUED: _("waiting its turn"),
        State.RUNNING: _("being brought in"),
        State.IN: _("in"),
        State.UNCHANGED: _("nothing new"),
        State.REFUSED: _("not brought in"),
        State.TAKEN_BACK: _("taken back"),
    }
    if load.kind == Kind.TAKE_BACK and load.state == State.RUNNING:
        return _("being taken back")
    if load.kind != Kind.LOAD and load.state == State.IN:
        return _("done")
    if load.kind == Kind.RELEASE and load.state in OF_A_RELEASE:
        return {State.RUNNING: _("being made"), State.REFUSED: _("not made")}[State(load.state)]
    return words[State(load.state)]
