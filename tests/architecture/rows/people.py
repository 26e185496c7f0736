"""Who works at a place: seen and looked after by its leaders, the district's and the hub."""

from tests.architecture.house.network import House
from tests.architecture.rows.shapes import SEES_SCHOOL, Row, page, people, write

LEADERS = people("sponsor", "school_leader", "district_leader", "hub")
OTHERS = SEES_SCHOOL - LEADERS


def school(house: House) -> tuple[object, ...]:
    return (house.net.school.code,)


def staff_role(house: House) -> tuple[object, ...]:
    return (house.net.school.code, house.people["staff"].affiliations.get().pk)


def _new(house: House) -> dict[str, object]:
    return {
        "name": "Nia Okoro",
        "username": "nia",
        "email": "nia@test.example",
        "role": "staff",
        "starts_on": "2016-06-10",
    }


def _role(house: House) -> dict[str, object]:
    return {
        "q": "Next_School",
        "person": house.people["next_school"].pk,
        "role": "staff",
        "starts_on": "2016-06-10",
    }


ROWS: tuple[Row, ...] = (
    page("place_people", LEADERS, OTHERS, args=school, says=("Neighbor",)),
    page("place_people_invite", LEADERS, OTHERS, args=school, says=("Near School",)),
    write("place_people_invite", LEADERS, OTHERS, args=school, verb="people.invite", sent=_new),
    page("place_people_role", LEADERS, OTHERS, args=school, query="?q=Next_School", says=("Next_School",)),
    write("place_people_role", LEADERS, OTHERS, args=school, verb="people.affiliate", sent=_role),
    page("place_people_end", LEADERS, OTHERS, args=staff_role, says=("Staff",)),
    write(
        "place_people_end",
        LEADERS,
        OTHERS,
        args=staff_role,
        verb="people.end_affiliation",
        sent=lambda h: {"last_day": "2016-06-17"},
    ),
    write("place_people_link", LEADERS, OTHERS, args=staff_role, goes_to="/places/"),
)
