"""Write the files of a given network: OneRoster and Ed-Fi by school year, flat daily attendance, and a key."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from groundswell.store.synthesize import edfi, rosters
from groundswell.store.synthesize.arrays import Numbers as Floats
from groundswell.store.synthesize.bundle import Bundle
from groundswell.store.synthesize.calendars import Calendar, year_title
from groundswell.store.synthesize.calibration import RACES, Calibration, calibration
from groundswell.store.synthesize.daily import DailyFile
from groundswell.store.synthesize.edfi_people import enrollment_records
from groundswell.store.synthesize.given import reached, state_test
from groundswell.store.synthesize.given.attended import Attended, attend, calendar_of
from groundswell.store.synthesize.given.described import GivenDistrict, GivenNetwork
from groundswell.store.synthesize.given.seats import Numbers, Seats, begin
from groundswell.store.synthesize.key import write_key
from groundswell.store.synthesize.making import unheard
from groundswell.store.synthesize.network import District, School
from groundswell.store.synthesize.planting import Change, Gap, LateSubmitter, OverIdentified, Plants
from groundswell.store.synthesize.population import Population
from groundswell.store.synthesize.records import Resources
from groundswell.store.synthesize.scoring import draw_scores
from groundswell.store.synthesize.sizes import CannotSynthesize
from groundswell.store.synthesize.streams import stream
from groundswell.store.synthesize.work import Tell


@dataclass(frozen=True)
class GivenFiles:
    """Where the files are, and rows by file. `not_reached`: stated counts that the files do not hold, in words."""

    folder: Path
    years: tuple[int, ...]
    rows: dict[str, int]
    not_reached: tuple[str, ...]

    def oneroster(self, year: int) -> Path:
        return self.folder / "oneroster" / year_title(year)

    def edfi(self, year: int) -> Path:
        return self.folder / "edfi" / year_title(year)


@dataclass(eq=False)
class _Work:
    network: GivenNetwork
    files: GivenFiles
    tell: Tell
    plants: Plants
    like: Calibration = field(default_factory=calibration)
    reached: list[dict[str, Any]] = field(default_factory=list)

    def heard(self) -> None:
        total = sum(len(school.years) for school in self.network.schools)
        self.tell(len(self.reached), total)


def synthesize_given(network: GivenNetwork, out: Path, tell: Tell = unheard) -> GivenFiles:
    """Write the network's files into `out`, which must be empty or not there. The key is written last.

    Raises `CannotSynthesize` where what is given contradicts itself. `tell` hears how many school years of schools
    are done, and of how many.
    """
    network.check()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CannotSynthesize(f"{out} is not empty. Name a new folder.")
    files = GivenFiles(out, tuple(network.school_years), {}, ())
    work = _Work(network, files, tell, _plants(network))
    districts = [_Opened(work, number, given) for number, given in enumerate(network.districts, 1)]
    for year in files.years:
        _write_year(work, districts, year)
    key = reached.key(network, work.reached, files.rows)
    write_key(out, key, ())
    return GivenFiles(out, files.years, files.rows, tuple(reached.not_reached(work.reached)))


def _plants(network: GivenNetwork) -> Plants:
    """The gap alone: the other kinds of plants are at no school."""
    return Plants(
        Change("", date.min), Gap(network.gap_district), LateSubmitter("", ()), OverIdentified("", 0)
    )


@dataclass(eq=False)
class _Opened:
    """One district on its way through the years."""

    work: _Work
    number: int
    given: GivenDistrict
    seats: dict[str, Seats] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=Numbers)

    def year(self, year: int) -> tuple[District, list[Attended]]:
        """The schools that have this year, each with its students."""
        chosen = [school for school in self.given.schools if year in school.years]
        schools = tuple(
            School(each.id, each.name, each.level, place, 1.0, 0.0, 0.0, np.full(len(RACES), 1 / len(RACES)))
            for place, each in enumerate(chosen)
        )
        district = District(self.given.id, self.number, self.given.name, 0, 0.5, 0.1, schools)
        return district, [self._attended(each, place, year, district) for place, each in enumerate(chosen)]

    def _attended(self, school: Any, place: int, year: int, district: District) -> Attended:
        seed = self.work.network.seed
        if school.id not in self.seats:
            random = stream(seed, "people", self.number, int(school.id))
            self.seats[school.id] = begin(school, place, self.numbers, self.work.like, random)
        else:
            self.seats[school.id].turn_to(school.years[year])
        seats = self.seats[school.id]
        seats.students.school[:] = seats.place = place
        random = stream(seed, "attendance", self.number, int(school.id), year)
        found = attend(seats, year, district, self.work.plants, random)
        self.work.reached.append(reached.school_year(found))
        self.work.heard()
        return found


def _write_year(work: _Work, districts: list[_Opened], year: int) -> None:
    files = work.files
    with ExitStack() as stack:
        bundle = stack.enter_context(Bundle(files.oneroster(year), "bulk"))
        resources = stack.enter_context(Resources(files.edfi(year)))
        daily = stack.enter_context(
            DailyFile(files.folder / "attendance" / f"{year_title(year)}.parquet", with_csv=False)
        )
        resources.write("educationOrganizationNetworks", [_network_record(work.network)])
        state_test.write_assessments(resources, year)
        for opened in districts:
            district, schools = opened.year(year)
            if schools:
                _write_district(_Files(work, bundle, resources, daily), district, schools, year)
        bundle.write("categories", [(rosters.CATEGORY, "", "", "Spring benchmark")])
    title = year_title(year)
    files.rows.update({f"oneroster/{title}/{name}.csv": count for name, count in bundle.rows.items()})
    files.rows.update({f"edfi/{title}/{name}.json": count for name, count in resources.rows.items()})
    files.rows[f"attendance/{title}.parquet"] = daily.rows


def _network_record(network: GivenNetwork) -> str:
    return f'{{"educationOrganizationNetworkId":{network.id},"nameOfInstitution":"{network.name}"}}'


@dataclass(frozen=True, eq=False)
class _Files:
    work: _Work
    bundle: Bundle
    resources: Resources
    daily: DailyFile


def _write_district(files: _Files, district: District, schools: list[Attended], year: int) -> None:
    calendar = _calendar_of_district(schools, year)
    students = _together(schools)
    files.bundle.write("orgs", rosters.organization_rows(district))
    files.bundle.write("academicSessions", rosters.session_rows(district, calendar))
    files.bundle.write("courses", rosters.course_rows(district, year))
    ids = [district.schools[place].id for place in students.school.tolist()]
    files.bundle.write("users", rosters.user_rows(district, students, ids))
    files.bundle.write("demographics", rosters.demographic_rows(district, students, year))
    own = {each.school.id: each.calendar for each in schools}
    edfi.write_district(files.resources, district, calendar, students, own)
    random = stream(files.work.network.seed, "scores", district.number, year)
    for place, each in enumerate(schools):
        scores = draw_scores(district, each.students, files.work.like, files.work.plants, random)
        _write_school(files, district, place, each, scores)


def _calendar_of_district(schools: list[Attended], year: int) -> Calendar:
    """All days on which any of the schools is open."""
    given = [each.year for each in schools]
    days = {day: 100.0 for each in given for day in each.present}
    first = given[0]
    return calendar_of(year, type(first)(present=days, students={}, flagged={}, ends=first.ends))


def _together(schools: list[Attended]) -> Population:
    found = schools[0].students
    for each in schools[1:]:
        found = found.and_also(each.students)
    return found


def _write_school(files: _Files, district: District, place: int, each: Attended, scores: Floats) -> None:
    bundle, resources = files.bundle, files.resources
    ones = np.ones(len(each.students), dtype=np.int64)
    roster = rosters.Roster(
        district, district.schools[place], each.calendar, each.students, each.first, each.last, ones
    )
    rooms = rosters.rooms_of(roster)
    bundle.write("classes", rosters.class_rows(roster, rooms))
    bundle.write("users", rosters.teacher_rows(roster, rooms))
    bundle.write("enrollments", rosters.enrollment_rows(roster, rooms))
    bundle.write("lineItems", rosters.line_item_rows(roster, rooms))
    bundle.write("results", rosters.result_rows(roster, scores))
    resources.write("studentSchoolAssociations", enrollment_records(roster))
    resources.write("studentSchoolAttendanceEvents", edfi.attendance_events(roster, each.marks))
    resources.write("studentAssessments", state_test.result_records(roster, scores, files.work.like))
    edfi.write_discipline(resources, roster, each.suspensions)
    kept = np.ones(each.marks.shape[1], dtype=bool)
    files.daily.write(roster.school.id, roster.ids, each.calendar, each.marks, kept)
