"""An invented Ed-Fi API export of the Fern Valley schools, and loading it."""

import copy
import json
import zipfile
from pathlib import Path
from typing import Any

from groundswell.store.engine import EngineLimits
from groundswell.store.read.edfi.load import LoadSettings, load_edfi
from groundswell.store.report import Report

AT = "2026-10-01T00:00:00+00:00"
CUT = Path(__file__).parent / "grandbend"
Data = dict[str, list[dict[str, Any]]]


def load(store: Path, path: Path, **settings: Any) -> Report:
    return load_edfi(
        store, path, made_at=AT, settings=LoadSettings(engine=EngineLimits(threads=1), **settings)
    )


def uri(name: str, code: str, district: str = "ed-fi.org") -> str:
    return f"uri://{district}/{name}Descriptor#{code}"


def student(name: str) -> dict[str, Any]:
    return {"studentReference": {"studentUniqueId": name}}


def absence(name: str, day: str, category: str = "Excused Absence", **more: Any) -> dict[str, Any]:
    return {
        **student(name),
        "schoolReference": {"schoolId": 11},
        "eventDate": day,
        "attendanceEventCategoryDescriptor": uri("AttendanceEventCategory", category),
        "sessionReference": {"schoolId": 11, "schoolYear": 2026, "sessionName": "Fall"},
        **more,
    }


def export() -> Data:
    """School 11 with three students, five days of instruction and a holiday."""
    return copy.deepcopy(_EXPORT)


