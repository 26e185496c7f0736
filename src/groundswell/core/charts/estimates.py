"""Builders for estimates with intervals: changes beside no change, groups beside the mean of all."""

from collections.abc import Mapping, Sequence

from groundswell.core.charts.bodies import Interval, Intervals
from groundswell.core.charts.marks import Shape
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import SHAPE_OF_VERDICT, Captions
from groundswell.core.stats import Direction, said
from groundswell.core.stats.change.before_after import LevelChange
from groundswell.core.stats.change.compared import ComparedChange
from groundswell.core.stats.change.found import Found, signal_of
from groundswell.core.stats.change.shares import ShareChange
from groundswell.core.stats.rates import AnyChange, ChangeInterval, kind_words, signed
from groundswell.core.stats.shrinkage.normal import Shrinkage

AnyResult = LevelChange | ShareChange | ComparedChange
NO_CHANGE = "no change"
NOT_ENOUGH = "not enough data"
KEPT = "kept private"
NOT_RANKED = "Groups keep the order in which they were given; where intervals overlap, order says little."
OPEN_CIRCLE = "The open circle is the number as measured, the full one after leaning on all groups."


def interval_chart(
    rows: Sequence[Interval],
    captions: Captions,
    *,
    sentence: str,
    method: str,
    reference: float | None = None,
    reference_words: str = "",
) -> ChartSpec:
    """Estimates as dots on lines. A row without an estimate says in words why there is none."""
    label = captions.period_word.capitalize() or "Estimate"
    table = Table((label, captions.value_word or "Estimate"), tuple((r.label, r.words) for r in rows))
    each = "; ".join(f"{row.label}: {row.words}" for row in rows)
    return ChartSpec(
        title=captions.title,
        unit=captions.unit,
        source=captions.source,
        method=captions.method or method,
        sentence=sentence,
        alt=f"{captions.title}. {each}. {sentence} Source: {captions.source}.",
        body=Intervals(tuple(rows), reference, reference_words, captions.unit),
        table=table,
    )


def change_chart(
    found: AnyResult, captions: Captions, *, direction: Direction = "neither", label: str = ""
) -> ChartSpec:
    """One result of comparing before with after: the change with its interval, beside no change.

    For a change beside a comparison, both changes stand above the difference between them. The unit is the
    change's own: percentage points for percents, never percent.
    """
    rows = _rows(found, direction, captions.decimals, label)
    kinds = [kind_words(c) for c in _changes(found) if c is not None]
    title = Captions(
        captions.title,
        "",
        captions.source,
        captions.method,
        value_word=f"Change, {kinds[0]}" if kinds and kinds[0] else "Change",
        period_word="comparison",
    )
    method = f"Dot: the change{f', in {kinds[0]}' if kinds and kinds[0] else ''}. Line: its interval."
    reference = f"{NO_CHANGE} ({kinds[0]})" if kinds and kinds[0] else NO_CHANGE
    return interval_chart(
        rows,
        title,
        sentence=_sentence(found, captions),
        method=method,
        reference=0.0,
        reference_words=reference,
    )


def _changes(found: AnyResult) -> list[AnyChange | None]:
    if isinstance(found, ComparedChange):
        return [found.tested_change, found.comparison_change, found.difference]
    return [found.points if isinstance(found, ShareChange) else found.difference]


def _sentence(found: AnyResult, captions: Captions) -> str:
    if isinstance(found, ShareChange):
        return found.words(how="points", decimals=captions.decimals)
    return found.words(period_word=captions.period_word or "week", decimals=captions.decimals)


def _rows(found: AnyResult, direction: Direction, decimals: int, label: str) -> list[Interval]:
    shape = SHAPE_OF_VERDICT[signal_of(found.found, direction)]
    if isinstance(found, ShareChange):
        return [_row(label or "Change", found.points, found.points_interval, shape, decimals)]
    if isinstance(found, LevelChange):
        interval = found.cautious_interval or found.interval
        return [_row(label or "Change", found.difference, interval, shape, decimals, found.found)]
    return [
        _row("Where tested", found.tested_change, None, "first", decimals),
        _row("In the comparison", found.comparison_change, None, "square", decimals),
        _row("Difference between them", found.difference, found.interval, shape, decimals, found.found),
    ]


def _row(
    label: str,
    change: AnyChange | None,
    interval: ChangeInterval | None,
    shape: Shape,
    decimals: int,
    found: Found | None = None,
) -> Interval:
    if change is None:
        return Interval(label, NOT_ENOUGH)
    moved = f"{signed(change.value, decimals)}"
    if interval is None:
        words = f"{moved}, {NOT_ENOUGH} for an interval" if found else moved
        return Interval(label, words, change.value, shape="set_aside" if found else shape)
    ends = f"{signed(interval.low.value, decimals)} to {signed(interval.high.value, decimals)}"
    return Interval(
        label, f"{moved} ({ends})", change.value, interval.low.value, interval.high.value, shape=shape
    )


def shrinkage_chart(
    names: Sequence[str], found: Shrinkage, captions: Captions, *, kept: Mapping[str, str] | None = None
) -> ChartSpec:
    """Small groups that lean on all groups: as measured (open), after leaning (full), with its interval.

    `kept` says, by name, why a group is kept private; it is listed without a number. Groups are not sorted.
    Raises ValueError when names and groups do not match.
    """
    if len(names) != len(found.groups):
        raise ValueError(f"There are {len(names)} names for {len(found.groups)} groups. Give one for each.")
    rows = []
    for name, group in zip(names, found.groups, strict=True):
        low, high = (said(v, captions.unit, captions.decimals) for v in (group.low, group.high))
        words = f"{captions.value(group.estimate)} ({low} to {high})"
        rows.append(Interval(name, words, group.estimate, group.low, group.high, group.measured))
    rows += [Interval(name, KEPT) for name in kept or {}]
    words = found.words(unit=captions.unit, decimals=captions.decimals)
    words += "".join(
        f" {name} is kept private. {reason.rstrip('.')}." for name, reason in (kept or {}).items()
    )
    return interval_chart(
        rows,
        captions,
        sentence=words,
        method=f"{OPEN_CIRCLE} {NOT_RANKED}",
        reference=found.overall,
        reference_words=f"mean of all {captions.value(found.overall)}",
    )
