"""What the pages of student data show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Page
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.audit.models import Look
from groundswell.domain.intake import student_policies as policies
from groundswell.domain.intake.student_files import InboxFile
from groundswell.domain.intake.student_models import StudentFinding, StudentLoad
from groundswell.domain.intake.student_queries import EditionLine, Held
from groundswell.domain.intake.student_releases import ReleaseNow
from groundswell.store.read.set_aside import RowsSetAside
from groundswell.web.design.nav import Link
from groundswell.web.student_data.forms import NarrowForm, NewLoadForm, ReasonForm

State, Kind = StudentLoad.State, StudentLoad.Kind


@dataclass(frozen=True)
class Listed:
    """One load in the list."""

    load: StudentLoad
    what: str
    state: str
    said: str


@dataclass(frozen=True)
class OverviewPage:
    """release: None for a damaged store, which `damage` tells about; mistakes: in the district's own definitions."""

    held: Held
    years: str
    tables: list[tuple[str, str]]
    loads: list[Listed]
    editions: list[EditionLine]
    release: "ReleaseOffer | None"
    damage: str
    mistakes: list[str]


@dataclass(frozen=True)
class ReleaseOffer:
    """What is shown now, and the button that makes it anew; `refusals` stand in its place."""

    said: str
    waits: str
    refusals: tuple[str, ...]
    onward: tuple[Link, ...] = ()


@dataclass(frozen=True)
class NewLoadPage:
    form: NewLoadForm
    inbox: list[InboxFile]
    inbox_folder: str


@dataclass(frozen=True)
class FileLine:
    """The rows of one file: read = came in + set aside + skipped."""

    file: str
    read: str
    came_in: str
    set_aside: str
    skipped: str


@dataclass(frozen=True)
class ReleaseSaid:
    """What became of the release: in words, and the tables that stayed back with their reasons."""

    said: str
    held: list[tuple[str, str]] = field(default_factory=list)
    onward: tuple[Link, ...] = ()
    is_empty: bool = False


@dataclass(frozen=True)
class LoadPage:
    """One load, in whatever state it is. The parts that a state does not have are empty."""

    load: StudentLoad
    what: str
    state: str
    is_preview: bool = False
    is_under_way: bool = False
    happens: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    before: str = ""
    to_settle: list[str] = field(default_factory=list)
    has_mapping: bool = False
    progress: str = ""
    steps: list[dict[str, str]] = field(default_factory=list)
    said: str = ""
    outcome: str = ""
    files: list[FileLine] = field(default_factory=list)
    tables: list[tuple[str, str]] = field(default_factory=list)
    release: ReleaseSaid | None = None
    findings: Page[StudentFinding] | None = None
    narrow: NarrowForm | None = None
    query: str = ""
    more_faults: str = ""
    sees_rows: bool = False
    can_take_back: bool = False
    looks: list[Look] = field(default_factory=list)


@dataclass(frozen=True)
class TakeBackPage:
    load: StudentLoad
    rows: str
    form: ReasonForm


@dataclass(frozen=True)
class RowLine:
    """One row set aside: its cells, those at fault first, and why."""

    file: str
    line: int
    at_fault: list[tuple[str, str, str]]
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class RowsPage:
    load: StudentLoad
    rows: list[RowLine]
    said: str
    earlier: str
    later: str


def release_offer(now: ReleaseNow, onward: tuple[Link, ...] = ()) -> ReleaseOffer:
    """`onward`: where the numbers are, once there are some."""
    told = {"number": now.number, "edition": now.edition, "held": now.live_edition}
    said = _("The numbers on all pages are of release %(number)s, made from edition %(edition)s.") % told
    if not now.number:
        said = _("No numbers have left yet.")
    waits = []
    if now.number and now.live_edition not in {0, now.edition}:
        waits.append(_("Edition %(held)s is held now, and waits for the next release.") % told)
    if now.rule_waits:
        waits.append(_("Another rule is chosen, and waits for the next release."))
    return ReleaseOffer(said, " ".join(waits), now.refusals, onward if now.number else ())


def grouped(count: int) -> str:
    """A count as people write it: "19,779"."""
    return str(number_format(count, use_l10n=True, force_grouping=True))


def listed(loads: Sequence[StudentLoad]) -> list[Listed]:
    return [
        Listed(load, what_it_is(load), policies.said_state(load).capitalize(), said_counts(load))
        for load in loads
    ]


def what_it_is(load: StudentLoad) -> str:
    if load.kind == Kind.RELEASE:
        return _("A new release of numbers")
    if load.kind == Kind.TAKE_BACK:
        return _("Taking back: %(file)s") % {"file": load.filename}
    return load.filename


def said_counts(load: StudentLoad) -> str:
    """The outcome in a few words: "19,779 rows came in, 461 set aside"."""
    if load.kind == Kind.RELEASE and load.state == State.IN:
        return _("release %(number)s") % {"number": load.release["number"]}
    if not load.rows_read or load.state == State.REFUSED:
        return ""
    words = ngettext("%(count)s row came in", "%(count)s rows came in", load.accepted)
    parts = [words % {"count": grouped(load.accepted)}]
    if load.quarantined:
        parts.append(_("%(count)s set aside") % {"count": grouped(load.quarantined)})
    if load.skipped:
        parts.append(_("%(count)s skipped") % {"count": grouped(load.skipped)})
    return ", ".join(parts)


def file_lines(load: StudentLoad) -> list[FileLine]:
    """Each file's counts, and the sums below them."""
    names = ("rows_read", "accepted", "quarantined", "skipped")
    lines = [FileLine(each["file"], *(grouped(each[name]) for name in names)) for each in load.files]
    sums = [grouped(sum(each[name] for each in load.files)) for name in names]
    return [*lines, FileLine(_("All files"), *sums)] if len(lines) > 1 else lines


def rows_page(
    load: StudentLoad, found: RowsSetAside, *, first: int, count: int, why: dict[str, str]
) -> RowsPage:
    """`why`: the words of each rule."""
    lines = [
        RowLine(
            row.file,
            row.line,
            [(name, row.cells.get(name, ""), why.get(rule, rule)) for name, rule in row.faults],
            [(name, cell) for name, cell in row.cells.items() if cell],
        )
        for row in found.rows
    ]
    last = first + len(lines)
    said = _("Rows %(first)s to %(last)s of %(total)s.") % {
        "first": grouped(first + 1), "last": grouped(last), "total": grouped(found.total),
    }  # fmt: skip
    earlier = f"?{urlencode({'first': max(0, first - count)})}" if first else ""
    later = f"?{urlencode({'first': last})}" if last < found.total else ""
    return RowsPage(load, lines, said if lines else "", earlier, later)
