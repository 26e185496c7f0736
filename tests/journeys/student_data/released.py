"""What is released about the example's schools in these journeys: small, invented, and with one group kept private."""

from pathlib import Path
from random import Random

from groundswell.core.disclosure.released import Shown
from groundswell.core.indicators.releasing import ReleasedResult
from tests.factories.student_data import ReleaseMaker, group_rows, row

ABSENT, ATTENDANCE = "chronic_absence_cde", "attendance_rate"
TALLOW = "1006"
NETWORK, DISTRICT = "9000", "1000"
SCHOOLS = {"1001": 490, "1004": 770, TALLOW: 680, "1018": 171, "1005": 420, "1009": 515, "1010": 388}
YEARS = (2014, 2015, 2016)
MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5)
ENGLISH_LEARNERS, SECRET = ("english_learner", "yes"), 9
"""At Tallow Street 9 of 13 English learners were chronically absent. Who adds up can tell neither from the others."""
SECRET_SHARE = "69.2"


def release(store: Path, *, hidden: bool = True) -> None:
    """Writes the one release. Not `hidden`: what it would be if nobody kept the group private."""
    luck, made = Random(11), ReleaseMaker(store)  # noqa: S311  (invented numbers)
    made.place(NETWORK, "network", "Fernlight network")
    made.place(DISTRICT, "district", "Larkwater", NETWORK)
    for id_ in SCHOOLS:
        name = "Tallow Street K-8" if id_ == TALLOW else f"School {id_}"
        made.place(id_, "school", name, DISTRICT, ["KG", *(f"{grade:02d}" for grade in range(1, 9))])
    made.table(ABSENT, [each for year in YEARS for each in _year(year, luck, hidden=hidden)])
    made.table(ATTENDANCE, [_month(year, month) for year in YEARS for month in MONTHS], period="month")
    made.write()


def _year(year: int, luck: Random, *, hidden: bool) -> list[ReleasedResult]:
    rows: list[ReleasedResult] = []
    for id_, students in SCHOOLS.items():
        rows += group_rows(ABSENT, id_, students, 0.2 + luck.random() / 10, year=year, luck=luck)
    for kind, id_ in (("district", DISTRICT), ("network", NETWORK)):
        rows += group_rows(ABSENT, id_, sum(SCHOOLS.values()), 0.25, kind=kind, year=year, luck=luck)
    kept = [each for each in rows if (each.place, each.group_set) != (TALLOW, ENGLISH_LEARNERS[0])]
    return [*kept, *_english_learners(year, hidden=hidden)]


def _english_learners(year: int, *, hidden: bool) -> list[ReleasedResult]:
    """The small group, and the other half of its set, from which it could be worked out."""
    sizes = {"yes": (13, SECRET), "no": (SCHOOLS[TALLOW] - 13, 160)}
    return [
        row(ABSENT, TALLOW, year=year, group=(ENGLISH_LEARNERS[0], group),
            of=None if hidden else size, count=None if hidden else count)
        for group, (size, count) in sizes.items()
    ]  # fmt: skip


def _month(year: int, month: int) -> ReleasedResult:
    label = f"{year - 1 if month > 7 else year}-{month:02d}"
    students = SCHOOLS[TALLOW]
    days, here = students * 20, round(students * 20 * (0.9 - month / 500))
    counted = (Shown(students), Shown(here), Shown(days), Shown(100 * here / days))
    return ReleasedResult(ATTENDANCE, year, label, "school", TALLOW, "all", "all", *counted)
