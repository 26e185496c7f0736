"""What is shared by everything that is made: the network, its calendars and plants, the open files, the counts."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from groundswell.store.synthesize.bundle import Bundle
from groundswell.store.synthesize.calendars import Calendar, build_calendar, year_title
from groundswell.store.synthesize.calibration import Calibration, calibration
from groundswell.store.synthesize.faults import PlantedFault, Sound
from groundswell.store.synthesize.network import District, build_network
from groundswell.store.synthesize.planting import decide
from groundswell.store.synthesize.records import Resources
from groundswell.store.synthesize.sizes import Size
from groundswell.store.synthesize.truth import Truth

Tell = Callable[[int, int], None]
CSV_UP_TO = 5_000  # students: beyond that the flat file is Parquet alone
EVENTS_UP_TO = 50_000  # students: beyond that Ed-Fi attendance events are written for the smallest district


@dataclass(eq=False)
class Work:
    """One network being made. `open` closes the files."""

    size: Size
    out: Path
    tell: Tell
    like: Calibration = field(default_factory=calibration)
    truth: Truth = field(default_factory=Truth)
    rows: dict[str, int] = field(default_factory=dict)
    faults: list[PlantedFault] = field(default_factory=list)
    silent: list[tuple[str, str]] = field(default_factory=list)
    done: int = 0
    sound: Sound | None = None
    delta: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.districts = build_network(self.size, self.like)
        years = self.size.school_years
        change_year = self.calendar(self.districts[0], years[(len(years) - 1) // 2])
        self.plants = decide(self.districts, change_year, self.calendar(self.districts[-1], years[-1]))
        self.open = ExitStack()
        self.bundles = {
            year: self.open.enter_context(Bundle(self.out / "oneroster" / year_title(year), "bulk"))
            for year in years
        }
        self.resources = {
            year: self.open.enter_context(Resources(self.out / "edfi" / year_title(year))) for year in years
        }

    def calendar(self, district: District, year: int) -> Calendar:
        return build_calendar(self.size.seed, district, year, self.like)

    def has_events(self, district: District) -> bool:
        return self.size.students <= EVENTS_UP_TO or district is self.districts[-1]

    @property
    def with_csv(self) -> bool:
        return self.size.students <= CSV_UP_TO