_SECTION = {
    "sectionIdentifier": "M1",
    "localCourseCode": "MATH",
    "schoolId": 11,
    "schoolYear": 2026,
    "sessionName": "Fall",
}
_CALENDAR = {"calendarReference": {"schoolId": 11, "schoolYear": 2026, "calendarCode": "A"}}
_SURVEY = {"surveyIdentifier": "S", "namespace": "uri://fern"}
_EXPORT: Data = {
    "localEducationAgencies": [{"localEducationAgencyId": 1, "nameOfInstitution": "Fern Valley"}],
    "schools": [
        {"schoolId": 11, "nameOfInstitution": "Alder School", "localEducationAgencyReference": {"localEducationAgencyId": 1}}
    ],
    "sessions": [
        {
            "schoolReference": {"schoolId": 11},
            "schoolYearTypeReference": {"schoolYear": 2026},
            "sessionName": "Fall",
            "beginDate": "2025-09-01",
            "endDate": "2025-12-19",
            "termDescriptor": uri("Term", "Fall Semester"),
            "totalInstructionalDays": 5,
        }
    ],
    "calendarDates": [
        {**_CALENDAR, "date": f"2025-09-0{day}", "calendarEvents": [
            {"calendarEventDescriptor": uri("CalendarEvent", "Holiday" if day == 1 else "Instructional day")}]}
        for day in range(1, 7)
    ],
    "students": [
        {"id": "f00d", "studentUniqueId": f"000{number}", "firstName": name, "lastSurname": "Doe", "birthDate": "2014-03-01"}
        for number, name in ((1, "Ana"), (2, "Bo"), (3, "Chidi"))
    ],
    "studentSchoolAssociations": [
        {**student(f"000{number}"), "schoolReference": {"schoolId": 11}, "entryDate": "2025-09-01",
         "entryGradeLevelDescriptor": uri("GradeLevel", "Fifth grade"), "schoolYearTypeReference": {"schoolYear": 2026},
         "primarySchool": True}
        for number in (1, 2, 3)
    ],
    "studentEducationOrganizationAssociations": [
        {**student("0001"), "educationOrganizationReference": {"educationOrganizationId": 1},
         "sexDescriptor": uri("Sex", "Female"), "hispanicLatinoEthnicity": False,
         "races": [{"raceDescriptor": uri("Race", "Asian")}, {"raceDescriptor": uri("Race", "White")}],
         "limitedEnglishProficiencyDescriptor": uri("LimitedEnglishProficiency", "Limited"),
         "studentCharacteristics": [{"studentCharacteristicDescriptor": uri("StudentCharacteristic", "Homeless"),
                                     "periods": [{"beginDate": "2025-10-01", "endDate": "2025-11-01"}]}]},
        {**student("0001"), "educationOrganizationReference": {"educationOrganizationId": 11},
         "sexDescriptor": uri("Sex", "Male")},
        {**student("0002"), "educationOrganizationReference": {"educationOrganizationId": 1},
         "sexDescriptor": uri("Sex", "Male"), "hispanicLatinoEthnicity": True},
    ],
    "studentSchoolAttendanceEvents": [
        absence("0001", "2025-09-02"),
        absence("0001", "2025-09-03", "Unexcused Absence", eventDuration=0.5),
        absence("0002", "2025-09-02", "Tardy"),
    ],
    "disciplineIncidents": [
        {"incidentIdentifier": "I1", "schoolReference": {"schoolId": 11}, "incidentDate": "2025-09-03"}
    ],
    "studentDisciplineIncidentBehaviorAssociations": [
        {**student("0002"), "disciplineIncidentReference": {"incidentIdentifier": "I1", "schoolId": 11},
         "behaviorDescriptor": uri("Behavior", "School Violation")}
    ],
    "disciplineActions": [
        {**student("0002"), "disciplineActionIdentifier": "A1", "disciplineDate": "2025-09-04",
         "disciplines": [{"disciplineDescriptor": uri("Discipline", "Out of School Suspension")}],
         "disciplineActionLength": 3, "actualDisciplineActionLength": 2,
         "studentDisciplineIncidentBehaviorAssociations": [{"studentDisciplineIncidentBehaviorAssociationReference": {
             "studentUniqueId": "0002", "schoolId": 11, "incidentIdentifier": "I1",
             "behaviorDescriptor": uri("Behavior", "School Violation")}}]}
    ],
    "studentSpecialEducationProgramAssociations": [
        {**student("0003"), "educationOrganizationReference": {"educationOrganizationId": 1}, "beginDate": "2025-09-01",
         "programReference": {"educationOrganizationId": 1, "programName": "SpEd",
                              "programTypeDescriptor": uri("ProgramType", "Special Education")}}
    ],
    "assessments": [
        {"assessmentIdentifier": "T", "namespace": "uri://fern", "assessmentTitle": "State test",
         "assessmentCategoryDescriptor": uri("AssessmentCategory", "State assessment"),
         "academicSubjects": [{"academicSubjectDescriptor": uri("AcademicSubject", "Mathematics")}]}
    ],
    "studentAssessments": [
        {**student("0001"), "studentAssessmentIdentifier": "R1", "administrationDate": "2025-10-01T08:00:00Z",
         "assessmentReference": {"assessmentIdentifier": "T", "namespace": "uri://fern"},
         "schoolYearTypeReference": {"schoolYear": 2026},
         "scoreResults": [
             {"assessmentReportingMethodDescriptor": uri("AssessmentReportingMethod", "Raw score"), "result": "31"},
             {"assessmentReportingMethodDescriptor": uri("AssessmentReportingMethod", "Scale score"), "result": "2431"}],
         "performanceLevels": [{"performanceLevelDescriptor": uri("PerformanceLevel", "Met Standard")}]}
    ],
    "courses": [
        {"courseCode": "MATH", "courseTitle": "Mathematics 5", "educationOrganizationReference": {"educationOrganizationId": 1},
         "academicSubjects": [{"academicSubjectDescriptor": uri("AcademicSubject", "Mathematics")}]}
    ],
    "courseOfferings": [
        {"localCourseCode": "MATH", "schoolReference": {"schoolId": 11},
         "sessionReference": {"schoolId": 11, "schoolYear": 2026, "sessionName": "Fall"},
         "courseReference": {"courseCode": "MATH", "educationOrganizationId": 1}}
    ],
    "sections": [{"sectionIdentifier": "M1", "courseOfferingReference": {
        "localCourseCode": "MATH", "schoolId": 11, "schoolYear": 2026, "sessionName": "Fall"}}],
    "studentSectionAssociations": [{**student("0001"), "sectionReference": _SECTION, "beginDate": "2025-09-01"}],
    "staffs": [{"staffUniqueId": "T1", "firstName": "Ada", "lastSurname": "Rowe"},
               {"staffUniqueId": "T2", "firstName": "Bo", "lastSurname": "Vale"}],
    "staffSectionAssociations": [
        {"staffReference": {"staffUniqueId": "T1"}, "sectionReference": _SECTION, "beginDate": "2025-09-01",
         "classroomPositionDescriptor": uri("ClassroomPosition", "Teacher of Record")},
        {"staffReference": {"staffUniqueId": "T2"}, "sectionReference": _SECTION, "beginDate": "2025-09-01",
         "classroomPositionDescriptor": uri("ClassroomPosition", "Assistant Teacher")},
    ],
    "grades": [
        {"studentSectionAssociationReference": {**_SECTION, "studentUniqueId": "0001", "beginDate": "2025-09-01"},
         "gradeTypeDescriptor": uri("GradeType", "Final"), "letterGradeEarned": "B+", "numericGradeEarned": 3.3}
    ],
    "surveys": [{**_SURVEY, "schoolYearTypeReference": {"schoolYear": 2026},
                 "educationOrganizationReference": {"educationOrganizationId": 11}}],
    "surveyQuestions": [{"questionCode": "Q", "surveyReference": _SURVEY,
                         "responseChoices": [{"numericValue": 1}, {"numericValue": 5}]}],
    "surveyResponses": [{"surveyResponseIdentifier": "X", "surveyReference": _SURVEY, "responseDate": "2025-11-01",
                         **student("0001")}],
    "surveyQuestionResponses": [
        {"surveyQuestionReference": {**_SURVEY, "questionCode": "Q"},
         "surveyResponseReference": {**_SURVEY, "surveyResponseIdentifier": "X"},
         "values": [{"surveyQuestionResponseValueIdentifier": 1, "numericResponse": 4, "textResponse": "Agree"}]}
    ],
}  # fmt: skip


def as_folder(folder: Path, data: Data, *, lines: bool = False) -> Path:
    """One file per resource: an array, or a record per line."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, records in data.items():
        if lines:
            text = "".join(json.dumps(each) + "\n" for each in records)
            (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
        else:
            (folder / f"{name}.json").write_text(json.dumps(records, indent=1), encoding="utf-8")
    return folder


def as_zip(path: Path, data: Data) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, records in data.items():
            archive.writestr(f"ed-fi/{name}.json", json.dumps(records))
    return path


def xml(
    body: str,
    *,
    space: str = "http://ed-fi.org/5.2.0",
    name: str = "InterchangeStudentParent",
    before: str = "",
) -> bytes:
    start = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{start}{before}<{name} xmlns="{space}">\n{body}\n</{name}>\n'.encode()


def in_xml(number: str, given: str = "Ana", more: str = "") -> str:
    return (
        f"<Student><StudentUniqueId>{number}</StudentUniqueId><Name><FirstName>{given}</FirstName>"
        f"<LastSurname>Doe</LastSurname></Name><BirthData><BirthDate>2014-03-01</BirthDate></BirthData>{more}</Student>"
    )
