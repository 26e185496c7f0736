"""Places, their measures, and the files that come in there."""

import io

from tests.architecture.house.network import House
from tests.architecture.rows.shapes import (
    AT_SCHOOL,
    EVERYONE,
    IN_NETWORK,
    NOBODY,
    SEES_SCHOOL,
    TEAM,
    Row,
    load,
    page,
    people,
    write,
)

STEWARD = people("data_steward")
EDITS_PLACE = STEWARD | {"hub"}
KEEPS_CALENDAR = EDITS_PLACE | {"sponsor", "school_leader", "district_leader"}
STARTS = TEAM | {"staff", "neighbor", "ex_member", "sponsor", "school_leader"}
SEES_NUMBERS = SEES_SCHOOL - {"researcher"}
SEES_DISTRICT = IN_NETWORK - {"far", "far_steward", "far_leader"}


def school(house: House) -> tuple[object, ...]:
    return (house.net.school.code,)


def district(house: House) -> tuple[object, ...]:
    return (house.net.district.code,)


def measure(house: House) -> tuple[object, ...]:
    return (house.net.school.code, house.common.code)


def _frozen(house: House) -> dict[str, object]:
    return {"until": "2015-10-26", "reason": "Before the first test", "version": 1}


def _phase(house: House) -> dict[str, object]:
    return {"starts_on": "2015-10-12", "name": "New bell", "reason": "The day starts later"}


def _project(house: House) -> dict[str, object]:
    return {
        "place": house.net.school.code,
        "name": "Evenings",
        "statement": "We see a gap.",
        "mode": "simple",
    }


def _file(house: House) -> dict[str, object]:
    text = f"place,measure,period,value\n{house.net.school.code},attendance,2016-05-23,90\n"
    stream = io.BytesIO(text.encode())
    stream.name = "numbers.csv"
    return {"file": stream}


def _columns(house: House) -> dict[str, object]:
    columns = {f"column_{name}": name for name in ("place", "measure", "period", "value")}
    others = {f"column_{name}": "" for name in ("group", "numerator", "denominator")}
    return (
        columns
        | others
        | {"dates": "iso", "delimiter": ",", "version": house.imports["near preview"].version}
    )


def _row(house: House) -> dict[str, object]:
    cells = (house.net.school.code, "attendance", "2016-05-23", "90")
    return {f"cell_{index}": cell for index, cell in enumerate(cells)}


def _one_row(house: House) -> tuple[object, ...]:
    return (house.imports["near accepted"].pk, 3)


def _place_phase(house: House) -> tuple[object, ...]:
    return (*measure(house), house.place_phase.pk)


def _event(house: House) -> tuple[object, ...]:
    return (house.net.school.code, house.net.school.calendar_events.get().pk)


COUNTING = {"numerator": "days present", "denominator": "days enrolled"}
NEW_MEASURE = COUNTING | {
    "name": "Early days",
    "kind": "outcome",
    "better": "up",
    "unit": "count",
    "grain": "week",
}
NEW_PLACE = {"kind": "department", "name": "Grade 6"}
NEW_EVENT = {"kind": "weather", "label": "Ice", "starts_on": "2016-02-01", "ends_on": "2016-02-01"}
NEW_WORDS = COUNTING | {"reason": "Clearer", "based_on": 0}

