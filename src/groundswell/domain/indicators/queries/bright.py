"""Schools to go and ask: clearly better than expected in two school years or more. By name, never by size."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.core.equity.bright_spots import LEAST_YEARS, BrightSpot, BrightSpots, bright_spots
from groundswell.core.stats import said
from groundswell.core.stats.shrinkage.normal import ShrunkenEstimate
from groundswell.domain.indicators.names import group_name, names_listed
from groundswell.domain.indicators.queries.opened import IndicatorHere
from groundswell.domain.indicators.queries.residuals import CONFIDENCE, residuals_by_year
from groundswell.domain.indicators.queries.rows import Group
from groundswell.domain.indicators.queries.schools import has_schools_below, place_codes, schools_below
from groundswell.domain.indicators.said import year_said

# Percentage points from what is expected. Nearer than the first is said as 0; the others keep the list of a large
# network to what people can visit.
DISTANCES = (0.05, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0)
MOST = 20
HOW = (
    "Each school is set beside the schools of its level in the release, with who its students are counted in "
    "as far as the data may say, and a small school leans on the others. A school is listed when its whole 90% "
    "interval lies on the wanted side in two school years or more."
)
CANNOT = (
    "What this cannot tell: what these schools do, or whether it would work elsewhere. Schools differ in more "
    "than the data say, and a school that is not listed may do just as much."
)


@dataclass(frozen=True)
class BrightSchool:
    """A school that may be named to the reader. `evidence`: for each year how far from what is expected."""

    name: str
    code: str
    years: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class BrightView:
    """`why_none` says why no school is listed. `unnamed` counts those that are not the reader's to see by name.

    `at_least`: percentage points that the whole interval lies beyond, in each of the years.
    """

    group: str
    schools: tuple[BrightSchool, ...]
    unnamed: int
    looked_at: int
    by_chance: float
    at_least: float
    why_none: str
    how: str
    cannot_tell: str


def bright_view(here: IndicatorHere) -> BrightView | None:
    """None at a school, for who sees totals alone, and for all but percents of students by school year."""
    counts = here.indicator.unit == "percent" and here.indicator.counts_persons
    if here.period != "school_year" or not counts or not has_schools_below(here.here):
        return None
    found, at_least = _spots(here)
    codes, places = place_codes(here.here), schools_below(here.here)
    named = [
        _school(here, spot, places[spot.school].name, codes) for spot in found.spots if spot.school in codes
    ]
    return BrightView(
        group=group_name(*here.group),
        schools=tuple(sorted(named, key=lambda each: each.name)),
        unnamed=len(found.spots) - len(named),
        looked_at=found.looked_at,
        by_chance=found.by_chance,
        at_least=at_least,
        why_none="" if found.spots else _why_none(found),
        how=_(HOW),
        cannot_tell=_(CANNOT),
    )


def _spots(here: IndicatorHere) -> tuple[BrightSpots, float]:
    return spots_among(
        frozenset(schools_below(here.here)),
        (here.here.store, here.manifest.number, here.entry.content, here.indicator.id, here.group),
        higher_is_better=here.indicator.direction == "higher",
    )


@lru_cache(maxsize=64)
def spots_among(
    below: frozenset[str], table: tuple[Path, int, str, str, Group], *, higher_is_better: bool
) -> tuple[BrightSpots, float]:
    """Spots among these schools, though all schools of a level tell what is expected; and the distance in points.

    `table`: what `residuals_by_year` is asked with. The distance is the first that leaves no more schools than
    people can visit.
    """
    group = "/".join(table[-1])
    inside = {
        year: {(school, group): each for school, each in held.items() if school in below}
        for year, held in residuals_by_year(*table).items()
    }
    for distance in DISTANCES:
        found = bright_spots(
            inside, higher_is_better=higher_is_better, confidence=CONFIDENCE, beyond=distance
        )
        if len(found.spots) <= MOST:
            break
    return found, distance


def _why_none(found: BrightSpots) -> str:
    if not found.looked_at:
        return _("It takes %(least)d school years in which enough schools of one level may be shown.") % {
            "least": LEAST_YEARS
        }
    return ngettext(
        "No repeated evidence: we looked at %(count)d school, and it was not clearly better than expected in "
        "two school years.",
        "No repeated evidence: we looked at %(count)d schools, and none was clearly better than expected in "
        "two school years.",
        found.looked_at,
    ) % {"count": found.looked_at}


def _school(here: IndicatorHere, spot: BrightSpot, name: str, codes: Mapping[str, str]) -> BrightSchool:
    higher = here.indicator.direction == "higher"
    evidence = tuple(_evidence(year, spot.residuals[year], higher=higher) for year in spot.years)
    return BrightSchool(
        name, codes[spot.school], names_listed(year_said(year) for year in spot.years), evidence
    )


def _evidence(year: int, found: ShrunkenEstimate, *, higher: bool) -> str:
    """Sizes without signs: the interval lies on one side of what is expected."""
    low, high = sorted((abs(found.low), abs(found.high)))
    size = said(abs(found.estimate), "")
    points = _("percentage point") if size == "1" else _("percentage points")
    words = {
        "year": year_said(year),
        "size": size,
        "points": points,
        "low": said(low, ""),
        "high": said(high, ""),
    }
    if higher:
        return (
            _("%(year)s: %(size)s %(points)s higher than expected (90%% interval %(low)s to %(high)s).")
            % words
        )
    return _("%(year)s: %(size)s %(points)s lower than expected (90%% interval %(low)s to %(high)s).") % words
