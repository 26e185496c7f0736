"""A district's and a school's Ed-Fi records: calendars, programs, absences, discipline."""

from collections.abc import Iterator, Mapping

import numpy as np

from groundswell.store.synthesize.arrays import Flags
from groundswell.store.synthesize.calendars import Calendar
from groundswell.store.synthesize.days import NOTHING, PRESENT, Marks
from groundswell.store.synthesize.discipline import BEHAVIORS, Suspensions
from groundswell.store.synthesize.edfi_people import group_records, student_records
from groundswell.store.synthesize.network import District, School
from groundswell.store.synthesize.population import Population
from groundswell.store.synthesize.records import Resources, descriptor, program_associations
from groundswell.store.synthesize.rosters import Roster, student_ids

PROGRAMS = {
    "disability": ("studentSpecialEducationProgramAssociations", "Special Education", "Special Education"),
    "english_learner": (
        "studentLanguageInstructionProgramAssociations",
        "Bilingual",
        "English Learner Services",
    ),
    "low_income": ("studentSchoolFoodServiceProgramAssociations", "Other", "School Food Service"),
    "homeless": ("studentHomelessProgramAssociations", "Homeless", "Homeless Education"),
}
_EVENTS = ("", "Excused Absence", "Unexcused Absence", "Tardy", "Excused Absence", "Excused Absence")
_MORE = ("", "", "", "", ',"eventDuration":0.5', ',"attendanceEventReason":"Out of school suspension"')


def write_district(
    into: Resources,
    district: District,
    calendar: Calendar,
    students: Population,
    own: Mapping[str, Calendar] | None = None,
) -> None:
    """The organizations, calendars and programs of one district and year. `own`: calendars of schools by their id."""
    calendars = {school.id: calendar for school in district.schools} | dict(own or {})
    name = f'"nameOfInstitution":"{district.name}"'
    into.write("localEducationAgencies", [f'{{"localEducationAgencyId":{district.id},{name}}}'])
    into.write("schools", (_school(district, school) for school in district.schools))
    into.write("calendars", (_calendar(school, calendar) for school in district.schools))
    for school in district.schools:
        into.write("sessions", _sessions(school, calendars[school.id]))
        into.write("calendarDates", _calendar_dates(school, calendars[school.id]))
    into.write("students", student_records(district, students, calendar.year))
    groups = group_records(district, students, calendar.days[0])
    into.write("studentEducationOrganizationAssociations", groups)
    into.write("programs", (_program(district, kind, title) for _, kind, title in PROGRAMS.values()))
    ids = student_ids(district, students.number)
    for flag, (resource, kind, title) in PROGRAMS.items():
        members = np.flatnonzero(getattr(students, flag)).tolist()
        records = program_associations(
            kind, title, agency=district.id, begin=calendar.days[0].isoformat(),
            students=((ids[row], "") for row in members),
        )  # fmt: skip
        into.write(resource, records)


def _school(district: District, school: School) -> str:
    category = descriptor("SchoolCategory", f"{school.level.capitalize()} School")
    return (
        f'{{"schoolId":{school.id},"nameOfInstitution":"{school.name}",'
        f'"localEducationAgencyReference":{{"localEducationAgencyId":{district.id}}},'
        f'"schoolCategories":[{{"schoolCategoryDescriptor":{category}}}]}}'
    )


def _calendar(school: School, calendar: Calendar) -> str:
    return (
        f'{{"calendarCode":"{school.id}","schoolReference":{{"schoolId":{school.id}}},'
        f'"schoolYearTypeReference":{{"schoolYear":{calendar.year}}},'
        f'"calendarTypeDescriptor":{descriptor("CalendarType", "School")}}}'
    )


def _sessions(school: School, calendar: Calendar) -> Iterator[str]:
    for name, first, last, days in calendar.terms:
        yield (
            f'{{"schoolReference":{{"schoolId":{school.id}}},'
            f'"schoolYearTypeReference":{{"schoolYear":{calendar.year}}},"sessionName":"{session(calendar, name)}",'
            f'"beginDate":"{first}","endDate":"{last}","termDescriptor":{descriptor("Term", name)},'
            f'"totalInstructionalDays":{days}}}'
        )


def session(calendar: Calendar, term: str) -> str:
    return f"{calendar.title} {term}"


