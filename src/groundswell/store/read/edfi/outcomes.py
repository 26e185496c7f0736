"""What happened, in Ed-Fi: attendance, discipline, assessments, grades and surveys."""

from groundswell.store.read.edfi.fields import SCHOOL, SESSION, STUDENT, Resource, field, needed

_INCIDENT = "disciplineIncidentReference"
_BEHAVIOR = "studentDisciplineIncidentBehaviorAssociationReference"
_SECTION = "studentSectionAssociationReference"
_ASSESSMENT = "assessmentReference"
_ENTRY = "gradebookEntryReference"


def _in_incident(name: str, element: str, behavior: str) -> Resource:
    fields = [
        STUDENT,
        needed("incident_id", "id", f"{_INCIDENT}.incidentIdentifier", of="disciplineIncidents.incident_id"),
        needed("school_id", "id", f"{_INCIDENT}.schoolId", of="disciplineIncidents.school_id"),
        *([field("behavior", "code", behavior)] if behavior else []),
        field("part", "codes", "disciplineIncidentParticipationCodes.disciplineIncidentParticipationCodeDescriptor"
              "|disciplineIncidentParticipationCode", meaning="participation"),
    ]  # fmt: skip
    key = ("student_id", "school_id", "incident_id") + (("behavior",) if behavior else ())
    return Resource(name, element, tuple(fields), key, people=("student_id",), schools=("school_id",))


DISCIPLINE = (
    Resource(
        "disciplineIncidents",
        "DisciplineIncident",
        (
            needed("incident_id", "id", "incidentIdentifier"),
            SCHOOL,
            needed("date", "date", "incidentDate"),
            field("behaviors", "codes", "behaviors.behaviorDescriptor|behavior.behavior"),
        ),
        ("school_id", "incident_id"),
        schools=("school_id",),
    ),
    _in_incident(
        "studentDisciplineIncidentBehaviorAssociations",
        "StudentDisciplineIncidentBehaviorAssociation",
        "behaviorDescriptor",
    ),
    _in_incident(
        "studentDisciplineIncidentNonOffenderAssociations",
        "StudentDisciplineIncidentNonOffenderAssociation",
        "",
    ),
    Resource(
        "disciplineActions",
        "DisciplineAction",
        (
            needed("action_id", "id", "disciplineActionIdentifier"),
            STUDENT,
            needed("date", "date", "disciplineDate"),
            needed("disciplines", "codes", "disciplines.disciplineDescriptor|discipline", meaning="discipline"),
            field("length", "number", "disciplineActionLength"),
            field("actual_length", "number", "actualDisciplineActionLength"),
            field("school_id", "id", "responsibilitySchoolReference.schoolId", of="schools.org_id"),
            field("incidents", "pairs", f"studentDisciplineIncidentBehaviorAssociations.{_BEHAVIOR}|{_BEHAVIOR}"),
        ),
        ("student_id", "action_id", "date"),
        people=("student_id",),
    ),
)  # fmt: skip

