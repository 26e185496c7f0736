"""Builder for a Bernoulli CUSUM: case by case, whether an outcome becomes more or less frequent."""

from collections.abc import Sequence

from groundswell.core.charts.marks import (
    Curve,
    Dot,
    EndLabel,
    Mark,
    NumberAxis,
    NumberPlot,
    Panel,
    Place,
    Points,
    Rule,
    Shape,
)
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import SHAPE_OF_MEANING, Captions
from groundswell.core.stats import Direction, Side, counted, said
from groundswell.core.stats.bernoulli import BernoulliCusum
from groundswell.core.stats.meaning import meaning_of
from groundswell.core.stats.wording import listed

MOST_NAMED = 4
ODDS = "odds {ratio} times the usual ones ({share})"
CANNOT_TELL = "What this cannot tell: why it is so, or which single case made the difference."


def cusum_chart(found: BernoulliCusum, captions: Captions, *, direction: Direction = "neither") -> ChartSpec:
    """Two sums over the cases: one rises as the outcome comes more often, one falls as it comes less often.

    `direction` says whether the team hopes to see the outcome more often (up) or less often (down). The
    outcome is named by `captions.value_word`, one case by `captions.period_word`.
    """
    words = _sentences(found, captions, direction)
    return ChartSpec(
        title=captions.title,
        unit=captions.unit,
        source=captions.source,
        method=captions.method or _method(found),
        sentence=" ".join(words),
        alt=f"{captions.title}. CUSUM chart. {' '.join(words)} {CANNOT_TELL} Source: {captions.source}.",
        body=NumberPlot(_axis(found, captions), _panel(found, captions, direction)),
        table=_table(found, captions),
    )


def _case_word(captions: Captions) -> str:
    return captions.period_word or "case"


def _method(found: BernoulliCusum) -> str:
    more, less = _looked_for(found)
    return (
        f"Bernoulli CUSUM against a usual share of {_percent(found.usual)}. Looks for {more} and for {less}. "
        f"A sum at {said(found.limit, '')} is a signal, and starts anew."
    )


def _looked_for(found: BernoulliCusum) -> tuple[str, str]:
    ratio = said(found.odds_ratio, "")
    less = f"odds {ratio} times lower ({_percent(found.less)})"
    return ODDS.format(ratio=ratio, share=_percent(found.more)), less


def _percent(share: float) -> str:
    return said(100 * share, "%")


def _sentences(found: BernoulliCusum, captions: Captions, direction: Direction) -> list[str]:
    count, happened = len(found.points), sum(point.case for point in found.points)
    outcome = captions.value_word or captions.title
    summary = f"{counted(count, _case_word(captions))}, {happened} of them {outcome} ({_percent(happened / count)})."
    signals = [
        _signal_sentence(places, side, captions, direction) for side, places in _sides(found) if places
    ]
    if not signals:
        usual = f"The sums stay within {said(found.limit, '')}; usual is {_percent(found.usual)}."
        return ["No signal: neither more nor less often than usual.", summary, usual]
    return ["A signal.", summary, *signals]


def _sides(found: BernoulliCusum) -> list[tuple[Side, tuple[int, ...]]]:
    return [("above", found.signals_up), ("below", found.signals_down)]


def _signal_sentence(places: Sequence[int], side: Side, captions: Captions, direction: Direction) -> str:
    often, word = ("More" if side == "above" else "Less"), _case_word(captions)
    where = listed([str(i + 1) for i in places], most=MOST_NAMED)
    plain = f"{often} often than usual by {word} {where}"
    if direction == "neither":
        return f"{plain}."
    hoped = meaning_of(side, direction) == "improvement"
    return f"{plain}: {'the hoped-for direction' if hoped else 'worth another look'}."


def _axis(found: BernoulliCusum, captions: Captions) -> NumberAxis:
    return NumberAxis(0.5, len(found.points) + 0.5, f"{_case_word(captions).capitalize()}, in order")


def _panel(found: BernoulliCusum, captions: Captions, direction: Direction) -> Panel:
    axis, limit = _axis(found, captions), found.limit
    level = (axis.low, axis.high)
    marks: list[Mark] = [
        Rule(limit, *level, "limit"),
        Rule(-limit, *level, "limit"),
        Rule(0.0, *level, "center"),
        Curve(_sum([(p.up, p.signal_up) for p in found.points], limit), "first"),
        Curve(_sum([(p.down, p.signal_down) for p in found.points], -limit), "other"),
        Points(tuple(_dots(found, captions, direction)), free=True),
        *_ends(found),
    ]
    return Panel(tuple(marks), -limit, limit, "", captions.value_word or captions.title)


def _sum(points: Sequence[tuple[float, bool]], limit: float) -> tuple[Place, ...]:
    """The sum as a line; at a signal it reaches the limit, and what starts anew is a new piece of line."""
    places: list[Place] = []
    for number, (value, signal) in enumerate(points, start=1):
        if signal:
            places += [(float(number), limit), (float(number), None)]
        places.append((float(number), value))
    return tuple(places)


def _dots(found: BernoulliCusum, captions: Captions, direction: Direction) -> list[Dot]:
    dots = []
    for side, places in _sides(found):
        meaning = meaning_of(side, direction)
        shape: Shape = SHAPE_OF_MEANING[meaning]
        often = "more" if side == "above" else "less"
        for i in places:
            words = f"{_case_word(captions).capitalize()} {i + 1}: {often} often than usual."
            href = captions.href(i) if captions.href else ""
            dots.append(Dot(i + 1.0, found.limit if side == "above" else -found.limit, shape, words, href))
    return dots


def _ends(found: BernoulliCusum) -> list[Mark]:
    last = found.points[-1]
    return [
        EndLabel(found.limit, "limit", role="soft"),
        EndLabel(-found.limit, "limit", role="soft"),
        EndLabel(last.up, "more often"),
        EndLabel(last.down, "less often"),
    ]


def _table(found: BernoulliCusum, captions: Captions) -> Table:
    header = (
        _case_word(captions).capitalize(),
        captions.value_word or captions.title,
        "Sum for more often",
        "Sum for less often",
        "Reading",
    )
    rows = tuple(
        (
            str(number),
            "yes" if point.case else "no",
            said(point.up, "", 2),
            said(point.down, "", 2),
            "More often than usual"
            if point.signal_up
            else "Less often than usual"
            if point.signal_down
            else "",
        )
        for number, point in enumerate(found.points, start=1)
    )
    return Table(header, rows)
