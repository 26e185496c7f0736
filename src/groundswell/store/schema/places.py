"""Places and time: organizations, sessions, days, courses and classes."""

from groundswell.store.schema.columns import Table, date, flag, needed, number, text

ORGANIZATIONS = Table(
    name="organizations",
    about="Schools, districts and what stands above them, as they were in a school year.",
    key=("school_year", "org_id"),
    described=(
        needed("org_id", "The organization's id at its source. Text: leading zeros belong to it."),
        needed("name", "What it is called."),
        needed("type", "school, district, department, local, state, national or network."),
        text("identifier", "The official code, such as a state's school code. Text."),
        text("parent_id", "The organization that it belongs to."),
        text("extensions", "Further columns of the source, as a JSON object."),
    ),
)

SESSIONS = Table(
    name="sessions",
    about="School years, semesters, terms and grading periods.",
    key=("school_year", "session_id"),
    described=(
        needed("session_id", "The session's id at its source."),
        needed("title", "What it is called."),
        needed("type", "schoolYear, semester, term or gradingPeriod."),
        needed("start_date", "First day.", "date"),
        needed("end_date", "Last day.", "date"),
        text("parent_id", "The session that it is a part of."),
    ),
)

CALENDAR_DAYS = Table(
    name="calendar_days",
    about="The days of each school's calendar.",
    key=("school_year", "school_id", "date"),
    described=(
        needed("school_id", "The school."),
        needed("date", "The day.", "date"),
        needed("is_instructional", "Whether students are expected in school.", "flag"),
        text("event", "What the source calls the day, such as Instructional day or Holiday."),
        text("session_id", "The session that the day counts for."),
        text(
            "marks",
            "Which students the attendance of the day names: all, or exceptions (who is not named was present, "
            "up to the last day of the year on which the school named anybody).",
        ),
    ),
)

COURSES = Table(
    name="courses",
    about="What is taught.",
    key=("school_year", "course_id"),
    described=(
        needed("course_id", "The course's id at its source."),
        needed("title", "What it is called."),
        text("course_code", "The code that the school or district gives it."),
        text("org_id", "The organization that offers it."),
        text("subjects", "Subjects, separated by commas."),
        text("grades", "Grades that it is for (CEDS codes), separated by commas."),
    ),
)

CLASSES = Table(
    name="classes",
    about="One group of students taught together: a course at a place and time.",
    key=("school_year", "class_id"),
    described=(
        needed("class_id", "The class's id at its source."),
        needed("title", "What it is called."),
        needed("course_id", "The course that is taught."),
        needed("school_id", "The school."),
        text("class_code", "The code that the school gives it."),
        text("class_type", "homeroom or scheduled."),
        text("session_ids", "The terms in which it is taught, separated by commas."),
        text("subjects", "Subjects, separated by commas."),
        text("grades", "Grades that it is for (CEDS codes), separated by commas."),
        date("start_date", "First day of its first term."),
        date("end_date", "Last day of its last term."),
        number("credits", "Credits a student can earn."),
        flag("is_core", "Whether it counts as a core course."),
        text("extensions", "Further columns of the source, as a JSON object."),
    ),
)
