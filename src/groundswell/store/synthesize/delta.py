"""One OneRoster delta after the last year's bundle: the four things that happen most."""

from pathlib import Path
from typing import Any

import numpy as np

from groundswell.store.synthesize.arrays import Whole
from groundswell.store.synthesize.bundle import Bundle, Row
from groundswell.store.synthesize.population import Newcomers
from groundswell.store.synthesize.rosters import (
    Room,
    Roster,
    demographic_rows,
    enrollment_rows,
    student_ids,
    user_rows,
)
from groundswell.store.synthesize.streams import stream

DAY = 170
CORRECTED = "Correctedname"


def settled(roster: Roster) -> Whole:
    """Places in the roster of those who are there from the first day until after the delta's day."""
    return np.flatnonzero((roster.first == 0) & (roster.last > DAY) & (roster.turn == 1))


def write_delta(folder: Path, roster: Roster, rooms: list[Room], newcomers: Newcomers) -> dict[str, Any]:
    """Write the delta for one school. Returns what it says, for the key."""
    when = f"{roster.calendar.days[-1]}T18:00:00Z"
    stays = settled(roster)[:3]
    renamed, leaver, dropped = (roster.ids[row] for row in stays)
    rows = {row[0]: row for row in enrollment_rows(roster, rooms)}
    of_leaver = [row for row in rows.values() if row[5] == leaver]
    of_dropped = next(row for row in rows.values() if row[5] == dropped)
    arrived = newcomers.make(roster.students.grade[stays[:1]], stream(0, "people", roster.calendar.year))
    [new_id] = student_ids(roster.district, arrived.number)
    last_day, next_day = roster.calendar.days[DAY].isoformat(), roster.calendar.days[DAY + 1].isoformat()
    [user] = user_rows(roster.district, roster.students.chosen(stays[:1]), [roster.school.id])
    with Bundle(folder, "delta") as bundle:
        changed = [_stamped((*user[:9], CORRECTED, *user[10:]), "active", when)]
        changed += [
            _stamped(row, "active", when) for row in user_rows(roster.district, arrived, [roster.school.id])
        ]
        bundle.write("users", changed)
        born = demographic_rows(roster.district, arrived, roster.calendar.year)
        bundle.write("demographics", [_stamped(row, "active", when) for row in born])
        like_them = [row for row in rows.values() if row[5] == renamed]
        bundle.write(
            "enrollments",
            [_stamped((*row[:9], last_day), "active", when) for row in of_leaver]
            + [_stamped(of_dropped, "tobedeleted", when)]
            + [_stamped(_moved_to(row, new_id, next_day), "active", when) for row in like_them],
        )
    return {
        "school": roster.school.id,
        "modified": when,
        "name_corrected": {"student": renamed, "familyName": CORRECTED},
        "left": {"student": leaver, "last_day": last_day},
        "enrollment_deleted": {"student": dropped, "enrollment": of_dropped[0]},
        "arrived": {"student": new_id, "first_day": next_day},
    }


def _stamped(row: Row, status: str, when: str) -> Row:
    return (row[0], status, when, *row[3:])


def _moved_to(row: Row, student: str, first_day: str) -> Row:
    own = str(row[0]).replace(str(row[5]), student)
    return (own, *row[1:5], student, *row[6:8], first_day, row[9])
