"""One school whose English learners can be withheld or shown: the same numbers, once private and once open."""

from pathlib import Path

from groundswell.core.indicators.releasing import ReleasedResult
from tests.factories.student_data import ReleaseMaker, row

ABSENT, SCHOOL = "chronic_absence_cde", "1010000"
SECRETS = ("61.3", "92")
"""English learners, 92 of 150: 61.3%."""
FORMULA = '=HYPERLINK("https://example.org")'


def one_school(store: Path, *, hidden: bool, name: str = "Alder") -> None:
    made = ReleaseMaker(store)
    made.place(SCHOOL, "school", name, None, ["KG", "05"])
    made.table(ABSENT, [each for year in (2025, 2026) for each in _year(year, hidden=hidden)])
    made.write()


def _year(year: int, *, hidden: bool) -> list[ReleasedResult]:
    groups = {"yes": (150, 92), "no": (162, 44)}
    found = [row(ABSENT, SCHOOL, of=312, count=70, year=year)]
    for group, (size, count) in groups.items():
        told = (None, None) if hidden else (size, count)
        found.append(
            row(ABSENT, SCHOOL, of=told[0], count=told[1], year=year, group=("english_learner", group))
        )
    return found
