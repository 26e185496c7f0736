"""Who was suspended, when, and for how many days."""

from dataclasses import dataclass

import numpy as np

from groundswell.store.synthesize.arrays import Numbers, Whole
from groundswell.store.synthesize.days import NOTHING, SUSPENDED, Marks, Stays

BEHAVIORS = ("School Code of Conduct", "State Offense", "School Violation", "Other")


@dataclass(frozen=True, eq=False)
class Suspensions:
    """One row per suspension. `row` is the stay's place at the school, `day` the place in the calendar."""

    row: Whole
    day: Whole
    length: Whole
    behavior: Whole


def draw_suspensions(chance: Numbers, stays: Stays, random: np.random.RandomState) -> Suspensions:
    """At most one for each stay; the days before it ends count."""
    struck = np.flatnonzero(random.random_sample(len(chance)) < chance)
    span = stays.last[struck] - stays.first[struck] + 1
    day = stays.first[struck] + (random.random_sample(len(struck)) * span).astype(np.int64)
    length = np.minimum(random.randint(1, 4, len(struck)), stays.last[struck] - day + 1)
    return Suspensions(struck, day, length, random.randint(0, len(BEHAVIORS), len(struck)))


def mark_suspensions(marks: Marks, suspensions: Suspensions) -> None:
    """Suspended students are not in school on those days."""
    for shift in range(3):
        on = suspensions.length > shift
        rows, days = suspensions.row[on], suspensions.day[on] + shift
        held = marks[rows, days] != NOTHING
        marks[rows[held], days[held]] = SUSPENDED
