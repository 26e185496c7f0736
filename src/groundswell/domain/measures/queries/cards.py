"""The list of measures of a place or a project.

One row each, with shape and word, in a constant number of queries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from groundswell.core.charts import ChartSpec, sparkline
from groundswell.core.charts.bodies import Spark
from groundswell.core.stats import ChartResult, said
from groundswell.domain.measures.models import Measure, Observation
from groundswell.domain.measures.periods import said_period, shown_grain
from groundswell.domain.measures.queries.charts import captions, compute, read, unit_word
from groundswell.domain.measures.queries.gaps import Gap, gaps, widest
from groundswell.domain.measures.queries.points import MeasureSeries, Series
from groundswell.domain.measures.queries.series import series_at
from groundswell.domain.measures.queries.settings import NO_CHOICES, Choices, choices_of_many
from groundswell.domain.places.models import Place, ancestors

SPARK_POINTS = 40


@dataclass(frozen=True)
class MeasureCard:
    """One measure in a list. `latest` is in words; `verdict` is the reading's ("too_few" and so on)."""

    measure: Measure
    place: Place
    numbers: MeasureSeries
    spark: ChartSpec | None
    latest: str
    period: str
    verdict: str
    word: str
    gap: Gap | None
    groups_withheld: int


def measures_at(place: Place) -> QuerySet[Measure]:
    """Common measures of the place and the places above it, still in use.

    A team's own measures are not among them.
    """
    return Measure.objects.filter(path__in=ancestors(place.path), retired_at=None).order_by("pk")


def has_numbers_below(place: Place) -> bool:
    """Whether any number is in force at the place or below it, be it shown or withheld."""
    return Observation.objects.filter(place__path__startswith=place.path, is_live=True).exists()


def measures_of_project(path: str, *also: int | None) -> QuerySet[Measure]:
    """A project's own measures, and the common ones it works on."""
    extra = [number for number in also if number is not None]
    return (
        Measure.objects.filter(Q(path=path) | Q(pk__in=extra), retired_at=None)
        .select_related("owner")
        .order_by("pk")
    )


def common_measure(place: Place, code: str) -> Measure | None:
    """The measure with this code that is nearest above the place; None when there is none."""
    found = {
        measure.path: measure for measure in Measure.objects.filter(path__in=ancestors(place.path), code=code)
    }
    return next((found[path] for path in reversed(ancestors(place.path)) if path in found), None)


def measure_cards(
    place: Place, measures: Iterable[Measure], *, path: str = "", with_empty: bool = True
) -> list[MeasureCard]:
    """A card for each measure at one place.

    `path` is the owner of the charts' choices: the place, or a project.
    """
    listed = list(measures)
    numbers = series_at(place, listed)
    choices = choices_of_many(place, listed, path=path or place.path)
    cards = [card(numbers[measure.pk], choices.get(measure.pk, NO_CHOICES)) for measure in listed]
    return [each for each in cards if with_empty or each.numbers.has_numbers]


def card(numbers: MeasureSeries, choices: Choices = NO_CHOICES) -> MeasureCard:
    """All students where they are counted; else the first group that may be shown."""
    measure = numbers.measure
    series = numbers.all_students
    result = compute(series, kind=measure.chart, choices=choices)
    words = read(result, measure)
    latest = series.latest
    shown = latest is not None and latest.value is not None
    return MeasureCard(
        measure=measure,
        place=numbers.place,
        numbers=numbers,
        spark=_spark(numbers, series, result) if shown else None,
        latest=said(latest.value, unit_word(measure)) if latest and latest.value is not None else "",
        period=said_period(shown_grain(measure), latest.period) if latest else "",
        verdict=words.verdict,
        word=words.short,
        gap=widest(gaps(numbers)),
        groups_withheld=len(numbers.withheld),
    )


def _spark(numbers: MeasureSeries, series: Series, result: ChartResult) -> ChartSpec:
    """The latest judged points; a long pause takes the room of one."""
    spec = sparkline(result, captions(numbers, series))
    judged = [point.y for point in result.points if point.included][-SPARK_POINTS:]
    values = tuple(
        y for y, before in zip(judged, [None, *judged], strict=False) if y is not None or before is not None
    )
    if not isinstance(spec.body, Spark):
        return spec
    return replace(spec, body=replace(spec.body, values=values, ends=_years(numbers.measure, series)))


def _years(measure: Measure, series: Series) -> tuple[str, str] | None:
    """What the ends of a line of years are called: a few loose dots say neither their order nor when they were."""
    known = [point.period for point in series.judged if point.value is not None]
    if shown_grain(measure) != Measure.Grain.YEAR or len(known) < 2:
        return None
    return said_period(Measure.Grain.YEAR, known[0]), said_period(Measure.Grain.YEAR, known[-1])


def through(cards: Sequence[MeasureCard]) -> str:
    """The last period that any of the cards has a number for, in words."""
    latest = [each for each in cards if each.numbers.latest_period]
    newest = max(latest, key=lambda each: each.numbers.latest_period or 0, default=None)
    return newest.period if newest else ""
