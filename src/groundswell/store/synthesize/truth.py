"""What is really in the files, counted while they are made."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from groundswell.store.synthesize.arrays import Flags, Numbers, Whole
from groundswell.store.synthesize.calendars import Calendar
from groundswell.store.synthesize.calibration import RACES, SUBJECTS, WEEKDAYS
from groundswell.store.synthesize.days import ATTENDED, NOTHING, Marks
from groundswell.store.synthesize.network import District
from groundswell.store.synthesize.population import Population

LEAST_DAYS = 30
_SHARES = np.zeros(256)
_SHARES[: len(ATTENDED)] = ATTENDED


@dataclass(eq=False)
class DistrictYear:
    """Days recorded and attended of each student of a district in one year."""

    recorded: Whole
    attended: Numbers

    def add(self, student: Whole, marks: Marks, kept: Flags) -> None:
        counted = (marks != NOTHING) & kept
        np.add.at(self.recorded, student, counted.sum(axis=1))
        np.add.at(self.attended, student, (_SHARES[marks] * counted).sum(axis=1))

    def chronic(self) -> tuple[Flags, Flags]:
        """Who has enough days to count, and who of all was absent on a tenth of their days or more."""
        return self.recorded >= LEAST_DAYS, (self.recorded - self.attended) * 10 >= self.recorded


@dataclass(eq=False)
class Truth:
    """Counts for the key."""

    groups: list[dict[str, Any]] = field(default_factory=list)
    weekdays: Any = field(default_factory=lambda: np.zeros((5, 2)))
    snow: Any = field(default_factory=lambda: np.zeros(2))
    change: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))
    suspended: int = 0

    def add_days(self, calendar: Calendar, marks: Marks, kept: Flags) -> None:
        """Days attended and recorded by weekday of ordinary days, and on days of snow."""
        counted = (marks != NOTHING) & kept
        recorded, attended = counted.sum(axis=0), (_SHARES[marks] * counted).sum(axis=0)
        snow = calendar.snowed
        ordinary = ~snow & ~calendar.last
        for weekday in range(5):
            here = ordinary & (calendar.weekdays == weekday)
            self.weekdays[weekday] += attended[here].sum(), recorded[here].sum()
        self.snow += attended[snow].sum(), recorded[snow].sum()

    def add_change(self, who: str, since: date, calendar: Calendar, marks: Marks, kept: Flags) -> None:
        """Days absent and recorded before and since the date."""
        after = np.array([day >= since for day in calendar.days])
        for when, which in (("before", ~after), ("since", after)):
            counted = (marks != NOTHING) & kept & which
            found = self.change[f"{who} {when}"]
            found[0] += float(((1 - _SHARES[marks]) * counted).sum())
            found[1] += float(counted.sum())

    def add_groups(
        self,
        district: District,
        calendar: Calendar,
        students: Population,
        days: DistrictYear,
        scores: Numbers,
    ) -> None:
        """For each group of a district and year: students, chronically absent students, mean scores."""
        enough, chronic = days.chronic()
        for name, inside in groups_of(students).items():
            row: dict[str, Any] = {
                "district": district.id,
                "school_year": calendar.year,
                "group": name,
                "students": int(inside.sum()),
                "with_disability": int((inside & students.disability).sum()),
                "with_30_days": int((inside & enough).sum()),
                "chronically_absent": int((inside & enough & chronic).sum()),
            }
            for place, subject in enumerate(SUBJECTS):
                some = scores[inside, place]
                some = some[~np.isnan(some)]
                row[f"mean_{subject}"] = round(float(some.mean()), 2) if len(some) else None
            self.groups.append(row)

    def as_dict(self) -> dict[str, Any]:
        shares = {name: _percent(*row) for name, row in zip(WEEKDAYS, self.weekdays.tolist(), strict=True)}
        return {
            "percent_attended_by_weekday": shares,
            "percent_attended_on_snow_days": _percent(*self.snow.tolist()),
            "suspensions": self.suspended,
            "by_group": self.groups,
        }

    def change_as_dict(self) -> dict[str, Any]:
        return {
            name: {
                "days_absent": absent,
                "days_recorded": recorded,
                "percent_absent": _percent(absent, recorded),
            }
            for name, (absent, recorded) in sorted(self.change.items())
        }


def groups_of(students: Population) -> dict[str, Flags]:
    """Everyone, each race, and those in and not in the other groups."""
    found: dict[str, Flags] = {"all": np.ones(len(students), dtype=bool)}
    found |= {race: students.race == number for number, race in enumerate(RACES)}
    for flag in ("low_income", "english_learner", "disability"):
        found |= {flag: getattr(students, flag), f"not {flag}": ~getattr(students, flag)}
    return found


def _percent(part: float, whole: float) -> float | None:
    return round(100 * part / whole, 3) if whole else None
