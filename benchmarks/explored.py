"""A release about the example's schools: three years of chronic absence by group, invented, all large enough."""

from pathlib import Path
from random import Random

from groundswell.core.disclosure.released import Shown
from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.store.release.drafts import ReleaseDraft, described, releasing
from groundswell.store.release.manifest import ReleaseManifest, TableEntry
from groundswell.store.release.openness import About
from groundswell.store.release.reading import DataPlace

ABSENT, EXPLORED = "chronic_absence_cde", "1001"
YEARS = (2014, 2015, 2016)
SCHOOLS = (EXPLORED, "1004", "1006", "1005", "1009", "1010")
GROUPS = {
    "race_ethnicity": ("asian", "black", "hispanic", "white"),
    "sex": ("female", "male"),
    "english_learner": ("no", "yes"),
    "economic": ("no", "yes"),
}
GRADES = ("KG", "01", "02", "03", "04", "05", "06", "07", "08")


def release(store: Path) -> None:
    """The live release of `store`, with one table."""
    luck = Random(11)
    rows = [each for school in sorted(SCHOOLS) for each in _of_school(school, luck)]
    with releasing(store):
        draft = ReleaseDraft(store)
        about = About(counts_persons=True, changes_later=True, open_splits={})
        path, content = draft.write_table(ABSENT, "school_year", rows, about)
        draft.write_places(_places())
        entry = TableEntry(
            indicator=ABSENT, period="school_year", state="released", reason="", path=path, edition=1,
            digest="invented", content=content, **described(rows),
        )  # fmt: skip
        made_at = "2016-06-10T00:00:00+00:00"
        draft.publish(ReleaseManifest(draft.number, 1, made_at, rule=SuppressionRule(), tables=(entry,)))


def _places() -> list[DataPlace]:
    above = [
        DataPlace("9000", "network", "Network", None, ()),
        DataPlace("1000", "district", "District", "9000", ()),
    ]
    return above + [DataPlace(name, "school", f"School {name}", "1000", GRADES) for name in SCHOOLS]


def _of_school(school: str, luck: Random) -> list[ReleasedResult]:
    sets = {"all": ("all",), **GROUPS}
    return [
        _row(school, year, (name, group), luck)
        for name in sorted(sets)
        for group in sets[name]
        for year in YEARS
    ]


def _row(school: str, year: int, group: tuple[str, str], luck: Random) -> ReleasedResult:
    students = luck.randint(90, 140) * (4 if group[0] == "all" else 1)
    absent = round(students * luck.uniform(0.1, 0.3))
    counted = (Shown(students), Shown(absent), Shown(students), Shown(100 * absent / students))
    return ReleasedResult(ABSENT, year, f"{year - 1}-{year % 100}", "school", school, *group, *counted)
