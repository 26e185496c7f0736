"""Scores in reading and mathematics that follow a student from year to year."""

import numpy as np

from groundswell.store.synthesize.arrays import Numbers
from groundswell.store.synthesize.calibration import GRADES, SUBJECTS, TESTED, Calibration
from groundswell.store.synthesize.network import District
from groundswell.store.synthesize.planting import Plants
from groundswell.store.synthesize.population import Population


def draw_scores(
    district: District, students: Population, like: Calibration, plants: Plants, random: np.random.RandomState
) -> Numbers:
    """Whole scale scores, one column per subject; NaN where the grade has no test.

    What the groups leave open is partly the student's own (so that two years agree as measured) and partly new.
    """
    columns = [
        _subject(subject, place, district, students, like, plants, random)
        for place, subject in enumerate(SUBJECTS)
    ]
    return np.column_stack(columns)


def _subject(
    subject: str,
    place: int,
    district: District,
    students: Population,
    like: Calibration,
    plants: Plants,
    random: np.random.RandomState,
) -> Numbers:
    measured = like.scores[subject]
    effect, same = measured["effect"], measured["residual_year_to_year"]
    fresh = random.standard_normal(len(students))
    rest = np.sqrt(same) * students.ability[:, place] + np.sqrt(1 - same) * fresh
    standing = (
        effect["start"]
        + like.score_by_race(subject)[students.race]
        + effect["low income"] * students.low_income
        + effect["english learner"] * students.english_learner
        + effect["disability"] * students.disability
    )
    if plants.gap.district == district.id:
        standing = standing + plants.gap.score * students.english_learner
    table = np.full((len(GRADES), 2), np.nan)
    for grade in TESTED:
        table[grade] = measured["by_grade"][GRADES[grade]]
    center, spread = table[students.grade].T
    return np.asarray(np.rint(center + spread * (standing + measured["residual_sd"] * rest)))
