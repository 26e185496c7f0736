"""Places and time in Ed-Fi: organizations, sessions, calendars, courses and sections."""

from groundswell.store.read.edfi.fields import SCHOOL, SESSION, Field, Resource, field, needed


def _organization(name: str, element: str, own_id: str, parents: str = "", of: str = "") -> Resource:
    above: tuple[Field, ...] = (field("parent_id", "id", parents, of=of),) if parents else ()
    named = needed("name", "text", "nameOfInstitution")
    return Resource(name, element, (needed("org_id", "id", own_id), named, *above), ("org_id",))


ORGANIZATIONS = {
    "stateEducationAgencies": "state",
    "educationServiceCenters": "local",
    "localEducationAgencies": "district",
    "schools": "school",
    "organizationDepartments": "department",
    "educationOrganizationNetworks": "network",
}
_STATE = "stateEducationAgencyReference.stateEducationAgencyId"
_CENTER = "educationServiceCenterReference.educationServiceCenterId"
_OFFERING = "courseOfferingReference"

PLACES = (
    _organization("stateEducationAgencies", "StateEducationAgency", "stateEducationAgencyId"),
    _organization("educationServiceCenters", "EducationServiceCenter", "educationServiceCenterId", _STATE,
        "stateEducationAgencies.org_id",),
    _organization(
        "localEducationAgencies",
        "LocalEducationAgency",
        "localEducationAgencyId",
        f"parentLocalEducationAgencyReference.localEducationAgencyId|{_CENTER}|{_STATE}",
        "educationServiceCenters.org_id",
    ),
    _organization("schools", "School", "schoolId", "localEducationAgencyReference.localEducationAgencyId",
        "localEducationAgencies.org_id",),
    _organization(
        "organizationDepartments",
        "OrganizationDepartment",
        "organizationDepartmentId",
        "parentEducationOrganizationReference.educationOrganizationId",
        "localEducationAgencies.org_id",
    ),
    _organization(
        "educationOrganizationNetworks", "EducationOrganizationNetwork", "educationOrganizationNetworkId"
    ),
    Resource(
        "sessions",
        "Session",
        (
            needed("session_name", "id", "sessionName"),
            SCHOOL,
            needed("school_year", "year", "schoolYearTypeReference.schoolYear|schoolYear"),
            needed("begin_date", "date", "beginDate"),
            needed("end_date", "date", "endDate"),
            field("term", "code", "termDescriptor", meaning="term"),
            field("instructional_days", "number", "totalInstructionalDays"),
        ),
        ("school_id", "school_year", "session_name"),
        schools=("school_id",),
    ),
    Resource(
        "gradingPeriods",
        "GradingPeriod",
        (
            needed("period_name", "id", "gradingPeriodName|gradingPeriodDescriptor"),
            SCHOOL,
            needed("school_year", "year", "schoolYearTypeReference.schoolYear|schoolYear"),
            needed("begin_date", "date", "beginDate"),
            needed("end_date", "date", "endDate"),
            field("instructional_days", "number", "totalInstructionalDays"),
        ),
        ("school_id", "school_year", "period_name"),
        schools=("school_id",),
    ),
    Resource(
        "calendars",
        "Calendar",
        (
            needed("calendar_code", "id", "calendarCode"),
            SCHOOL,
            needed("school_year", "year", "schoolYearTypeReference.schoolYear|schoolYear"),
            field("calendar_type", "code", "calendarTypeDescriptor", meaning="calendar_type"),
        ),
        ("school_id", "school_year", "calendar_code"),
        schools=("school_id",),
    ),
    Resource(
        "calendarDates",
        "CalendarDate",
        (
            needed("date", "date", "date"),
            needed("school_id", "id", "calendarReference.schoolId", of="calendars.school_id"),
            needed("school_year", "year", "calendarReference.schoolYear", of="calendars.school_year"),
            needed("calendar_code", "id", "calendarReference.calendarCode", of="calendars.calendar_code"),
            field("events", "codes", "calendarEvents.calendarEventDescriptor|calendarEvent", meaning="calendar_event"),
        ),
        ("school_id", "school_year", "calendar_code", "date"),
        schools=("school_id",),
    ),
    Resource(
        "courses",
        "Course",
        (
            needed("course_code", "id", "courseCode"),
            needed("org_id", "id", "educationOrganizationReference.educationOrganizationId"),
            needed("title", "text", "courseTitle"),
            field("subjects", "codes", "academicSubjects.academicSubjectDescriptor|academicSubject|academicSubjectDescriptor",
                  meaning="subject"),
        ),
        ("org_id", "course_code"),
    ),
    Resource(
        "courseOfferings",
        "CourseOffering",
        (
            needed("local_course_code", "id", "localCourseCode"),
            SCHOOL,
            *SESSION,
            needed("course_code", "id", "courseReference.courseCode", of="courses.course_code"),
            needed("org_id", "id", "courseReference.educationOrganizationId", of="courses.org_id"),
        ),
        ("school_id", "school_year", "session_name", "local_course_code"),
        schools=("school_id",),
    ),
    Resource(
        "sections",
        "Section",
        (
            needed("section_id", "id", "sectionIdentifier"),
            field("title", "text", "sectionName"),
            needed("local_course_code", "id", f"{_OFFERING}.localCourseCode", of="courseOfferings.local_course_code"),
            needed("school_id", "id", f"{_OFFERING}.schoolId", of="courseOfferings.school_id"),
            needed("school_year", "year", f"{_OFFERING}.schoolYear", of="courseOfferings.school_year"),
            needed("session_name", "id", f"{_OFFERING}.sessionName", of="courseOfferings.session_name"),
            field("credits", "number", "availableCredits|availableCredits.credits"),
        ),
        ("school_id", "school_year", "session_name", "local_course_code", "section_id"),
        schools=("school_id",),
    ),
)  # fmt: skip
