"""Builder for a Pareto: which few kinds make up most of the count."""

from groundswell.core.charts.bodies import Bar, Bars
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import Captions
from groundswell.core.stats import counted, said
from groundswell.core.stats.pareto import Pareto, ParetoBar
from groundswell.core.stats.wording import listed

MOST = 0.8
UNKNOWN = "Not recorded"
CANNOT_TELL = (
    "What this cannot tell: which kind would be easiest to change, or whether the mix itself is changing."
)


def pareto_chart(found: Pareto, captions: Captions, *, unknown: str = UNKNOWN) -> ChartSpec:
    """Bars from most to least, the line of shares so far, both in percent of all on one scale.

    `captions.value_word` says what was counted (late arrivals), `unknown` names what nobody classified.
    """
    said_so = _sentences(found, captions, unknown)
    bars = tuple(
        Bar(_name(bar, unknown), said(bar.count, ""), 100 * bar.share, 100 * bar.cumulative_share)
        for bar in found.bars
    )
    return ChartSpec(
        title=captions.title,
        unit=captions.unit or "%",
        source=captions.source,
        method=captions.method or "Pareto chart: bars and the line of shares so far, in percent of all.",
        sentence=" ".join(said_so),
        alt=f"{captions.title}. Pareto chart. {' '.join(said_so)} {CANNOT_TELL} Source: {captions.source}.",
        body=Bars(bars),
        table=_table(found, captions, unknown),
    )


def _name(bar: ParetoBar, unknown: str) -> str:
    return unknown if bar.category is None else bar.category or UNKNOWN


def _sentences(found: Pareto, captions: Captions, unknown: str) -> list[str]:
    what = captions.value_word or captions.title
    if not found.bars:
        return ["Nothing was counted yet."]
    few = next(i for i, bar in enumerate(found.bars) if bar.cumulative_share >= MOST - 1e-12) + 1
    total = f"{what}: {said(found.total, '')} in all, of {counted(len(found.bars), 'kind')}."
    if 2 * few <= len(found.bars):
        return [_make_up(found, few, unknown), total]
    reach = f"It takes {few} of {len(found.bars)} kinds to reach {said(100 * MOST, '%', 0)}."
    return [_make_up(found, min(few, 2), unknown), reach, total]


def _make_up(found: Pareto, few: int, unknown: str) -> str:
    """The first kinds and what they make up together."""
    names = listed([_name(bar, unknown) for bar in found.bars[:few]])
    share = said(100 * found.bars[few - 1].cumulative_share, "%", 0)
    return f"{names} {'makes' if few == 1 else 'make'} up {share}."


def _table(found: Pareto, captions: Captions, unknown: str) -> Table:
    header = ("Kind", captions.value_word or captions.title, "Share", "Share so far")
    rows = tuple(
        (
            _name(bar, unknown),
            said(bar.count, ""),
            said(100 * bar.share, "%"),
            said(100 * bar.cumulative_share, "%"),
        )
        for bar in found.bars
    )
    return Table(header, rows)
