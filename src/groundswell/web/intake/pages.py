"""What the intake pages show."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.intake import policies
from groundswell.domain.intake.models import Import, SetAsideRow
from groundswell.domain.intake.queries import RuleCount
from groundswell.domain.places.models import Place
from groundswell.store.read.tables import Row
from groundswell.web.intake.forms import ColumnsForm, UploadForm

State = Import.State
SHOWN_ASIDE = 50


@dataclass(frozen=True)
class Listed:
    """One import in the list."""

    load: Import
    state: str
    said: str


@dataclass(frozen=True)
class ImportsPage:
    place: Place
    form: UploadForm
    imports: list[Listed]


@dataclass(frozen=True)
class TakeBackPage:
    load: Import
    rows: str


@dataclass(frozen=True)
class AsideLine:
    """A quarantined row: where, what the file says there, why it stays aside, and what to do."""

    line: int
    column: str
    cell: str
    message: str
    fix: str
    more: list[dict[str, str]]
    corrected: bool


@dataclass(frozen=True)
class ReasonLine:
    """One reason and how many rows share it: 461 rows, skipped."""

    said: str
    message: str
    fix: str
    first_line: int


@dataclass(frozen=True)
class ImportPage:
    """One import, in whatever state it is."""

    load: Import
    state: str
    said: str
    is_preview: bool
    is_under_way: bool
    can_take_back: bool
    header: list[str] = field(default_factory=list)
    first_rows: list[tuple[int, list[str]]] = field(default_factory=list)
    form: ColumnsForm | None = None
    questions: list[str] = field(default_factory=list)
    before: Import | None = None
    reasons: list[ReasonLine] = field(default_factory=list)
    aside: list[AsideLine] = field(default_factory=list)
    aside_left: int = 0
    rows_read: str = ""
    progress: str = ""
    steps: list[dict[str, str]] = field(default_factory=list)


def grouped(count: int) -> str:
    """A count as people write it: "19,779"."""
    return str(number_format(count, use_l10n=True, force_grouping=True))


def listed(loads: Sequence[Import]) -> list[Listed]:
    return [Listed(load, policies.said_state(load.state).capitalize(), said_counts(load)) for load in loads]


def said_counts(load: Import) -> str:
    """The outcome in a few words: "19,779 rows came in, 461 skipped"."""
    if load.state in {State.REFUSED, State.QUEUED, State.RUNNING} or not load.rows_read:
        return ""
    parts = [_said_accepted(load) % {"count": grouped(load.accepted)}]
    if load.quarantined:
        parts.append(_("%(count)s set aside") % {"count": grouped(load.quarantined)})
    if load.skipped:
        parts.append(_("%(count)s skipped") % {"count": grouped(load.skipped)})
    return ", ".join(parts)


def _said_accepted(load: Import) -> str:
    if load.state == State.PREVIEW:
        return ngettext("%(count)s row would come in", "%(count)s rows would come in", load.accepted)
    return ngettext("%(count)s row came in", "%(count)s rows came in", load.accepted)


def worth_a_line(reasons: Sequence[RuleCount]) -> list[ReasonLine]:
    """Reasons that the table of rows does not tell already: skipped ones, and those several rows share."""
    told = [reason for reason in reasons if reason.kind == SetAsideRow.Kind.SKIPPED or reason.rows > 1]
    return [
        ReasonLine(_said_reason(reason), reason.message, reason.fix, reason.first_line) for reason in told
    ]


def _said_reason(reason: RuleCount) -> str:
    if reason.kind == SetAsideRow.Kind.SKIPPED:
        words = ngettext("%(count)s row, skipped.", "%(count)s rows, skipped.", reason.rows)
    else:
        words = ngettext("%(count)s row, set aside.", "%(count)s rows, set aside.", reason.rows)
    return words % {"count": grouped(reason.rows)}


def first_rows(header: Sequence[str], rows: Sequence[Row]) -> list[tuple[int, list[str]]]:
    return [(row.line, [row.values.get(column, "") for column in header]) for row in rows]


def aside_lines(rows: Sequence[SetAsideRow]) -> list[AsideLine]:
    return [
        AsideLine(
            line=row.line,
            column=row.column,
            cell=str(row.raw.get(row.column, ""))[:80],
            message=row.message,
            fix=row.fix,
            more=row.more,
            corrected=bool(row.corrected_in and row.corrected_in.state == State.ACCEPTED),
        )
        for row in rows
    ]


def said_progress(load: Import) -> str:
    """How far it is: "8,000 of 20,240 rows", and that one may leave."""
    leave = _("You may leave; the list of files will say when it is in.")
    if load.state == State.QUEUED:
        return _("Waiting for its turn.") + " " + leave
    if not load.rows_total:
        return _("Counting the rows.") + " " + leave
    words = ngettext("%(done)s of %(total)s row.", "%(done)s of %(total)s rows.", load.rows_total)
    return words % {"done": grouped(load.rows_done), "total": grouped(load.rows_total)} + " " + leave


def progress_steps(load: Import) -> list[dict[str, str]]:
    """The steps in words, with where we are."""
    at = (
        0
        if load.state == State.QUEUED
        else 1
        if load.rows_done < load.rows_total or not load.rows_total
        else 2
    )
    words = [_("Wait for its turn"), _("Read and check each row"), _("Show all of it at once")]
    states = ["done" if index < at else "now" if index == at else "later" for index in range(3)]
    return [{"label": label, "state": state} for label, state in zip(words, states, strict=True)]
