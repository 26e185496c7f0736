"""A small given network: two districts, one school of them with stated counts."""

from datetime import date, timedelta

from groundswell.store.synthesize.given.described import GivenDistrict, GivenNetwork, GivenSchool, GivenYear

SMALL = {"black_african_american": 40, "hispanic_latino": 30, "asian": 9, "white": 21}
STATED = {"all": 31, "black_african_american": 14, "hispanic_latino": 9, "asian+white": 8, "english_learner": 9,
          "disability": 6}  # fmt: skip


def days(year: int, count: int = 60) -> list[date]:
    """Weekdays from October on."""
    found, day = [], date(year - 1, 10, 1)
    while len(found) < count:
        if day.weekday() < 5:
            found.append(day)
        day += timedelta(days=1)
    return found


def given_year(
    year: int, *, chronic: dict[str, int] | None = None, more: int = 0, level: float = 88.0
) -> GivenYear:
    present = {
        day: level + (-4.0 if day.weekday() == 4 else number % 3) for number, day in enumerate(days(year))
    }
    return GivenYear(
        present=present,
        students=SMALL | {"white": SMALL["white"] + more},
        flagged={"english_learner": 20, "disability": 15, "low_income": 60, "foster": 3},
        chronic=chronic or {},
        ends=date(year, 6, 26),
    )


def small_network(*, chronic: dict[str, int] | None = STATED, seed: int = 1) -> GivenNetwork:
    one = GivenSchool(
        id="1001", name="Larch Grove School", level="elementary", grades=range(9),
        years={2015: given_year(2015), 2016: given_year(2016, chronic=chronic, more=4)},
    )  # fmt: skip
    other = GivenSchool(
        id="2001", name="Sage Mill School", level="middle", grades=range(6, 9),
        years={2016: given_year(2016, level=93.0)},
    )  # fmt: skip
    return GivenNetwork(
        id="9000",
        name="Two Shores",
        districts=(
            GivenDistrict(id="1000", name="Larch Unified", schools=(one,)),
            GivenDistrict(id="2000", name="Sage Unified", schools=(other,)),
        ),
        gap_district="2000",
        seed=seed,
    )