ROWS: tuple[Row, ...] = (
    page("place_measure_new", EDITS_PLACE, SEES_SCHOOL - EDITS_PLACE, args=school, says=("Near School",)),
    write("place_measure_new", EDITS_PLACE, SEES_SCHOOL - EDITS_PLACE, args=school, verb="measure.add", sent=lambda h: dict(NEW_MEASURE)),
    page("place_measure_definition", people("hub"), SEES_SCHOOL - {"hub"}, args=measure, says=("Daily attendance",)),
    write("place_measure_definition", people("hub"), SEES_SCHOOL - {"hub"}, args=measure, verb="measure.define", sent=lambda h: dict(NEW_WORDS)),
    page("place_add", KEEPS_CALENDAR, SEES_SCHOOL - KEEPS_CALENDAR, args=school, says=("Near School",)),
    write("place_add", KEEPS_CALENDAR, SEES_SCHOOL - KEEPS_CALENDAR, args=school, verb="place.add", sent=lambda h: dict(NEW_PLACE)),
    page("place_calendar", SEES_SCHOOL, args=school, says=("Boiler day",)),
    write("place_calendar", KEEPS_CALENDAR, SEES_SCHOOL - KEEPS_CALENDAR, args=school, verb="calendar.add", sent=lambda h: dict(NEW_EVENT)),
    write("place_event_remove", KEEPS_CALENDAR, SEES_SCHOOL - KEEPS_CALENDAR, args=_event, verb="calendar.remove"),
    page("place", SEES_SCHOOL, args=school, says=("Near School",)),
    page("place", EVERYONE - {"left", "away"}, args=lambda h: (h.net.top.code,), says=("Test Network",), case="top"),
    page("place_measure", SEES_NUMBERS, SEES_SCHOOL - SEES_NUMBERS, args=measure, says=("Daily attendance",)),
    page("place_measure_csv", SEES_NUMBERS, SEES_SCHOOL - SEES_NUMBERS, args=measure, says=("2015-09-07",)),
    page("place_measure_note", EDITS_PLACE, SEES_SCHOOL - EDITS_PLACE, args=measure, says=("Daily attendance",)),
    write(
        "place_measure_note", EDITS_PLACE, SEES_SCHOOL - EDITS_PLACE, args=measure, verb="chart.note",
        sent=lambda h: {"starts_on": "2015-10-12", "text": "Testing week"},
    ),
    page("place_measure_baseline", EDITS_PLACE, SEES_SCHOOL - EDITS_PLACE, args=measure, says=("Daily attendance",)),
    write("place_measure_baseline", EDITS_PLACE, SEES_SCHOOL - EDITS_PLACE, args=measure, verb="chart.freeze", sent=_frozen),
    page("place_measure_phase", EDITS_PLACE, SEES_SCHOOL - EDITS_PLACE, args=measure, says=("Daily attendance",)),
    write("place_measure_phase", EDITS_PLACE, SEES_SCHOOL - EDITS_PLACE, args=measure, verb="chart.phase", sent=_phase),
    write("place_measure_phase_remove", EDITS_PLACE, SEES_SCHOOL - EDITS_PLACE, args=_place_phase, verb="chart.phase_removed"),
    page(
        "project_start", STARTS, SEES_SCHOOL - STARTS, query="?place={school}&measure=attendance", says=("Near School",),
    ),
    write("project_start", STARTS, SEES_SCHOOL - STARTS, verb="projects.start", sent=_project),
    page("place_imports", STEWARD, SEES_DISTRICT - STEWARD, args=district, says=("cnry-near-file",)),
    write("place_imports", STEWARD, SEES_DISTRICT - STEWARD, args=district, verb="import.previewed", sent=_file),
    page("import", STEWARD, args=load("preview"), says=("cnry-near-file", "cnry-near-row")),
    write("import_columns", STEWARD, args=load("preview"), verb="import.mapped", sent=_columns),
    write("import_accept", STEWARD, args=load("preview"), verb="import.accepted"),
    write("import_set_down", STEWARD, args=load("preview"), verb="import.cancelled"),
    page("import_take_back", STEWARD, args=load("accepted"), says=("cnry-near-file",)),
    write("import_take_back", STEWARD, args=load("accepted"), verb="import.reverted"),
    page("import_set_aside_csv", STEWARD, args=load("accepted"), says=("cnry-near-row",)),
    page("import_row", STEWARD, args=_one_row, says=("cnry-near-row",)),
    write("import_row", STEWARD, args=_one_row, verb="import.row_corrected", sent=_row),
)  # fmt: skip
assert AT_SCHOOL >= STARTS > NOBODY
