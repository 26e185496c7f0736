"""One period, group by group: each number, its interval, and how far it lies from everyone else."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.core.charts import ChartSpec, Interval, interval_chart
from groundswell.core.charts.marks import Shape
from groundswell.core.disclosure.released import Coded, Released, Shown, Suppressed
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import ALL
from groundswell.core.stats import said
from groundswell.domain.indicators.names import group_name, set_name
from groundswell.domain.indicators.queries.beside import Beside, beside_others, counts_of
from groundswell.domain.indicators.queries.charts import captions
from groundswell.domain.indicators.queries.gap_words import gap_sentence
from groundswell.domain.indicators.queries.opened import IndicatorHere
from groundswell.domain.indicators.queries.widest import WidestGap, widest_gap
from groundswell.domain.indicators.said import number_of, period_said, unit_of, value_words

METHOD = "Dot: the number. Line: its 95% interval, where students are counted. Groups are listed by name."


@dataclass(frozen=True)
class GroupNumber:
    """One group in one period. `low` and `high` are the ends of its 95% interval, in the shown unit.

    `beside` is None where no gap can be said, and `why_no_gap` says why.
    """

    group_set: str
    group: str
    name: str
    students: Released
    value: Released
    low: float | None
    high: float | None
    beside: Beside | None
    why_no_gap: str

    @property
    def is_all(self) -> bool:
        return (self.group_set, self.group) == ALL


@dataclass(frozen=True)
class GroupsView:
    """The groups of one set. `withheld` names those that are kept private; `sentence` reads the set aloud."""

    group_set: str
    set_name: str
    period: str
    numbers: tuple[GroupNumber, ...]
    chart: ChartSpec | None
    sentence: str
    widest: WidestGap | None
    withheld: tuple[str, ...]


def groups_view(here: IndicatorHere) -> GroupsView | None:
    """The chosen group set, or the one with the widest gap; None where nobody is counted."""
    everyone = here.rows.at(here.when)
    if everyone is None or here.when is None:
        return None
    widest = widest_gap(here.indicator, here.rows, here.when, here.manifest.rule)
    chosen = here.group_set or (widest.row.group_set if widest else next(iter(here.sets_offered), ""))
    rows = here.rows.groups(here.when, chosen) if chosen else ()
    numbers = tuple(_number(here, row, everyone) for row in (everyone, *rows))
    period = period_said(here.when[1], here.period)
    return GroupsView(
        group_set=chosen,
        set_name=set_name(chosen) if chosen else "",
        period=period,
        numbers=numbers,
        chart=_chart(here, numbers, period),
        sentence=_sentence(here, numbers),
        widest=widest,
        withheld=tuple(each.name for each in numbers if isinstance(each.value, Suppressed)),
    )


def _number(here: IndicatorHere, row: ReleasedResult, everyone: ReleasedResult) -> GroupNumber:
    name = group_name(row.group_set, row.group)
    beside = beside_others(here.indicator, row, everyone, here.manifest.rule, name=name)
    low, high = interval_of(here, row)
    return GroupNumber(
        group_set=row.group_set,
        group=row.group,
        name=name,
        students=row.students,
        value=row.value,
        low=low,
        high=high,
        beside=beside,
        why_no_gap="" if beside or row is everyone else _why_no_gap(row),
    )


def interval_of(here: IndicatorHere, row: ReleasedResult) -> tuple[float | None, float | None]:
    """Wilson's 95% interval in percent, where students are counted and all counts may be shown."""
    counts = counts_of(row) if here.indicator.counts_persons else None
    share = counts.share() if counts else None
    if share is None:
        return None, None
    low, high = share.wilson()
    return 100 * low, 100 * high


def _why_no_gap(row: ReleasedResult) -> str:
    if isinstance(row.value, Suppressed):
        return _("withheld")
    if isinstance(row.value, Coded):
        return _("said as a bound, so no gap can be told")
    return _("too few others to set it beside")


def _chart(here: IndicatorHere, numbers: tuple[GroupNumber, ...], period: str) -> ChartSpec | None:
    everyone = number_of(numbers[0].value)
    if not any(isinstance(each.value, Shown) for each in numbers):
        return None
    title = f"{here.indicator.name}, {here.organization.name}, {period}"
    return interval_chart(
        [_interval(here, each) for each in numbers],
        captions(here, title, period_word="group"),
        sentence=_sentence(here, numbers),
        method=METHOD,
        reference=everyone,
        reference_words=_("all students") if everyone is not None else "",
    )


def _interval(here: IndicatorHere, each: GroupNumber) -> Interval:
    words = value_words(each.value, here.indicator)
    if each.low is not None and each.high is not None:
        words = f"{words} ({range_words(here, each.low, each.high)})"
    shape: Shape = "square" if each.is_all else "first"
    return Interval(each.name, words, number_of(each.value), each.low, each.high, shape=shape)


def range_words(here: IndicatorHere, low: float, high: float) -> str:
    unit = unit_of(here.indicator)
    return _("%(low)s to %(high)s") % {"low": said(low, unit), "high": said(high, unit)}


def _sentence(here: IndicatorHere, numbers: tuple[GroupNumber, ...]) -> str:
    """All students first, then the group of this set that lies furthest behind everyone else."""
    everyone = _("All students: %(value)s.") % {"value": value_words(numbers[0].value, here.indicator)}
    behind = [each for each in numbers if each.beside and each.beside.behind]
    if not behind:
        return everyone
    furthest = max(behind, key=lambda each: abs(each.beside.points.value) if each.beside else 0)
    return f"{everyone} {gap_sentence(here.indicator, furthest.name, furthest.value, furthest.beside)}"