OUTCOMES = (
    Resource(
        "studentSchoolAttendanceEvents",
        "StudentSchoolAttendanceEvent",
        (
            STUDENT,
            SCHOOL,
            needed("date", "date", "eventDate"),
            needed("category", "code", "attendanceEventCategoryDescriptor", meaning="attendance"),
            field("reason", "text", "attendanceEventReason"),
            field("duration", "share", "eventDuration"),
            *SESSION,
        ),
        ("student_id", "school_id", "date", "category", "session_name", "school_year"),
        people=("student_id",),
        schools=("school_id",),
    ),
    *DISCIPLINE,
    Resource(
        "assessments",
        "Assessment",
        (
            needed("assessment_id", "id", "assessmentIdentifier"),
            needed("namespace", "id", "namespace"),
            needed("title", "text", "assessmentTitle"),
            field("category", "code", "assessmentCategoryDescriptor", meaning="assessment_category"),
            field("subjects", "codes", "academicSubjects.academicSubjectDescriptor|academicSubject", meaning="subject"),
        ),
        ("namespace", "assessment_id"),
    ),
    Resource(
        "studentAssessments",
        "StudentAssessment",
        (
            needed("result_id", "id", "studentAssessmentIdentifier"),
            STUDENT,
            needed("assessment_id", "id", f"{_ASSESSMENT}.assessmentIdentifier", of="assessments.assessment_id"),
            needed("namespace", "id", f"{_ASSESSMENT}.namespace", of="assessments.namespace"),
            field("date", "date", "administrationDate"),
            field("school_year", "year", "schoolYearTypeReference.schoolYear|schoolYear"),
            field("grade", "code", "whenAssessedGradeLevelDescriptor", meaning="grade"),
            field("school_id", "id", "reportedSchoolReference.schoolId", of="schools.org_id"),
            field("score", "score", "scoreResults|scoreResult", meaning="score"),
            field("score_method", "score_method", "scoreResults|scoreResult", meaning="score"),
            field("level", "code", "performanceLevels.performanceLevelDescriptor|performanceLevel.performanceLevel",
                  meaning="performance_level"),
            field("reason_not_tested", "code", "reasonNotTestedDescriptor"),
        ),
        ("namespace", "assessment_id", "student_id", "result_id"),
        people=("student_id",),
    ),
    Resource(
        "grades",
        "Grade",
        (
            needed("student_id", "id", f"{_SECTION}.studentUniqueId", of="studentSectionAssociations.student_id"),
            needed("section_id", "id", f"{_SECTION}.sectionIdentifier", of="studentSectionAssociations.section_id"),
            needed("local_course_code", "id", f"{_SECTION}.localCourseCode",
                   of="studentSectionAssociations.local_course_code"),
            needed("school_id", "id", f"{_SECTION}.schoolId", of="studentSectionAssociations.school_id"),
            needed("school_year", "year", f"{_SECTION}.schoolYear", of="studentSectionAssociations.school_year"),
            needed("session_name", "id", f"{_SECTION}.sessionName", of="studentSectionAssociations.session_name"),
            field("begin_date", "date", f"{_SECTION}.beginDate", of="studentSectionAssociations.begin_date"),
            field("period_name", "id", "gradingPeriodReference.gradingPeriodName"
                  "|gradingPeriodReference.gradingPeriodDescriptor", of="gradingPeriods.period_name"),
            needed("type", "code", "gradeTypeDescriptor", meaning="grade_type"),
            field("letter", "text", "letterGradeEarned"),
            field("points", "number", "numericGradeEarned"),
        ),
        ("student_id", "school_id", "school_year", "session_name", "local_course_code", "section_id", "begin_date",
         "period_name", "type"),
        people=("student_id",),
        schools=("school_id",),
    ),
    Resource(
        "gradebookEntries",
        "GradebookEntry",
        (
            needed("entry_id", "id", "gradebookEntryIdentifier"),
            needed("namespace", "id", "namespace"),
            needed("title", "text", "title"),
            field("section_id", "id", "sectionReference.sectionIdentifier", of="sections.section_id"),
            field("local_course_code", "id", "sectionReference.localCourseCode", of="sections.local_course_code"),
            field("school_id", "id", "sectionReference.schoolId", of="sections.school_id"),
            field("school_year", "year", "sectionReference.schoolYear", of="sections.school_year"),
            field("session_name", "id", "sectionReference.sessionName", of="sections.session_name"),
            needed("date", "date", "dateAssigned"),
            field("maximum", "number", "maxPoints"),
        ),
        ("namespace", "entry_id"),
    ),
    Resource(
        "studentGradebookEntries",
        "StudentGradebookEntry",
        (
            needed("entry_id", "id", f"{_ENTRY}.gradebookEntryIdentifier", of="gradebookEntries.entry_id"),
            needed("namespace", "id", f"{_ENTRY}.namespace", of="gradebookEntries.namespace"),
            STUDENT,
            field("date", "date", "dateFulfilled"),
            field("points", "number", "numericGradeEarned|pointsEarned"),
            field("letter", "text", "letterGradeEarned"),
            field("status", "code", "submissionStatusDescriptor", meaning="submission"),
        ),
        ("namespace", "entry_id", "student_id"),
        people=("student_id",),
    ),
)  # fmt: skip
