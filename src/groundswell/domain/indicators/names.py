"""What the student data's group sets, groups and families are called, and in which order pages list them."""

from collections.abc import Iterable

from django.utils.translation import gettext, gettext_lazy

from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.core.indicators.results import ALL, BANDS, CROSS, GRADE, GRADE_BAND
from groundswell.core.stats.wording import listed

_SETS = {
    "race_ethnicity": gettext_lazy("Race and ethnicity"),
    "english_learner": gettext_lazy("English learners"),
    "disability": gettext_lazy("Disability"),
    "economically_disadvantaged": gettext_lazy("Economic background"),
    "homeless": gettext_lazy("Housing"),
    "foster": gettext_lazy("Foster care"),
    "migrant": gettext_lazy("Migrant families"),
    "sex": gettext_lazy("Sex"),
    GRADE_BAND: gettext_lazy("Grade band"),
    GRADE: gettext_lazy("Grade"),
}
# Whoever is in a group, and everyone else of its set; the third is the group's code in the catalog of groups.
_GROUPS = {
    ("race_ethnicity", "black_african_american"): (gettext_lazy("African American"), "african_american"),
    ("race_ethnicity", "hispanic_latino"): (gettext_lazy("Latinx"), "latinx"),
    ("race_ethnicity", "asian"): (gettext_lazy("Asian"), "asian"),
    ("race_ethnicity", "white"): (gettext_lazy("White"), "white"),
    ("race_ethnicity", "american_indian_alaska_native"): (gettext_lazy("Native American"), "native_american"),
    ("race_ethnicity", "native_hawaiian_pacific_islander"): (
        gettext_lazy("Pacific Islander"),
        "pacific_islander",
    ),
    ("race_ethnicity", "two_or_more"): (gettext_lazy("Two or more races"), "two_or_more"),
    ("english_learner", "yes"): (gettext_lazy("English learners"), "english_learner"),
    ("english_learner", "reclassified"): (gettext_lazy("Reclassified as fluent"), "reclassified"),
    ("english_learner", "no"): (gettext_lazy("Not English learners"), "not_english_learner"),
    ("disability", "yes"): (gettext_lazy("Students with disabilities"), "disability"),
    ("disability", "no"): (gettext_lazy("Students without disabilities"), "no_disability"),
    ("economically_disadvantaged", "yes"): (
        gettext_lazy("Economically disadvantaged"),
        "economically_disadvantaged",
    ),
    ("economically_disadvantaged", "no"): (
        gettext_lazy("Not economically disadvantaged"),
        "not_economically_disadvantaged",
    ),
    ("homeless", "yes"): (gettext_lazy("Students without a home of their own"), "homeless"),
    ("homeless", "no"): (gettext_lazy("Students with a home of their own"), "not_homeless"),
    ("foster", "yes"): (gettext_lazy("Foster youth"), "foster_youth"),
    ("foster", "no"): (gettext_lazy("Not in foster care"), "not_foster_youth"),
    ("migrant", "yes"): (gettext_lazy("Migrant families"), "migrant"),
    ("migrant", "no"): (gettext_lazy("Not migrant families"), "not_migrant"),
    ("sex", "female"): (gettext_lazy("Female"), "female"),
    ("sex", "male"): (gettext_lazy("Male"), "male"),
}
_FAMILIES = {
    "attendance": gettext_lazy("Attendance"),
    "chronic_absence": gettext_lazy("Missing many days"),
    "discipline": gettext_lazy("Suspension"),
    "proficiency": gettext_lazy("Meeting the standard"),
    "test_scores": gettext_lazy("Test scores"),
    "growth": gettext_lazy("Growth"),
    "distance_from_standard": gettext_lazy("Distance from the standard"),
    "course_marks": gettext_lazy("Course marks"),
    "on_track": gettext_lazy("On track"),
    "english_learners": gettext_lazy("English learners"),
    "graduation": gettext_lazy("Graduation"),
    "college": gettext_lazy("College"),
    "surveys": gettext_lazy("What people say"),
}


def set_name(group_set: str) -> str:
    """The question that divides students: "Race and ethnicity"."""
    if CROSS in group_set:
        return " × ".join(set_name(each) for each in group_set.split(CROSS))
    return str(_SETS.get(group_set) or _plain(group_set))


def group_name(group_set: str, group: str) -> str:
    """A group in words: "English learners", "Grade 3", "Female, Latinx"."""
    if (group_set, group) == ALL:
        return gettext("All students")
    if CROSS in group_set:
        pairs = zip(group_set.split(CROSS), group.split(CROSS), strict=False)
        return ", ".join(group_name(*pair) for pair in pairs)
    if group_set in {GRADE, GRADE_BAND}:
        return _grade(group)
    known = _GROUPS.get((group_set, group))
    if known:
        return str(known[0])
    if group in {"yes", "no"}:
        return f"{_plain(group_set)}: {gettext('yes') if group == 'yes' else gettext('no')}"
    return _plain(group)


def catalog_code(group_set: str, group: str) -> str:
    """The group's code among measures (`places.groups`); "" for all students."""
    if (group_set, group) == ALL:
        return ""
    known = _GROUPS.get((group_set, group))
    return known[1] if known else f"{group_set}_{group}".replace(CROSS, "_")


def family_name(family: str) -> str:
    return str(_FAMILIES.get(family) or _plain(family))


def family_order(family: str) -> tuple[int, str]:
    names = list(_FAMILIES)
    return (names.index(family) if family in names else len(names), family)


def set_order(group_set: str) -> tuple[int, str]:
    """Sets that people know first, crossings last."""
    names = list(_SETS)
    known = names.index(group_set) if group_set in names else len(names)
    return (known + 100 * (CROSS in group_set), group_set)


def group_order(group_set: str, group: str) -> tuple[int, str]:
    """Grades as children grow; other groups by name, and everyone else of a set last."""
    if group_set == GRADE:
        number = GRADE_NUMBERS.get(group)
        return (99 if number is None else number + 20, group)
    if group_set == GRADE_BAND:
        return (list(BANDS).index(group) if group in BANDS else 99, group)
    return (1 if group == "no" else 0, group_name(group_set, group))


def names_listed(names: Iterable[str]) -> str:
    """A, B and C."""
    return listed(list(names))


def _grade(group: str) -> str:
    early = {
        "TK": gettext("Transitional kindergarten"),
        "KG": gettext("Kindergarten"),
        "PK": gettext("Preschool"),
    }
    if group in early:
        return early[group]
    text = group.lstrip("0") or group
    return (
        gettext("Grades %(grades)s") % {"grades": text}
        if group in BANDS
        else gettext("Grade %(grade)s") % {"grade": text}
    )


def _plain(code: str) -> str:
    words = code.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