def _calendar_dates(school: School, calendar: Calendar) -> Iterator[str]:
    named = dict.fromkeys(calendar.days, "Instructional day")
    named |= {
        day: "Weather day" if name == "Closed for snow" else "Holiday"
        for day, name in calendar.off.items()
        if day.weekday() < 5
    }
    for day, name in sorted(named.items()):
        yield (
            f'{{"calendarReference":{{"calendarCode":"{school.id}","schoolId":{school.id},'
            f'"schoolYear":{calendar.year}}},"date":"{day}",'
            f'"calendarEvents":[{{"calendarEventDescriptor":{descriptor("CalendarEvent", name)}}}]}}'
        )


def _program(district: District, kind: str, title: str) -> str:
    return (
        f'{{"educationOrganizationReference":{{"educationOrganizationId":{district.id}}},'
        f'"programName":"{title}","programTypeDescriptor":{descriptor("ProgramType", kind)}}}'
    )


def attendance_events(roster: Roster, marks: Marks) -> Iterator[str]:
    """Everything but present, as the standard's users mostly send it: who is not named was there."""
    school, calendar = roster.school.id, roster.calendar
    terms = [session(calendar, name) for name, *_ in calendar.terms]
    days = [day.isoformat() for day in calendar.days]
    reference = [
        f'"schoolReference":{{"schoolId":{school}}},"sessionReference":{{"schoolId":{school},'
        f'"schoolYear":{calendar.year},"sessionName":"{term}"}}'
        for term in terms
    ]
    kinds = [descriptor("AttendanceEventCategory", name) for name in _EVENTS]
    ids = roster.ids
    named: Flags = (marks != NOTHING) & (marks != PRESENT)
    rows, columns = np.nonzero(named)
    for row, day, mark in zip(rows.tolist(), columns.tolist(), marks[named].tolist(), strict=True):
        yield (
            f'{{"studentReference":{{"studentUniqueId":"{ids[row]}"}},{reference[day >= calendar.half]},'
            f'"eventDate":"{days[day]}","attendanceEventCategoryDescriptor":{kinds[mark]}{_MORE[mark]}}}'
        )


def write_discipline(into: Resources, roster: Roster, found: Suspensions) -> None:
    """For each suspension an incident, the student's part in it, and the action."""
    school, year = roster.school.id, roster.calendar.year
    ids, days = roster.ids, [day.isoformat() for day in roster.calendar.days]
    incidents, parts, actions = [], [], []
    columns = (found.row.tolist(), found.day.tolist(), found.length.tolist(), found.behavior.tolist())
    for number, (row, day, length, behavior) in enumerate(zip(*columns, strict=True), 1):
        incident, who = (
            f"{school}-{year % 100}-{number:05d}",
            f'"studentReference":{{"studentUniqueId":"{ids[row]}"}}',
        )
        kind = f'"behaviorDescriptor":{descriptor("Behavior", BEHAVIORS[behavior])}'
        incidents.append(
            f'{{"incidentIdentifier":"{incident}","schoolReference":{{"schoolId":{school}}},'
            f'"incidentDate":"{days[day]}","behaviors":[{{{kind}}}]}}'
        )
        role = descriptor("DisciplineIncidentParticipationCode", "Perpetrator")
        parts.append(
            f'{{{kind},"disciplineIncidentReference":{{"incidentIdentifier":"{incident}","schoolId":{school}}},{who},'
            f'"disciplineIncidentParticipationCodes":[{{"disciplineIncidentParticipationCodeDescriptor":{role}}}]}}'
        )
        association = (
            f'{kind},"incidentIdentifier":"{incident}","schoolId":{school},"studentUniqueId":"{ids[row]}"'
        )
        actions.append(
            f'{{"disciplineActionIdentifier":"A{incident}","disciplineDate":"{days[day]}",{who},'
            f'"disciplines":[{{"disciplineDescriptor":{descriptor("Discipline", "Out of School Suspension")}}}],'
            f'"actualDisciplineActionLength":{length},"responsibilitySchoolReference":{{"schoolId":{school}}},'
            f'"studentDisciplineIncidentBehaviorAssociations":'
            f'[{{"studentDisciplineIncidentBehaviorAssociationReference":{{{association}}}}}]}}'
        )
    into.write("disciplineIncidents", incidents)
    into.write("studentDisciplineIncidentBehaviorAssociations", parts)
    into.write("disciplineActions", actions)
