"""People in Ed-Fi: students, where they are enrolled and what they take part in, and who teaches them."""

from groundswell.store.read.edfi.fields import SCHOOL, STUDENT, Resource, field, needed

_ORG = "educationOrganizationReference"
_PROGRAM = "programReference"
_SECTION = "sectionReference"
_SECTION_KEY = ("school_id", "school_year", "session_name", "local_course_code", "section_id")
_IN_SECTION = (
    needed("section_id", "id", f"{_SECTION}.sectionIdentifier", of="sections.section_id"),
    needed("local_course_code", "id", f"{_SECTION}.localCourseCode", of="sections.local_course_code"),
    needed("school_id", "id", f"{_SECTION}.schoolId", of="sections.school_id"),
    needed("school_year", "year", f"{_SECTION}.schoolYear", of="sections.school_year"),
    needed("session_name", "id", f"{_SECTION}.sessionName", of="sections.session_name"),
)


def _program(kind: str, detail: str = "") -> Resource:
    fields = [
        STUDENT,
        needed("program_name", "id", f"{_PROGRAM}.programName", of="programs.program_name"),
        needed("program_type", "code", f"{_PROGRAM}.programTypeDescriptor", of="programs.program_type"),
        needed("org_id", "id", f"{_ORG}.educationOrganizationId|{_ORG}.schoolId|{_ORG}.localEducationAgencyId"),
        needed("begin_date", "date", "beginDate"),
        field("end_date", "date", "endDate"),
        field("detail", "codes", detail or "programParticipationStatuses.participationStatusDescriptor"),
    ]  # fmt: skip
    name = f"student{kind}ProgramAssociation"
    key = ("student_id", "program_name", "program_type", "org_id", "begin_date")
    return Resource(f"{name}s", name[0].upper() + name[1:], tuple(fields), key, people=("student_id",))


# Resource -> the program it tells of; "" when the type of the program says it.
PROGRAMS = {
    "studentProgramAssociations": "",
    "studentSpecialEducationProgramAssociations": "special_education",
    "studentLanguageInstructionProgramAssociations": "language_instruction",
    "studentHomelessProgramAssociations": "homeless",
    "studentMigrantEducationProgramAssociations": "migrant",
    "studentTitleIPartAProgramAssociations": "title_i",
    "studentCTEProgramAssociations": "career_technical",
    "studentSchoolFoodServiceProgramAssociations": "school_food_service",
    "studentNeglectedOrDelinquentProgramAssociations": "neglected_or_delinquent",
    "studentSection504ProgramAssociations": "section_504",
}

PEOPLE = (
    Resource(
        "students",
        "Student",
        (
            needed("student_id", "id", "studentUniqueId"),
            needed("given_name", "text", "firstName"),
            field("middle_name", "text", "middleName"),
            needed("family_name", "text", "lastSurname"),
            field("birth_date", "date", "birthDate"),
        ),
        ("student_id",),
    ),
    Resource(
        "studentSchoolAssociations",
        "StudentSchoolAssociation",
        (
            STUDENT,
            SCHOOL,
            needed("entry_date", "date", "entryDate"),
            field("exit_date", "date", "exitWithdrawDate"),
            field("school_year", "year", "schoolYearTypeReference.schoolYear|schoolYear"),
            field("grade", "code", "entryGradeLevelDescriptor", meaning="grade"),
            field("entry_type", "code", "entryTypeDescriptor"),
            field("exit_type", "code", "exitWithdrawTypeDescriptor"),
            field("is_primary", "flag", "primarySchool"),
            field("full_time_equivalent", "share", "fullTimeEquivalency"),
        ),
        ("student_id", "school_id", "entry_date"),
        people=("student_id",),
        schools=("school_id",),
    ),
    Resource(
        "studentEducationOrganizationAssociations",
        "StudentEducationOrganizationAssociation",
        (
            STUDENT,
            needed("org_id", "id", f"{_ORG}.educationOrganizationId|{_ORG}.localEducationAgencyId|{_ORG}.schoolId"),
            field("sex", "code", "sexDescriptor", meaning="sex"),
            field("hispanic_latino", "flag", "hispanicLatinoEthnicity"),
            field("races", "codes", "races.raceDescriptor|race", meaning="race"),
            field("english", "code", "limitedEnglishProficiencyDescriptor", meaning="english_learner"),
            field("characteristics", "spans", "studentCharacteristics|studentCharacteristic", meaning="characteristic"),
            field("local_ids", "codes", "studentIdentificationCodes.identificationCode"
                  "|studentIdentificationCode.identificationCode"),
        ),
        ("student_id", "org_id"),
        people=("student_id",),
    ),
    Resource(
        "studentSectionAssociations",
        "StudentSectionAssociation",
        (STUDENT, *_IN_SECTION, needed("begin_date", "date", "beginDate"), field("end_date", "date", "endDate")),
        ("student_id", *_SECTION_KEY, "begin_date"),
        people=("student_id",),
        schools=("school_id",),
    ),
    Resource(
        "staffs",
        "Staff",
        (
            needed("staff_id", "id", "staffUniqueId"),
            needed("given_name", "text", "firstName"),
            needed("family_name", "text", "lastSurname"),
            field("local_ids", "codes", "identificationCodes.identificationCode"
                  "|staffIdentificationCodes.identificationCode|staffIdentificationCode.identificationCode"),
        ),
        ("staff_id",),
    ),
    Resource(
        "staffSectionAssociations",
        "StaffSectionAssociation",
        (
            needed("staff_id", "id", "staffReference.staffUniqueId", of="staffs.staff_id"),
            *_IN_SECTION,
            field("position", "code", "classroomPositionDescriptor", meaning="classroom_position"),
            field("begin_date", "date", "beginDate"),
            field("end_date", "date", "endDate"),
        ),
        ("staff_id", *_SECTION_KEY, "begin_date"),
        schools=("school_id",),
    ),
    Resource(
        "programs",
        "Program",
        (
            needed("program_name", "id", "programName"),
            needed("program_type", "code", "programTypeDescriptor"),
            needed("org_id", "id", f"{_ORG}.educationOrganizationId"),
        ),
        ("program_name", "program_type", "org_id"),
    ),
    _program(""),
    _program("SpecialEducation", "specialEducationSettingDescriptor"),
    _program("LanguageInstruction"),
    _program("Homeless", "homelessPrimaryNighttimeResidenceDescriptor"),
    _program("MigrantEducation"),
    _program("TitleIPartA", "titleIPartAParticipantDescriptor"),
    _program("CTE", "cteProgramServices.cteProgramServiceDescriptor|cTEProgramService.cTEProgramService"),
    _program("SchoolFoodService", "schoolFoodServiceProgramServices.schoolFoodServiceProgramServiceDescriptor"
             "|schoolFoodServiceProgramService.schoolFoodServiceProgramService"),
    _program("NeglectedOrDelinquent", "neglectedOrDelinquentProgramDescriptor"),
    _program("Section504", "section504DisabilityDescriptor"),
)  # fmt: skip
