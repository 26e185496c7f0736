"""Released student data at a place: all of it for who sees its numbers, the totals for who works below it."""

from tests.architecture.house.network import House
from tests.architecture.rows.places import SEES_DISTRICT, SEES_NUMBERS, district, school
from tests.architecture.rows.shapes import EVERYONE, SEES_SCHOOL, Row, page, people

NO_NUMBERS = people("researcher")
SEES_NETWORK = EVERYONE - {"left", "away"}
INDICATOR = "chronic_absence_cde"
NAME = "Chronic absence (California Dashboard)"


def network(house: House) -> tuple[object, ...]:
    return (house.net.top.code,)


def _of(place):  # type: ignore[no-untyped-def]
    return lambda house: (*place(house), INDICATOR)


ROWS: tuple[Row, ...] = (
    page("place_data", SEES_NUMBERS, SEES_SCHOOL - SEES_NUMBERS, args=school, says=("Near School",)),
    page("place_data", SEES_DISTRICT - NO_NUMBERS, NO_NUMBERS, args=district, says=("Near District",), case="district"),
    page("place_data", SEES_NETWORK - NO_NUMBERS, NO_NUMBERS, args=network, says=("Test Network",), case="network"),
    page("place_indicator", SEES_NUMBERS, SEES_SCHOOL - SEES_NUMBERS, args=_of(school), says=("Near School", NAME)),
    page("place_indicator", SEES_DISTRICT - NO_NUMBERS, NO_NUMBERS, args=_of(district), says=(NAME,), case="district"),
    page("place_indicator", SEES_NETWORK - NO_NUMBERS, NO_NUMBERS, args=_of(network), says=(NAME,), case="network"),
)  # fmt: skip
