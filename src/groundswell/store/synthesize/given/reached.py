"""What the files hold, against what was given: the key to the rows."""

from typing import Any

import numpy as np

from groundswell.store.synthesize.days import ATTENDED, NOTHING
from groundswell.store.synthesize.given.attended import Attended
from groundswell.store.synthesize.given.described import EVERYONE, GivenNetwork, races_of
from groundswell.store.synthesize.truth import DistrictYear, groups_of

LEAST_DAYS = 20


def school_year(attended: Attended) -> dict[str, Any]:
    """One school and year: how near the days came to the given percents, and each group's counts."""
    share = np.append(ATTENDED, np.zeros(256 - len(ATTENDED)))[attended.marks]
    counted = attended.marks != NOTHING
    percent = 100 * (share * counted).sum(axis=0) / np.maximum(counted.sum(axis=0), 1)
    wanted = np.array([attended.year.present[day] for day in attended.calendar.days])
    days = DistrictYear(counted.sum(axis=1), (share * counted).sum(axis=1))
    _, chronic = days.chronic()
    enough = days.recorded >= LEAST_DAYS
    return {
        "school": attended.school.id,
        "name": attended.school.name,
        "school_year": attended.calendar.year,
        "days": len(attended.calendar.days),
        "percent_present": round(float(100 * days.attended.sum() / days.recorded.sum()), 3),
        "largest_difference_of_a_day_in_points": round(float(np.abs(percent - wanted).max()), 3),
        "stated": dict(attended.year.chronic),
        "suspensions": len(attended.suspensions.row),
        "groups": {
            name: {
                "students": int(inside.sum()),
                "with_20_days": int((inside & enough).sum()),
                "chronically_absent": int((inside & enough & chronic).sum()),
            }
            for name, inside in _groups(attended).items()
        },
    }


def _groups(attended: Attended) -> dict[str, Any]:
    found = groups_of(attended.students)
    found["foster"] = attended.students.foster
    joined = [name for name in attended.year.chronic if len(races_of(name)) > 1]
    for name in joined:
        found[name] = np.any([found[race] for race in races_of(name)], axis=0)
    return found


def not_reached(rows: list[dict[str, Any]]) -> list[str]:
    """Stated counts that the files do not hold, in words."""
    return [
        f"{row['name']}, {row['school_year']}: {row['groups'][name]['chronically_absent']} of {name} are chronically "
        f"absent, stated are {count}"
        for row in rows
        for name, count in row["stated"].items()
        if row["groups"][name]["chronically_absent"] != count
    ]


def key(network: GivenNetwork, rows: list[dict[str, Any]], counts: dict[str, int]) -> dict[str, Any]:
    return {
        "network": network.name,
        "seed": network.seed,
        "planted": {
            "gap": {"district": network.gap_district, "group": "english_learner", "odds_of_absence": 1.8,
                    "score_in_standard_deviations": -0.3},
            "stated_but_not_reached": not_reached(rows),
        },
        "everyone": EVERYONE,
        "schools": rows,
        "rows": counts,
    }  # fmt: skip
