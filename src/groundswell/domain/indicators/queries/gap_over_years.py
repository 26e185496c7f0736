"""Is a gap closing? A group and everyone else in two school years, both lines said, in points and as a ratio."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.core.equity.gap_change import GapChange, gap_change
from groundswell.core.equity.lines import Line
from groundswell.core.indicators.results import ALL
from groundswell.domain.indicators.names import group_name
from groundswell.domain.indicators.queries.beside import Counts, counts_of, everyone_else
from groundswell.domain.indicators.queries.gap_change_words import change_sentence
from groundswell.domain.indicators.queries.opened import IndicatorHere
from groundswell.domain.indicators.queries.rows import When
from groundswell.domain.indicators.said import year_said

CANNOT = (
    "What this cannot tell: why the gap changed, or how the same students did. Each year has its own students, "
    "and some are in both."
)


@dataclass(frozen=True)
class KnownYear:
    """A school year in which the group and everyone else may both be shown."""

    year: int
    group: Counts
    others: Counts


@dataclass(frozen=True)
class GapSpan:
    """From one school year to a later one: the group's line, everyone else's, and how the gap changed."""

    first: str
    last: str
    group: Line
    others: Line
    change: GapChange
    sentence: str


@dataclass(frozen=True)
class GapOverYears:
    """First to latest year, then the last two where they are others. `why_none` says why there is no span.

    `by_chance_known`: the indicator counts students, so that each change has its interval.
    """

    group: str
    spans: tuple[GapSpan, ...]
    why_none: str
    by_chance_known: bool
    cannot_tell: str


def gap_over_years(here: IndicatorHere) -> GapOverYears | None:
    """None unless a group was chosen of a percent by school years. Withheld years are passed over."""
    if here.group == ALL or here.period != "school_year" or here.indicator.unit != "percent":
        return None
    years = [known for when in here.rows.periods if (known := _known(here, when))]
    spans = tuple(_span(here, *ends) for ends in _ends(years))
    return GapOverYears(
        group=group_name(*here.group),
        spans=spans,
        why_none=""
        if spans
        else _("It takes two school years in which the group and everyone else may be shown."),
        by_chance_known=here.indicator.counts_persons,
        cannot_tell=_(CANNOT),
    )


def _known(here: IndicatorHere, when: When) -> KnownYear | None:
    row, whole = here.rows.at(when, here.group), here.rows.at(when)
    own, others = counts_of(row), everyone_else(here.indicator, row, whole, here.manifest.rule)
    if own is None or others is None or not all(0 <= each.value <= 100 for each in (own, others)):
        return None
    return KnownYear(when[0], own, others)


def _ends(years: list[KnownYear]) -> list[tuple[KnownYear, KnownYear]]:
    """First and latest; then the last two, where more than two years are known."""
    if len(years) < 2:
        return []
    return [(years[0], years[-1]), *([(years[-2], years[-1])] if len(years) > 2 else [])]


def _span(here: IndicatorHere, first: KnownYear, last: KnownYear) -> GapSpan:
    group = _line(here, group_name(*here.group), first.group, last.group)
    others = _line(here, _("everyone else"), first.others, last.others)
    change = gap_change(group, others, higher_is_better=here.indicator.direction == "higher")
    ends = (year_said(first.year), year_said(last.year))
    return GapSpan(*ends, group, others, change, change_sentence(change, *ends))


def _line(here: IndicatorHere, name: str, before: Counts, after: Counts) -> Line:
    """With counts, and so with intervals, where the counts are of students."""
    shares = (before.share(), after.share())
    if here.indicator.counts_persons and shares[0] and shares[1]:
        return Line.of_shares(name, shares[0], shares[1])
    return Line(name, before.value, after.value)
