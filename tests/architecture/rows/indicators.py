"""Released student data at a place: all of it for who sees its numbers, the totals for who works below it."""

from groundswell.domain.indicators.models import SavedView
from tests.architecture.house.network import House
from tests.architecture.rows.places import SEES_DISTRICT, SEES_NUMBERS, district, school
from tests.architecture.rows.shapes import EVERYONE, SEES_SCHOOL, Row, page, people, write
from tests.factories import make_saved_view

STEWARD = people("data_steward")
NO_NUMBERS = people("researcher")
SEES_NETWORK = EVERYONE - {"left", "away"}
INDICATOR = "chronic_absence_cde"
NAME = "Chronic absence (California Dashboard)"


def network(house: House) -> tuple[object, ...]:
    return (house.net.top.code,)


def _of(place):  # type: ignore[no-untyped-def]
    return lambda house: (*place(house), INDICATOR)


def _view(house: House) -> tuple[object, ...]:
    """The lead's own: to everybody else it is not there."""
    lead = house.people["lead"]
    kept = SavedView.objects.filter(person=lead).first() or make_saved_view(house.net.school, lead)
    return (*school(house), kept.pk)


def _file(house: House) -> tuple[object, ...]:
    return (*school(house), INDICATOR, "csv")


ROWS: tuple[Row, ...] = (
    page("place_data", SEES_NUMBERS, SEES_SCHOOL - SEES_NUMBERS, args=school, says=("Near School",)),
    page("place_data", SEES_DISTRICT - NO_NUMBERS, NO_NUMBERS, args=district, says=("Near District",), case="district"),
    page("place_data", SEES_NETWORK - NO_NUMBERS, NO_NUMBERS, args=network, says=("Test Network",), case="network"),
    page("place_indicator", SEES_NUMBERS, SEES_SCHOOL - SEES_NUMBERS, args=_of(school), says=("Near School", NAME)),
    page("place_indicator", SEES_DISTRICT - NO_NUMBERS, NO_NUMBERS, args=_of(district), says=(NAME,), case="district"),
    page("data_story", SEES_NUMBERS, SEES_SCHOOL - SEES_NUMBERS, args=school, says=("Near School",)),
    page("indicator_file", SEES_NUMBERS, SEES_SCHOOL - SEES_NUMBERS, args=_file, says=("chronic_absence_cde,2025",)),
    page("place_link", STEWARD, SEES_SCHOOL - STEWARD, args=school, says=("Near School",)),
    write("place_link", STEWARD, SEES_SCHOOL - STEWARD, args=school, goes_to="/places/"),
    write(
        "saved_view_keep", SEES_NUMBERS, SEES_SCHOOL - SEES_NUMBERS, args=school, verb="view.kept",
        sent=lambda h: {"name": "Ours", "indicator": INDICATOR, "query": "tab=time"},
    ),
    write("saved_view_forget", people("lead"), SEES_SCHOOL - SEES_NUMBERS, args=_view, verb="view.forgotten"),
    page("place_indicator", SEES_NETWORK - NO_NUMBERS, NO_NUMBERS, args=_of(network), says=(NAME,), case="network"),
)  # fmt: skip
