"""What an indicator means, who says so, and where its numbers come from."""

from dataclasses import dataclass
from datetime import date

from groundswell.core.indicators.definition import Thresholds
from groundswell.domain.indicators.queries.opened import IndicatorHere


@dataclass(frozen=True)
class ThresholdLine:
    """An authority's numbers for some school years; `last` None: until further notice."""

    authority: str
    first: int
    last: int | None
    source: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DefinitionView:
    """Everything a reader needs to say what a number counts. `made_at` is the day of the release."""

    counted: str
    numerator: str
    denominator: str
    boundary: str
    thresholds: tuple[ThresholdLine, ...]
    caveats: tuple[str, ...]
    source: str
    authored_by: str
    checked_by: str
    review_by: date
    status: str
    release: int
    edition: int
    made_at: str
    held: str


def definition_view(here: IndicatorHere) -> DefinitionView:
    """The definition in force, with the release that its numbers are of."""
    known = here.indicator
    return DefinitionView(
        counted=known.population.words,
        numerator=known.numerator.words,
        denominator=known.denominator.words,
        boundary=known.boundary,
        thresholds=tuple(_line(here, each) for each in known.thresholds),
        caveats=known.caveats,
        source=known.source,
        authored_by=known.authored_by,
        checked_by=known.checked_by or "",
        review_by=known.review_by,
        status=known.status,
        release=here.manifest.number,
        edition=here.entry.edition,
        made_at=here.manifest.made_at,
        held=here.entry.reason if here.entry.state == "held" else "",
    )


def _line(here: IndicatorHere, each: Thresholds) -> ThresholdLine:
    values = each.constants(here.period)
    told = tuple((name.replace("_", " "), _value(value)) for name, value in values.items())
    return ThresholdLine(each.authority, each.first, each.last, each.source, told)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_value(each)}" for name, each in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, int | float) else str(value)
