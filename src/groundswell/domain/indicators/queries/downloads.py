"""What one may take along from an indicator's page: the released rows behind it, and no others."""

from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.domain.indicators.queries.opened import IndicatorHere
from groundswell.domain.indicators.queries.schools import has_schools_below, schools_below
from groundswell.store.release import reading
from groundswell.store.release.written import Leaving


def leaving(here: IndicatorHere, *, schools: bool = False) -> Leaving:
    """Every group and period of the place; with `schools`, of the schools below it, for who may see them."""
    rows = [*here.rows.rows, *(_below(here) if schools and has_schools_below(here.here) else [])]
    years = {row.school_year for row in rows}
    return Leaving(
        indicator=here.indicator,
        edition=here.entry.edition,
        threshold=here.manifest.rule.threshold,
        rows=rows,
        names={place.id: place.name for place in here.here.data_places.values()},
        authorities={year: name for year, name in here.entry.authorities.items() if year in years},
        notes=(here.entry.reason,) if here.entry.state == "held" else (),
    )


def _below(here: IndicatorHere) -> list[ReleasedResult]:
    return reading.numbers(
        here.here.store,
        here.manifest,
        here.indicator.id,
        period=here.period,
        place_kind="school",
        places=list(schools_below(here.here)),
    )
