"""A project, its papers, its team and its measures."""

from tests.architecture.house.network import House
from tests.architecture.rows.shapes import (
    BRIEFED,
    LOOKS_AFTER_TEAM,
    TEAM,
    WORKS,
    Row,
    page,
    people,
    project,
    write,
)

SPONSOR = people("sponsor")
READS = BRIEFED - TEAM
NOT_LOOKING_AFTER = BRIEFED - LOOKS_AFTER_TEAM


def member(house: House) -> tuple[object, ...]:
    return (house.ours.project.pk, house.ours.memberships["expert"].pk)


def measure(house: House) -> tuple[object, ...]:
    return (house.ours.project.pk, house.ours.measure.pk)


def _phase(house: House) -> tuple[object, ...]:
    return (*measure(house), house.ours.phase.pk)


def _version(house: House) -> int:
    return house.ours.project.version


def _aim(house: House) -> dict[str, object]:
    return {
        "direction": "raise", "what": "attendance", "based_on": 1, "group-TOTAL_FORMS": 0, "group-INITIAL_FORMS": 0,
    }  # fmt: skip


COUNTING = {"numerator": "calls made", "denominator": "families", "reason": "Clearer", "based_on": 1}
MEASURE = COUNTING | {
    "name": "Notes home",
    "kind": "process",
    "better": "up",
    "unit": "count",
    "grain": "week",
}

ROWS: tuple[Row, ...] = (
    page("project", BRIEFED, args=project, shows=("project",)),
    write("project_mode", TEAM, READS, args=project, verb="projects.set_mode", sent=lambda h: {"mode": "guided"}),
    page("project_settings", WORKS, SPONSOR, args=project, shows=("project",)),
    write(
        "project_settings", TEAM, READS, args=project, verb="projects.rename",
        sent=lambda h: {"rename": "1", "name": "Early mornings", "version": _version(h)},
    ),
    write(
        "project_settings", LOOKS_AFTER_TEAM, NOT_LOOKING_AFTER, args=project, verb="projects.set_state", case="state",
        sent=lambda h: {"state": "paused", "why": "Summer", "version": _version(h)},
    ),
    page("problem_edit", WORKS, SPONSOR, args=project, shows=("problem", "later")),
    write(
        "problem_edit", TEAM, READS, args=project, verb="projects.revise_problem",
        sent=lambda h: {"statement": "Fewer mornings", "based_on": 2},
    ),
    page("data_pack", WORKS, SPONSOR, args=project, shows=("project",)),
    write(
        "data_pack", WORKS, SPONSOR, args=project, verb="projects.data_reading",
        sent=lambda h: {"notice": "Girls miss more.", "version": 0},
    ),
    page("charter_edit", WORKS, SPONSOR, args=project, shows=("charter",)),
    write(
        "charter_edit", TEAM, READS, args=project, verb="projects.revise_charter",
        sent=lambda h: {"why_now": "Spring", "based_on": 1},
    ),
    page("aim_edit", WORKS, SPONSOR, args=project, shows=("aim",)),
    write("aim_edit", TEAM, READS, args=project, verb="projects.revise_aim", sent=_aim),
    page("team", BRIEFED, args=project, says=("Facilitator",)),
    write(
        "team", LOOKS_AFTER_TEAM, NOT_LOOKING_AFTER, args=project, verb="projects.add_member",
        sent=lambda h: {"person": h.people["staff"].pk, "role": "member"},
    ),
    write(
        "member_change", LOOKS_AFTER_TEAM, NOT_LOOKING_AFTER, args=member, verb="projects.change_member",
        sent=lambda h: {"role": "content_expert", "function": "Reads", "version": h.ours.memberships["expert"].version},
    ),
    write(
        "member_change", LOOKS_AFTER_TEAM, NOT_LOOKING_AFTER, args=member, verb="projects.end_membership",
        sent=lambda h: {"end": "1"}, case="end",
    ),
    write(
        "member_change", LOOKS_AFTER_TEAM, NOT_LOOKING_AFTER, verb="projects.renew_coach", sent=lambda h: {"renew": "1"},
        args=lambda h: (h.ours.project.pk, h.ours.memberships["coach"].pk), case="renew",
    ),
    page("project_measures", BRIEFED, args=project, shows=("measure",)),
    page("project_measure", BRIEFED, args=measure, shows=("measure",)),
    page("project_measure_csv", BRIEFED, args=measure, says=("2015-09-07",)),
    page("project_measure_note", TEAM, READS, args=measure, shows=("measure",)),
    write(
        "project_measure_note", TEAM, READS, args=measure, verb="chart.note",
        sent=lambda h: {"starts_on": "2015-10-12", "text": "Testing week"},
    ),
    page("project_measure_baseline", TEAM, READS, args=measure, shows=("measure",)),
    write(
        "project_measure_baseline", TEAM, READS, args=measure, verb="chart.freeze",
        sent=lambda h: {"until": "2015-10-26", "reason": "Before the test", "version": 1},
    ),
    page("project_measure_phase", TEAM, READS, args=measure, shows=("measure",)),
    write(
        "project_measure_phase", TEAM, READS, args=measure, verb="chart.phase",
        sent=lambda h: {"starts_on": "2015-10-12", "name": "New list", "reason": "A new list"},
    ),
    write("project_measure_phase_remove", TEAM, READS, args=_phase, verb="chart.phase_removed"),
    page("project_measure_number", TEAM, READS, args=measure, shows=("measure",)),
    write(
        "project_measure_number", TEAM, READS, args=measure, verb="measure.number",
        sent=lambda h: {"period": "2016-06-06", "numerator": 9, "denominator": 14},
    ),
    page("project_measure_definition", TEAM, READS, args=measure, shows=("measure", "definition")),
    write(
        "project_measure_definition", TEAM, READS, args=measure, verb="measure.define", sent=lambda h: dict(COUNTING),
    ),
    page("project_measure_new", TEAM, READS, args=project, says=("A new measure",)),
    write("project_measure_new", TEAM, READS, args=project, verb="measure.add", sent=lambda h: dict(MEASURE)),
)  # fmt: skip
