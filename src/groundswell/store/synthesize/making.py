"""Make the whole network: district by district, year by year, school by school."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from groundswell.store.synthesize import rosters
from groundswell.store.synthesize.absence import find_level, standing
from groundswell.store.synthesize.calendars import year_title
from groundswell.store.synthesize.daily import COLUMNS
from groundswell.store.synthesize.faults import PlantedFault, plant_daily_faults, plant_faults
from groundswell.store.synthesize.key import write_key
from groundswell.store.synthesize.network import District
from groundswell.store.synthesize.population import Cohorts, Newcomers
from groundswell.store.synthesize.schoolyear import SchoolYear
from groundswell.store.synthesize.sizes import CannotSynthesize, Size
from groundswell.store.synthesize.spells import year_of_spells
from groundswell.store.synthesize.streams import stream
from groundswell.store.synthesize.work import Tell, Work


@dataclass(frozen=True)
class Made:
    """Rows written, by file."""

    rows: dict[str, int]
    faults: tuple[PlantedFault, ...]


def unheard(_done: int, _total: int) -> None:
    """Tell nobody."""


def synthesize(size: Size, out: Path, tell: Tell = unheard) -> Made:
    """Write the network into `out`, which must be empty or not there. The key is written last.

    Raises `CannotSynthesize`. `tell` hears how many school years of schools are done, and of how many.
    """
    size.check()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CannotSynthesize(f"{out} is not empty. Name a new folder.")
    work = Work(size, out, tell)
    with work.open:
        for district in work.districts:
            _make_district(work, district)
        _plant_faults(work)
        for bundle in work.bundles.values():
            bundle.write("categories", [(rosters.CATEGORY, "", "", "Spring benchmark")])
    _count_rows(work)
    write_key(out, _key(work), work.silent)
    return Made(work.rows, tuple(work.faults))


def _make_district(work: Work, district: District) -> None:
    newcomers = Newcomers(district, work.like, work.plants)
    cohorts = Cohorts.begin(newcomers, stream(work.size.seed, "people", district.number))
    level = find_level(standing(district, cohorts.students, work.like), work.like)
    for year in work.size.school_years:
        random = stream(work.size.seed, "year", district.number, year)
        spells, gone = year_of_spells(district, cohorts.students, work.like.mobile, random)
        SchoolYear(work, district, work.calendar(district, year), cohorts, spells, level).make()
        if year != work.size.school_years[-1]:
            cohorts.turn_year(gone, random)


def _plant_faults(work: Work) -> None:
    last = work.bundles[work.size.school_years[-1]]
    if work.size.faults and work.sound:
        work.faults += plant_faults(last, work.sound)
        day = work.calendar(work.districts[0], work.size.school_years[-1]).days[100]
        faulty = work.out / "attendance" / "faulty.csv"
        work.faults += plant_daily_faults(faulty, COLUMNS, work.sound, day)


def _count_rows(work: Work) -> None:
    for kind, folders in (("oneroster", work.bundles), ("edfi", work.resources)):
        for year, folder in folders.items():
            ending = "csv" if kind == "oneroster" else "json"
            work.rows |= {
                f"{kind}/{year_title(year)}/{name}.{ending}": count for name, count in folder.rows.items()
            }


def _key(work: Work) -> dict[str, Any]:
    plants = work.plants
    return {
        "size": asdict(work.size),
        "planted": {
            "change": {**asdict(plants.change), "absence": work.truth.change_as_dict()},
            "gap": asdict(plants.gap),
            "late_submitter": asdict(plants.late),
            "over_identified": asdict(plants.over_identified) | {"race": plants.over_identified.race_name},
            "faults": [asdict(fault) for fault in work.faults],
        },
        "delta": work.delta,
        "not_submitted_school_days": len(work.silent),
        "attendance_events_for": [d.id for d in work.districts if work.has_events(d)],
        "truth": work.truth.as_dict(),
        "rows": work.rows,
    }
