"""When an import may go on: every reason against it at once, in words for the person who asked."""

from django.utils.translation import gettext as _

from groundswell.domain.intake.mapping import DATE_FORMATS, FileMapping, mapping_from
from groundswell.domain.intake.models import Import
from groundswell.domain.intake.targets import Target

State = Import.State
SMALL = 2_000
OPEN = (State.PREVIEW, State.QUEUED)
UNDER_WAY = (State.PREVIEW, State.QUEUED, State.RUNNING)


def accept_refusals(load: Import, target: Target) -> list[str]:
    """Why this file cannot come in now."""
    if load.state not in OPEN:
        return [_("This import is %(state)s.") % {"state": said_state(load.state)}]
    return mapping_refusals(mapping_from(load.mapping), load.header, target)


def mapping_refusals(mapping: FileMapping, header: list[str], target: Target) -> list[str]:
    """What the mapping still leaves open."""
    return (
        _missing(mapping, target) + _unknown(mapping, header) + target.also_needs(mapping) + _dates(mapping)
    )


def _missing(mapping: FileMapping, target: Target) -> list[str]:
    return [
        _("Say which column holds the %(field)s.") % {"field": field.label.lower()}
        for field in target.fields
        if field.required and not mapping.says(field.name)
    ]


def _unknown(mapping: FileMapping, header: list[str]) -> list[str]:
    chosen = [column for column in mapping.columns.values() if column]
    return [
        _("The file has no column called “%(column)s”.") % {"column": column}
        for column in chosen
        if column not in header
    ]


def _dates(mapping: FileMapping) -> list[str]:
    if mapping.dates in DATE_FORMATS:
        return []
    return [_("Dates such as 03/04/2015 can be read in two ways. Say if the month or the day comes first.")]


def is_small(load: Import) -> bool:
    """Whether it can come in while the person waits (well under a second or two)."""
    return not load.is_sample and load.rows_read < SMALL


def change_refusals(load: Import) -> list[str]:
    """Why the columns cannot be chosen again."""
    if load.state == State.PREVIEW:
        return []
    return [
        _("This import is %(state)s, so its columns stay as they are.") % {"state": said_state(load.state)}
    ]


def cancel_refusals(load: Import) -> list[str]:
    """Why it cannot be set down."""
    if load.state in UNDER_WAY:
        return []
    return [_("This import is %(state)s.") % {"state": said_state(load.state)}]


def revert_refusals(load: Import) -> list[str]:
    """Why it cannot be taken back."""
    if load.state == State.ACCEPTED:
        return []
    return [_("There is nothing to take back: this import is %(state)s.") % {"state": said_state(load.state)}]


def correct_refusals(load: Import, *, found: bool, corrected: bool) -> list[str]:
    """Why a row cannot be put right now."""
    if load.state != State.ACCEPTED:
        return [
            _("Rows can be put right after the file has come in. This one is %(state)s.")
            % {"state": said_state(load.state)}
        ]
    if not found:
        return [_("No row was set aside on that line.")]
    return [_("That row was already put right.")] if corrected else []


def said_state(state: str) -> str:
    """The state as people say it."""
    words = {
        State.PREVIEW: _("being looked at"),
        State.QUEUED: _("waiting its turn"),
        State.RUNNING: _("being brought in"),
        State.ACCEPTED: _("in"),
        State.REFUSED: _("not brought in"),
        State.REVERTED: _("taken back"),
    }
    return words[State(state)]
