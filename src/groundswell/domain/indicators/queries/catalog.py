"""Every indicator at one place: its latest number, how it moved, and the widest gap; or why there is no number."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from django.utils.translation import gettext as _

from groundswell.core.charts import Captions, ChartSpec, released_points, sparkline
from groundswell.core.charts.bodies import Spark
from groundswell.core.disclosure.released import Released, Shown, Suppressed
from groundswell.core.indicators.definition import PERIODS, Indicator
from groundswell.core.stats import ChartOptions, analyze
from groundswell.domain.indicators.definitions import definitions
from groundswell.domain.indicators.names import family_name, family_order
from groundswell.domain.indicators.queries.gap_words import widest_words
from groundswell.domain.indicators.queries.opened import DataHere
from groundswell.domain.indicators.queries.rows import Rows, When
from groundswell.domain.indicators.queries.widest import WidestGap, widest_gap
from groundswell.domain.indicators.said import (
    PERIOD_WORDS,
    difference,
    number_of,
    period_said,
    unit_of,
    why_withheld,
    year_said,
)
from groundswell.store.release.reading import ReleaseManifest, TableEntry

State = Literal["shown", "withheld", "nobody", "held"]


@dataclass(frozen=True)
class IndicatorCard:
    """One indicator at a place. `why_no_number` is "" for "shown"; `held` is a notice beside older numbers."""

    indicator: Indicator
    state: State
    why_no_number: str
    period: str
    students: Released | None
    value: Released | None
    change: str
    spark: ChartSpec | None
    widest: WidestGap | None
    widest_words: str
    held: str


@dataclass(frozen=True)
class Family:
    code: str
    name: str
    cards: tuple[IndicatorCard, ...]


@dataclass(frozen=True)
class DataCatalog:
    """Families in the order that pages list them; `not_loaded` are indicators without any number."""

    families: tuple[Family, ...]
    not_loaded: tuple[Indicator, ...]
    manifest: ReleaseManifest | None


def catalog(here: DataHere) -> DataCatalog:
    """Indicators with a release as cards by family, all others by name."""
    if here.manifest is None or here.organization is None:
        return DataCatalog((), tuple(definitions().values()), here.manifest)
    entries = _longest(here.manifest)
    known = sorted(definitions().values(), key=lambda each: (family_order(each.family), each.name))
    cards = [_card(here, here.manifest, each, entries[each.id]) for each in known if each.id in entries]
    families = tuple(
        Family(code, family_name(code), tuple(held))
        for code, held in groupby(cards, key=lambda card: card.indicator.family)
    )
    return DataCatalog(families, tuple(each for each in known if each.id not in entries), here.manifest)


def _longest(manifest: ReleaseManifest) -> Mapping[str, TableEntry]:
    """Of each indicator with numbers, or held back, the table of its longest periods."""
    telling = (entry for entry in manifest.tables if entry.rows or entry.state == "held")
    ordered = sorted(telling, key=lambda entry: PERIODS.index(entry.period))
    return {entry.indicator: entry for entry in ordered}


def _card(
    here: DataHere, manifest: ReleaseManifest, indicator: Indicator, entry: TableEntry
) -> IndicatorCard:
    rows = here.rows(indicator.id, entry.period)
    when = rows.latest
    row = rows.at(when)
    state, why = _state(manifest, entry, rows)
    widest = widest_gap(indicator, rows, when, manifest.rule)
    return IndicatorCard(
        indicator=indicator,
        state=state,
        why_no_number=why,
        period=period_said(when[1], entry.period) if when else "",
        students=row.students if row else None,
        value=row.value if row else None,
        change=change_words(indicator, rows, when) if entry.period == "school_year" else "",
        spark=_spark(here, manifest, indicator, entry, rows),
        widest=widest,
        widest_words=widest_words(indicator, widest),
        held=entry.reason if entry.state == "held" and entry.path else "",
    )


def _state(manifest: ReleaseManifest, entry: TableEntry, rows: Rows) -> tuple[State, str]:
    if entry.state == "held" and not entry.path:
        return "held", entry.reason
    value = rows.value(rows.latest)
    if value is None:
        return "nobody", _("Nobody at this place is counted by this indicator.")
    return ("withheld", why_withheld(manifest)) if isinstance(value, Suppressed) else ("shown", "")


def change_words(indicator: Indicator, rows: Rows, when: When | None) -> str:
    """Since the school year before, in points: "up 1.2 percentage points since 2024-25"."""
    if when is None:
        return ""
    before = next((each for each in rows.periods if each[0] == when[0] - 1), None)
    pair = rows.value(before), rows.value(when)
    if not (isinstance(pair[0], Shown) and isinstance(pair[1], Shown)):
        return ""
    moved = difference(indicator, pair[1].value - pair[0].value).words(1)
    return _("%(moved)s since %(year)s") % {"moved": moved, "year": year_said(when[0] - 1)}


def _spark(
    here: DataHere, manifest: ReleaseManifest, indicator: Indicator, entry: TableEntry, rows: Rows
) -> ChartSpec | None:
    """All students from period to period; nothing where fewer than two numbers may be shown."""
    xs = [f"{label} {year}" for year, label in rows.periods]
    values = [rows.value(each) for each in rows.periods]
    if sum(number_of(value) is not None for value in values) < 2:
        return None
    points, kept = released_points(xs, values, reason=why_withheld(manifest))
    name = here.organization.name if here.organization else here.place.name
    told = Captions(
        title=f"{indicator.name}, {name}",
        unit=unit_of(indicator),
        source=f"release {manifest.number}",
        period_word=PERIOD_WORDS[entry.period],
        value_word=indicator.name,
        kept=kept,
    )
    spec = sparkline(analyze(points, ChartOptions(chart="run")), told)
    return _with_years(spec, rows) if entry.period == "school_year" else spec


def _with_years(spec: ChartSpec, rows: Rows) -> ChartSpec:
    """A few school years are joined and named: loose dots say neither their order nor when they were."""
    known = [each for each in rows.periods if number_of(rows.value(each)) is not None]
    ends = year_said(known[0][0]), year_said(known[-1][0])
    return replace(spec, body=replace(spec.body, ends=ends)) if isinstance(spec.body, Spark) else spec
