"""Bright spots: schools and groups that did clearly better than expected, in more years than one."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

from groundswell.core.stats.shrinkage.normal import ShrunkenEstimate
from groundswell.core.stats.wording import said

SchoolGroup = tuple[str, str]
LEAST_YEARS = 2


@dataclass(frozen=True, slots=True)
class BrightSpot:
    """One school and student group, with the years whose whole interval lies on the wanted side of 0."""

    school: str
    group: str
    years: tuple[int, ...]
    years_known: tuple[int, ...]
    residuals: dict[int, ShrunkenEstimate]

    def words(self) -> str:
        """What was seen. It says where to go and look, not what brought it about."""
        shown = ", ".join(str(year) for year in self.years)
        seen = f"clearly better than expected in {len(self.years)} of {len(self.years_known)} years ({shown})"
        return f"{self.school}, {self.group}: {seen}. Worth a visit: ask what they do."


@dataclass(frozen=True, slots=True)
class BrightSpots:
    """All spots by school and group name, never by size. `looked_at`: school-groups with enough years to be one.

    `by_chance`: how many of them pure chance would be expected to show at most, were every school just as expected and
    the residuals unshrunken; shrinking makes it fewer.
    """

    spots: tuple[BrightSpot, ...]
    looked_at: int
    by_chance: float

    def words(self) -> str:
        first = (
            f"{len(self.spots)} of {self.looked_at} school-groups with enough years did so more than once."
        )
        return f"{first} Chance alone would show about {said(self.by_chance, '', 1)} at most."


def bright_spots(
    years: Mapping[int, Mapping[SchoolGroup, ShrunkenEstimate]],
    *,
    higher_is_better: bool,
    least_years: int = LEAST_YEARS,
    confidence: float = 0.90,
    beyond: float = 0.0,
) -> BrightSpots:
    """Spots from the shrunken residuals of each year, at 90 % unless said; one year alone never makes a spot.

    `years`: for each year the residual (measured minus expected, `expected_results`) of each school and group.
    `beyond`: how far from 0, in the unit of the residuals, the whole interval has to lie; with large schools small
    distances are clear too, and there is no visiting them all.
    Raises ValueError when `least_years` is below 2: the best of one year fall back in the next (regression to the
    mean: Galton, 1886).
    """
    if beyond < 0:
        raise ValueError(f"'beyond' is a distance from 0, so it cannot be {beyond:g}.")
    if least_years < LEAST_YEARS:
        raise ValueError(f"A bright spot takes {LEAST_YEARS} years or more: one good year is mostly chance.")
    pairs = sorted({pair for residuals in years.values() for pair in residuals})
    found = [
        _spot(pair, years, beyond if higher_is_better else -beyond, higher=higher_is_better) for pair in pairs
    ]
    enough = [spot for spot in found if len(spot.years_known) >= least_years]
    tail = (1 - confidence) / 2
    by_chance = sum(_at_least(least_years, len(spot.years_known), tail) for spot in enough)
    return BrightSpots(tuple(s for s in enough if len(s.years) >= least_years), len(enough), by_chance)


def _spot(
    pair: SchoolGroup,
    years: Mapping[int, Mapping[SchoolGroup, ShrunkenEstimate]],
    limit: float,
    *,
    higher: bool,
) -> BrightSpot:
    known = {year: years[year][pair] for year in sorted(years) if pair in years[year]}
    clear = (year for year, r in known.items() if (r.low > limit if higher else r.high < limit))
    return BrightSpot(*pair, tuple(clear), tuple(known), known)


def _at_least(least: int, trials: int, chance: float) -> float:
    """Binomial chance of `least` or more."""
    return sum(comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(least, trials + 1))


@dataclass(frozen=True, slots=True)
class LaterYear:
    """The spots looked at again in a year that did not choose them. Means of measured residuals, in their unit."""

    year: int
    spots_seen: int
    mean_when_chosen: float
    mean_later: float
    still_better: int


def later_year(
    spots: BrightSpots, later: Mapping[SchoolGroup, ShrunkenEstimate], *, year: int, higher_is_better: bool
) -> LaterYear | None:
    """How chosen spots did in a year after those that chose them; None when none of them is in it."""
    pairs = [(s, later[s.school, s.group]) for s in spots.spots if (s.school, s.group) in later]
    if not pairs:
        return None
    if any(year in spot.years_known for spot, _ in pairs):
        raise ValueError(f"{year} helped to choose the spots. Look at a year that did not.")
    chosen = [spot.residuals[y].measured for spot, _ in pairs for y in spot.years]
    measured = [estimate.measured for _, estimate in pairs]
    sign = 1 if higher_is_better else -1
    still = sum(sign * value > 0 for value in measured)
    return LaterYear(year, len(pairs), sum(chosen) / len(chosen), sum(measured) / len(measured), still)
