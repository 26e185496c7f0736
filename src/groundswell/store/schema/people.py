"""Students and staff, and where, when and in which groups they are."""

from groundswell.store.schema.columns import Column, Table, date, flag, needed, number, text

STUDENT_ID = needed("student_id", "The student's id, the same in every feed. Text.")
SCHOOL_ID = needed("school_id", "The school.")

STUDENTS = Table(
    name="students",
    about="Who the students were in a school year. Birthplace, phone, e-mail and passwords are never kept.",
    key=("school_year", "student_id"),
    described=(
        STUDENT_ID,
        text("local_id", "The number that the school uses for the student. Text."),
        text("given_name", "Given name."),
        text("middle_name", "Middle name."),
        text("family_name", "Family name."),
        date("birth_date", "Date of birth."),
        text("sex", "female, male, other or unspecified, as the source says."),
        text("grade", "Grade (CEDS code): IT, PR, PK, TK, KG, 01 to 12, 13, PS, UG or Other."),
        text(
            "race_ethnicity",
            "One group: hispanic_latino when that flag is set; else two_or_more; else the one race; "
            "empty when nothing is known.",
        ),
        flag("hispanic_latino", "Whether the student is Hispanic or Latino."),
        flag("american_indian_alaska_native", "As the source says."),
        flag("asian", "As the source says."),
        flag("black_african_american", "As the source says."),
        flag("native_hawaiian_pacific_islander", "As the source says."),
        flag("white", "As the source says."),
        flag("two_or_more_races", "Whether the source says so, or more than one race is set."),
        text("extensions", "Further columns of the source, as a JSON object."),
    ),
)

STAFF = Table(
    name="staff",
    about="The adults who work in schools. A number about one of them never leaves the team.",
    key=("school_year", "staff_id"),
    described=(
        needed("staff_id", "The person's id at the source."),
        text("local_id", "The number that the district uses for the person."),
        text("given_name", "Given name."),
        text("family_name", "Family name."),
        text("role", "teacher, aide, administrator or proctor."),
    ),
)

ENROLLMENTS = Table(
    name="enrollments",
    about="Which student was enrolled in which school, from when to when.",
    key=("school_year", "student_id", "school_id", "entry_date"),
    described=(
        STUDENT_ID,
        SCHOOL_ID,
        date(
            "entry_date",
            "First day enrolled. OneRoster does not say: there it is the first day of the first class in the school.",
        ),
        date(
            "exit_date",
            "Last day enrolled; in OneRoster the last day of the last class. Empty while it lasts.",
        ),
        text("grade", "Grade in this enrollment (CEDS code)."),
        text("entry_type", "How it began, as the source says."),
        text("exit_type", "How it ended, as the source says."),
        flag("is_primary", "Whether this is the school that counts the student."),
        number("full_time_equivalent", "Share of a full place, from 0 to 1."),
    ),
)


def _in_class(who: Column) -> tuple[Column, ...]:
    return (
        needed("class_enrollment_id", "The enrollment's id at its source."),
        needed("class_id", "The class."),
        SCHOOL_ID,
        who,
        date("begin_date", "First day in the class, as the source says or from the class's terms."),
        date("end_date", "Last day in the class, likewise."),
    )


CLASS_ENROLLMENTS = Table(
    name="class_enrollments",
    about="Which student was in which class, from when to when.",
    key=("school_year", "class_enrollment_id"),
    described=_in_class(STUDENT_ID),
)

CLASS_STAFF = Table(
    name="class_staff",
    about="Who taught which class, from when to when.",
    key=("school_year", "class_enrollment_id"),
    described=(
        *_in_class(needed("staff_id", "The person.")),
        text("role", "teacher, aide, administrator or proctor."),
        flag("is_primary", "Whether this is the class's main teacher."),
    ),
)

GROUP_MEMBERSHIPS = Table(
    name="group_memberships",
    about="Which student belonged to which group, from when to when. Groups of one set leave nobody out twice.",
    key=("school_year", "student_id", "group_set", "group_name", "begin_date"),
    described=(
        STUDENT_ID,
        needed("group_set", "The question, such as race_ethnicity, sex or english_learner."),
        needed("group_name", "The answer, such as asian, female or yes."),
        date("begin_date", "First day in the group. Empty: for the whole school year."),
        date("end_date", "Last day in the group. Empty while it lasts."),
    ),
)

PROGRAMS = Table(
    name="programs",
    about="Services that a student took part in.",
    key=("school_year", "student_id", "program", "org_id", "begin_date"),
    described=(
        STUDENT_ID,
        needed("program", "Such as special_education, language_instruction, homeless or migrant."),
        text("program_name", "What the source calls it."),
        text("org_id", "Who offers it."),
        date("begin_date", "First day."),
        date("end_date", "Last day. Empty while it lasts."),
        text("detail", "More, as the source says: a setting, a service, a status."),
    ),
)
