"""How far each school lies from what its students lead us to expect, year by year, from released numbers alone."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from groundswell.core.accountability.school_levels import level_of
from groundswell.core.equity.expected import FEWEST_PER_COEFFICIENT, expected_results
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import ALL
from groundswell.core.stats.rate_intervals import Share
from groundswell.core.stats.shrinkage.normal import ShrunkenEstimate
from groundswell.domain.indicators.queries.beside import counts_of
from groundswell.domain.indicators.queries.peers import TRAITS, School, schools_of, usable_traits
from groundswell.domain.indicators.queries.rows import Group
from groundswell.store.release import reading
from groundswell.store.release.reading import DataPlace

CONFIDENCE = 0.90
Residuals = Mapping[str, ShrunkenEstimate]


@lru_cache(maxsize=64)
def residuals_by_year(
    store: Path, release: int, content: str, indicator: str, group: Group
) -> Mapping[int, Residuals]:
    """Shrunken residuals in percentage points by school year and school id; a year without any is left out.

    For percents of students by school year. Each school stands beside the schools of its level, with as many
    traits of its students counted in as there are schools for. `content`: what the table holds, so that another
    table is read anew.
    """
    manifest = reading.read(store, release)
    sets = sorted({ALL[0], group[0], *(name for name, _ in TRAITS if name)})
    rows = reading.numbers(
        store, manifest, indicator, period="school_year", place_kind="school", group_sets=sets
    )
    levels = _levels(reading.places(store, manifest))
    years: dict[int, list[ReleasedResult]] = {}
    for row in rows:
        years.setdefault(row.school_year, []).append(row)
    found = {year: _of_year(held, levels, group) for year, held in sorted(years.items())}
    return {year: residuals for year, residuals in found.items() if residuals}


def _levels(places: Mapping[str, DataPlace]) -> list[dict[str, DataPlace]]:
    """Schools by level; those of no known grades are beside nobody."""
    levels: dict[str, dict[str, DataPlace]] = {}
    for place in places.values():
        if place.kind == "school" and (level := level_of(place.grades)):
            levels.setdefault(level, {})[place.id] = place
    return list(levels.values())


def _of_year(
    rows: Sequence[ReleasedResult], levels: Sequence[Mapping[str, DataPlace]], group: Group
) -> Residuals:
    shares = {
        row.place: share
        for row in rows
        if (row.group_set, row.group) == group and (share := _share(row)) is not None
    }
    found: dict[str, ShrunkenEstimate] = {}
    for level in levels:
        found |= _of_level({n: s for n, s in schools_of(rows, level).items() if n in shares}, shares)
    return found


def _share(row: ReleasedResult) -> Share | None:
    counts = counts_of(row)
    return counts.share() if counts else None


def _of_level(schools: Mapping[str, School], shares: Mapping[str, Share]) -> Residuals:
    """Empty for fewer than five schools, and where nobody or everybody is counted."""
    traits = usable_traits(schools)
    known = [each for each in schools.values() if all(trait in each.traits for trait in traits)]
    students = sum(shares[each.id].n for each in known)
    if len(known) < FEWEST_PER_COEFFICIENT or not students:
        return {}
    rate = sum(shares[each.id].count for each in known) / students
    if not 0 < rate < 1:
        return {}
    found = expected_results(
        [each.id for each in known],
        [100 * shares[each.id].proportion for each in known],
        {"/".join(trait): [each.traits[trait] for each in known] for trait in traits},
        # By the level's own rate: a school's own, 0 of 30 say, would make chance look smaller than it is.
        variances=[100**2 * rate * (1 - rate) / shares[each.id].n for each in known],
        confidence=CONFIDENCE,
    )
    return {each.school: each.residual for each in found.schools}
