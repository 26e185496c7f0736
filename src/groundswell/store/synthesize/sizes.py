"""How large the invented network is to be."""

from dataclasses import dataclass

MOST_DISTRICTS, MOST_STUDENTS = 800, 20_000_000
LAST_YEAR = 2026  # 2025-26
LEVELS = ("elementary", "middle", "high")


class CannotSynthesize(ValueError):
    """These sizes make no network. The message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """Counts of students (in each year), schools, districts and school years. `faults` plants unreadable rows."""

    students: int
    schools: int
    districts: int
    years: int = 3
    seed: int = 1
    faults: bool = True

    @property
    def school_years(self) -> range:
        """The years in which the school years end, oldest first."""
        return range(LAST_YEAR - self.years + 1, LAST_YEAR + 1)

    def check(self) -> None:
        """Raise `CannotSynthesize` unless every district can have a school of each level with students."""
        if not 1 <= self.districts <= MOST_DISTRICTS:
            raise CannotSynthesize(f"--districts can be 1 to {MOST_DISTRICTS}.")
        if not 1 <= self.years <= 10:
            raise CannotSynthesize("--years can be 1 to 10.")
        if self.schools < len(LEVELS) * self.districts:
            least = len(LEVELS) * self.districts
            raise CannotSynthesize(
                f"Each district has an elementary, a middle and a high school: --schools {least} or more."
            )
        if not 13 * self.schools <= self.students <= MOST_STUDENTS:
            raise CannotSynthesize(
                f"--students can be {13 * self.schools:,} (13 for each school) to {MOST_STUDENTS:,}."
            )
        if not 0 <= self.seed < 2**32:
            raise CannotSynthesize("--seed is a whole number, 0 or more.")
