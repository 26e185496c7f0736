"""The phone page's view model: before, and after Done."""

from dataclasses import dataclass
from datetime import date

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.cycles.models import Cycle, Entry
from groundswell.web.entry.counting import Counting, counting_of
from groundswell.web.entry.forms import EntryForm
from groundswell.web.templatetags.groundswell import figure, said


@dataclass(frozen=True)
class EntryPage:
    cycle: Cycle
    context: str
    day: str
    counting: Counting
    form: EntryForm
    address: str
    leave: str
    saved: str


@dataclass(frozen=True)
class DonePage:
    cycle: Cycle
    context: str
    title: str
    summary: str
    predicted: str
    change: str
    leave: str


@dataclass(frozen=True)
class ClosedPage:
    """A card that does not open any more, said kindly."""

    reasons: list[str]


def entry_page(cycle: Cycle, form: EntryForm, *, address: str, leave: str, saved: str) -> EntryPage:
    return EntryPage(
        cycle=cycle,
        context=context_of(cycle),
        day=_day(form),
        counting=counting_of(cycle),
        form=form,
        address=address,
        leave=leave,
        saved=saved,
    )


def _day(form: EntryForm) -> str:
    """The day the entry tells of, as it is said; nothing while it cannot be read."""
    value = form["on"].value()
    return said(value) if isinstance(value, date) else said(parse_date(str(value or "")))


def context_of(cycle: Cycle) -> str:
    return _("%(title)s · cycle %(number)s") % {"title": cycle.title, "number": cycle.number}


def done_page(cycle: Cycle, entry: Entry, *, address: str, leave: str) -> DonePage:
    return DonePage(
        cycle=cycle,
        context=context_of(cycle),
        title=_("Thank you. %(day)s is in.") % {"day": _day_words(entry)},
        summary=_summary(entry),
        predicted=_predicted(cycle),
        change=f"{address}?entry={entry.key}",
        leave=leave,
    )


def _day_words(entry: Entry) -> str:
    """The weekday within the last week, else the date."""
    is_recent = (localdate(entry.at) - entry.on).days < 7
    return date_format(entry.on, "l" if is_recent else "j F")


def _summary(entry: Entry) -> str:
    count = figure(entry.number)
    if entry.number is not None and entry.total is not None:
        count = _("%(number)s of %(total)s") % {"number": count, "total": figure(entry.total)}
    photos = entry.photos.count()
    extras = [_("a note") if entry.happened or entry.surprise else "", _photos(photos) if photos else ""]
    parts = [part for part in (count, *extras) if part]
    return _("%(what)s. The team can see it now.") % {
        "what": ", ".join(parts)[:1].upper() + ", ".join(parts)[1:]
    }


def _photos(count: int) -> str:
    return ngettext("a photo", "%(count)s photos", count) % {"count": count}


def _predicted(cycle: Cycle) -> str:
    first = cycle.questions.exclude(prediction="").first()
    guess = _("The team predicted: %(guess)s.") % {"guess": first.prediction} if first else ""
    study = _("You study it together on %(day)s.") % {"day": said(cycle.study_on)} if cycle.study_on else ""
    return " ".join(part for part in (guess, study) if part)
