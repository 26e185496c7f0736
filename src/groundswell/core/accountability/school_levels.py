"""The level of a school, from the grades it has."""

from collections.abc import Iterable

from groundswell.core.indicators.expressions import GRADE_NUMBERS


def level_of(grades: Iterable[str]) -> str:
    """elementary, middle, high, or many grades for schools of another shape; "" when none is known.

    `grades` are CEDS codes. Elementary ends with grade 6 at the latest, middle lies within 5 to 9, high begins with 9.
    """
    numbers = sorted(n for grade in grades if (n := GRADE_NUMBERS.get(grade)) is not None)
    if not numbers:
        return ""
    low, high = numbers[0], numbers[-1]
    if high <= 6:
        return "elementary"
    if low >= 9:
        return "high"
    if low >= 5 and high <= 9:
        return "middle"
    return "many grades"
