"""One district in one school year: its rosters, its days, its records, school by school."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from groundswell.store.synthesize import edfi, rosters
from groundswell.store.synthesize.absence import Level, planted, standing
from groundswell.store.synthesize.arrays import Flags, Numbers
from groundswell.store.synthesize.calendars import Calendar
from groundswell.store.synthesize.daily import DailyFile
from groundswell.store.synthesize.days import Stays, draw
from groundswell.store.synthesize.delta import settled, write_delta
from groundswell.store.synthesize.discipline import draw_suspensions, mark_suspensions
from groundswell.store.synthesize.edfi_people import enrollment_records
from groundswell.store.synthesize.faults import Sound
from groundswell.store.synthesize.network import District, School
from groundswell.store.synthesize.population import Cohorts
from groundswell.store.synthesize.scoring import draw_scores
from groundswell.store.synthesize.spells import Spells
from groundswell.store.synthesize.streams import stream
from groundswell.store.synthesize.truth import DistrictYear
from groundswell.store.synthesize.work import Work


@dataclass(eq=False)
class SchoolYear:
    """One district in one year."""

    work: Work
    district: District
    calendar: Calendar
    cohorts: Cohorts
    spells: Spells
    level: Level

    def make(self) -> None:
        work, district, calendar = self.work, self.district, self.calendar
        students, year = self.cohorts.students, calendar.year
        self.bundle, self.resources = work.bundles[year], work.resources[year]
        self.scores = self._scores()
        own = planted(standing(district, students, work.like), district, students, work.plants)
        self.odds: Numbers = np.exp(own[:, None] + self.level.by_weekday)
        self.suspended = work.like.suspended()[students.race, students.grade]
        self.days = DistrictYear(np.zeros(len(students), np.int64), np.zeros(len(students)))
        self._write_district()
        path = work.out / "attendance" / calendar.title / f"{district.id}.parquet"
        with DailyFile(path, with_csv=work.with_csv) as daily:
            self.daily = daily
            for school in district.schools:
                self._make_school(school)
                work.done += 1
                work.tell(work.done, work.size.schools * work.size.years)
        work.rows[f"attendance/{calendar.title}/{district.id}.parquet"] = daily.rows
        work.truth.add_groups(district, calendar, students, self.days, self.scores)

    def _scores(self) -> Numbers:
        random = stream(self.work.size.seed, "scores", self.district.number, self.calendar.year)
        return draw_scores(self.district, self.cohorts.students, self.work.like, self.work.plants, random)

    def _write_district(self) -> None:
        district, year, students = self.district, self.calendar.year, self.cohorts.students
        self.bundle.write("orgs", rosters.organization_rows(district))
        self.bundle.write("academicSessions", rosters.session_rows(district, self.calendar))
        self.bundle.write("courses", rosters.course_rows(district, year))
        self.bundle.write("users", rosters.user_rows(district, students, self._schools_of_students()))
        self.bundle.write("demographics", rosters.demographic_rows(district, students, year))
        edfi.write_district(self.resources, district, self.calendar, students)

    def _schools_of_students(self) -> list[str]:
        ids = [school.id for school in self.district.schools]
        found = [ids[place] for place in self.cohorts.students.school.tolist()]
        earlier = (self.spells.turn == 1) & (
            self.spells.school != self.cohorts.students.school[self.spells.student]
        )
        for row in np.flatnonzero(earlier).tolist():
            found[int(self.spells.student[row])] += f",{ids[int(self.spells.school[row])]}"
        return found

    def _make_school(self, school: School) -> None:
        work, spells, here = self.work, self.spells, self.spells.at(school.place)
        who = spells.student[here]
        if not len(who):
            return
        roster = rosters.Roster(
            self.district, school, self.calendar, self.cohorts.students.chosen(who),
            spells.first[here], spells.last[here], spells.turn[here],
        )  # fmt: skip
        rooms = self._write_roster(roster, self.scores[who])
        stays = Stays(self.odds[who], roster.first, roster.last)
        random = stream(work.size.seed, "attendance", self.district.number, self.calendar.year, school.place)
        marks = draw(stays, self._day_odds(school), self.calendar.weekdays, random)
        suspensions = draw_suspensions(self.suspended[who], stays, random)
        mark_suspensions(marks, suspensions)
        work.truth.suspended += len(suspensions.row)
        self.resources.write("studentSchoolAssociations", enrollment_records(roster))
        edfi.write_discipline(self.resources, roster, suspensions)
        if work.has_events(self.district):
            self.resources.write("studentSchoolAttendanceEvents", edfi.attendance_events(roster, marks))
        kept = self._submitted(school, random)
        self._write_days(roster, marks, kept)
        self._count(school, who, marks, kept)
        if self.calendar.year == work.size.school_years[-1] and not work.delta:
            self._write_delta(roster, rooms)

    def _write_roster(self, roster: rosters.Roster, scores: Numbers) -> list[rosters.Room]:
        rooms = rosters.rooms_of(roster)
        self.bundle.write("classes", rosters.class_rows(roster, rooms))
        self.bundle.write("users", rosters.teacher_rows(roster, rooms))
        self.bundle.write("enrollments", rosters.enrollment_rows(roster, rooms))
        self.bundle.write("lineItems", rosters.line_item_rows(roster, rooms))
        self.bundle.write("results", rosters.result_rows(roster, scores))
        return rooms

    def _day_odds(self, school: School) -> Numbers:
        change = self.work.plants.change
        usual = self.level.day_odds(self.calendar)
        if change.school != school.id:
            return usual
        since = np.array([change.odds if day >= change.date else 1.0 for day in self.calendar.days])
        return np.asarray(usual * since)

    def _submitted(self, school: School, random: np.random.RandomState) -> Flags:
        """The days on which the school sent its attendance; the late submitter's come in another file."""
        kept = random.random_sample(len(self.calendar.days)) >= self.work.like.attendance["not_submitted"]
        late = self.work.plants.late
        if school.id == late.school:
            kept |= np.array([day in late.days for day in self.calendar.days])
        missing = [day.isoformat() for day, sent in zip(self.calendar.days, kept, strict=True) if not sent]
        self.work.silent += [(school.id, day) for day in missing]
        return np.asarray(kept)

    def _write_days(self, roster: rosters.Roster, marks: Any, kept: Flags) -> None:
        late = self.work.plants.late
        on_time = kept
        if roster.school.id == late.school:
            belated = np.array([day in late.days for day in self.calendar.days])
            on_time = kept & ~belated
            if belated.any():
                path = (
                    self.work.out
                    / "attendance"
                    / f"{self.calendar.title}-late"
                    / f"{roster.school.id}.parquet"
                )
                with DailyFile(path, with_csv=self.work.with_csv) as daily:
                    daily.write(roster.school.id, roster.ids, self.calendar, marks, belated)
                self.work.rows[path.relative_to(self.work.out).as_posix()] = daily.rows
        self.daily.write(roster.school.id, roster.ids, self.calendar, marks, on_time)

    def _count(self, school: School, who: Any, marks: Any, kept: Flags) -> None:
        truth, change = self.work.truth, self.work.plants.change
        self.days.add(who, marks, kept)
        truth.add_days(self.calendar, marks, kept)
        if school.level == "elementary":
            name = "the school" if school.id == change.school else "other elementary schools"
            truth.add_change(name, change.date, self.calendar, marks, kept)

    def _write_delta(self, roster: rosters.Roster, rooms: list[rosters.Room]) -> None:
        """After the last year's bundle, and from its first school; the faults refer to the same school."""
        tested = next((room for room in rooms if room.grade in range(3, 11)), None)
        if tested is None or len(settled(roster)) < 3:
            return
        class_id = roster.class_id(tested.grade, tested.number, tested.subject)
        self.work.sound = Sound(roster.school.id, class_id, roster.ids[0], f"L{class_id}")
        folder = self.work.out / "oneroster" / f"{self.calendar.title}-delta"
        self.work.delta = write_delta(folder, roster, rooms, self.cohorts.newcomers)
