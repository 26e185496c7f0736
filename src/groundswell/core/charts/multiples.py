"""Builder for many small charts in one picture: shared scales, or each its own and said so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundswell.core.charts.bodies import Cell, Grid, Veil
from groundswell.core.charts.marks import Plot
from groundswell.core.charts.multiple import small_multiple
from groundswell.core.charts.scale import ticks
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import SHAPE_OF_VERDICT, Captions, settled, words_of
from groundswell.core.stats import SHORT_WORDS, ChartResult, Reading, Verdict, counted, said
from groundswell.core.stats.explain import rules_said

SHARED = "All charts share one scale, {low} to {high}."
OWN = "Each chart has its own scale: compare shapes here, and heights in the table."
KEPT = "Kept private"
ORDER: tuple[Verdict, ...] = ("improving", "look_again", "different", "no_signal", "too_few")


@dataclass(frozen=True, slots=True)
class Little:
    """One series of a grid. `result` None: it is kept private, for the `reason`."""

    title: str
    result: ChartResult | None
    reason: str = ""


def small_multiples(
    series: Sequence[Little], captions: Captions, *, own_scales: bool = False, center_word: str = "Center"
) -> ChartSpec:
    """A grid of small charts in the order given, each with its verdict in a shape and words.

    Scales run from zero where nothing lies below it. `own_scales` gives each chart its own and says so.
    Raises ValueError when there is nothing to draw, or when a series without a result gives no reason.
    """
    if not series:
        raise ValueError("There are no series to draw. Give at least one.")
    silent = next((each.title for each in series if each.result is None and not each.reason), None)
    if silent is not None:
        raise ValueError(f"{silent} has no result. Say in `reason` why it is not shown.")
    span = _span(series)
    read = [_reading(each, captions) for each in series]
    cells = [
        _cell(each, words, captions, _span([each]) if own_scales else span)
        for each, words in zip(series, read, strict=True)
    ]
    note = OWN if own_scales else SHARED.format(low=captions.value(span[0]), high=captions.value(span[1]))
    sentence = _summary(read)
    shown = [each.result for each in series if each.result]
    rules = f" {rules_said(shown[0])}." if shown else ""
    return ChartSpec(
        title=captions.title,
        unit=captions.unit,
        source=captions.source,
        method=captions.method or f"Small charts side by side. {note}{rules}",
        sentence=sentence,
        alt=f"{captions.title}. {sentence} {_listed(series, read)} {note} Source: {captions.source}.",
        body=Grid(tuple(cells), note),
        table=_table(series, read, captions, center_word),
    )


def _reading(each: Little, captions: Captions) -> Reading | None:
    return words_of(each.result, settled(captions, each.result)) if each.result else None


def _span(series: Sequence[Little]) -> tuple[float, float]:
    """Round bounds that hold every value and every center that is drawn."""
    known = [v for each in series if each.result for p in each.result.points for v in (p.y, p.center)
             if v is not None]  # fmt: skip
    low, high = min([0.0, *known]), max([0.0, *known])
    scale = ticks(low, high, most=2, from_zero=True)
    return scale.low, scale.high


def _cell(each: Little, read: Reading | None, captions: Captions, span: tuple[float, float]) -> Cell:
    if each.result is None or read is None:
        return Cell(each.title, KEPT, None, Veil(each.reason))
    own = replace(captions, title=each.title)
    body = small_multiple(each.result, own, low=span[0], high=span[1], words=read).body
    if not isinstance(body, Plot):
        raise TypeError("A small chart is a plot.")
    return Cell(each.title, read.short, SHAPE_OF_VERDICT[read.verdict], body)


def _summary(read: Sequence[Reading | None]) -> str:
    """How many say what; which one comes first says nothing."""
    known = [words.verdict for words in read if words]
    parts = [
        f"{known.count(verdict)} {SHORT_WORDS[verdict][0].lower()}{SHORT_WORDS[verdict][1:]}"
        for verdict in ORDER
        if verdict in known
    ]
    kept = len(read) - len(known)
    parts += [f"{kept} kept private"] if kept else []
    return f"{counted(len(read), 'chart')}: {', '.join(parts)}."


def _listed(series: Sequence[Little], read: Sequence[Reading | None]) -> str:
    said_each = [
        f"{each.title}: {words.short if words else f'{KEPT}, {each.reason}'}".rstrip(".")
        for each, words in zip(series, read, strict=True)
    ]
    return f"{'; '.join(said_each)}."


def _table(
    series: Sequence[Little], read: Sequence[Reading | None], captions: Captions, center_word: str
) -> Table:
    header = ("Series", "Points", center_word, "Latest", "Reading")
    rows = []
    for each, words in zip(series, read, strict=True):
        if each.result is None or words is None:
            rows.append((each.title, "", "", "", f"{KEPT}. {each.reason}"))
            continue
        values, center = each.result.values, each.result.parts[-1].center if each.result.parts else None
        shown = center is not None and each.result.parts[-1].center_shown
        middle = said(center or 0.0, captions.unit, captions.decimals) if shown else ""
        latest = captions.value(values[-1]) if values else ""
        rows.append((each.title, str(len(values)), middle, latest, words.short))
    return Table(header, tuple(rows))
