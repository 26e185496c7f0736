"""What happened: attendance, scores, grades, incidents, surveys, and after school."""

from groundswell.store.schema.columns import Table, date, flag, needed, number, text, whole
from groundswell.store.schema.people import SCHOOL_ID, STUDENT_ID

ATTENDANCE = Table(
    name="attendance",
    about="One row per student, school and day. Students whom a day does not name: see calendar_days.marks.",
    key=("school_year", "date", "student_id", "school_id"),
    daily=True,
    described=(
        needed("date", "The day.", "date"),
        SCHOOL_ID,
        STUDENT_ID,
        needed("attended", "Share of the day that the student attended, from 0 to 1.", "number"),
        text("category", "Such as present, excused, unexcused, tardy, partial, in_school_suspension."),
        text("reason", "More, as the source says."),
    ),
)

ASSESSMENTS = Table(
    name="assessments",
    about="One row per student and scored assessment: state and vendor tests, and scored work in a class.",
    key=("school_year", "result_id"),
    described=(
        needed("result_id", "The result's id at its source."),
        STUDENT_ID,
        text("school_id", "The school at the time."),
        text("class_id", "The class in which it was given."),
        needed("assessment_id", "The assessment's or line item's id at its source."),
        needed("title", "What it is called."),
        text("category", "The kind: a test series or a grade-book category."),
        text("subject", "Such as reading or mathematics, where the source says."),
        text("grade", "Grade when assessed (CEDS code)."),
        date("date", "When it was taken."),
        number("score", "The score as a number. Empty when there is none."),
        text("score_text", "The score as the source wrote it."),
        number("score_minimum", "The lowest score possible."),
        number("score_maximum", "The highest score possible."),
        text("performance_level", "Such as Standard Met, as the source says."),
        flag("met_standard", "Whether the standard is met, where the source says."),
        text("status", "exempt, fully graded, not submitted, partially graded or submitted."),
    ),
)

GROWTH = Table(
    name="growth",
    about="Worked out by us: where a student's score lies among students with the same score the year before.",
    key=("school_year", "student_id", "subject"),
    described=(
        STUDENT_ID,
        text("school_id", "The school at the time of the test."),
        needed("subject", "english or mathematics."),
        needed("grade", "Grade when assessed (CEDS code)."),
        whole("percentile", "Growth percentile, 1 to 99."),
        whole("norm_group", "How many students of that grade, subject and year it was worked out from."),
    ),
)

GRADES = Table(
    name="grades",
    about="Marks on report cards and transcripts.",
    key=("school_year", "student_id", "class_id", "session_id"),
    described=(
        STUDENT_ID,
        text("school_id", "The school."),
        needed("class_id", "The class, or the course where the source has no class."),
        text("course_id", "The course."),
        text("session_id", "The grading period or term."),
        text("letter", "The mark in letters."),
        number("points", "The mark in numbers."),
        number("credits_attempted", "Credits the student could earn."),
        number("credits_earned", "Credits the student earned."),
        flag("is_final", "Whether this is the mark of the whole course."),
        text("subject", "The course's subject, such as english or mathematics."),
    ),
)

INCIDENTS = Table(
    name="incidents",
    about="Discipline: what happened and what the school did. One row per student, incident and action.",
    key=("school_year", "incident_id", "student_id", "action_id"),
    described=(
        needed("incident_id", "The incident's id at its source."),
        STUDENT_ID,
        text("school_id", "The school."),
        date("date", "When it happened."),
        text("behavior", "What happened, as the source says."),
        text("part", "The student's part in it: took part, was harmed, saw it."),
        text("action_id", "The action's id at its source."),
        text(
            "action", "What the school did: out_of_school_suspension, in_school_suspension, expulsion, other."
        ),
        date("action_date", "From when."),
        number("days", "How many school days it lasted."),
    ),
)

SURVEYS = Table(
    name="surveys",
    about="Answers to surveys of students, staff and families. One row per answer.",
    key=("school_year", "survey_id", "respondent_id", "question_id"),
    described=(
        needed("survey_id", "The survey's id at its source."),
        needed("respondent_id", "The answer sheet's id. It need not tell who answered."),
        needed("respondent_type", "student, staff or family."),
        text("student_id", "The student who answered, where the source says."),
        text("school_id", "The school."),
        needed("question_id", "The question's id."),
        text("construct", "What the question is about, such as sense_of_belonging."),
        number("answer", "The answer as a number on the question's scale."),
        text("answer_text", "The answer as the source wrote it."),
        number("scale_maximum", "The highest answer possible."),
        flag("is_favorable", "Whether the answer counts as favorable."),
        date("date", "When it was answered."),
    ),
)

POSTSECONDARY = Table(
    name="postsecondary",
    about="After school: applications to colleges, enrollment and completion.",
    key=("school_year", "student_id", "event", "institution", "date"),
    described=(
        STUDENT_ID,
        text("school_id", "The high school that the student left."),
        needed("event", "graduated, applied, accepted, enrolled or completed."),
        text("institution", "The college, or the kind of diploma when the event is graduated."),
        text("institution_type", "two_year, four_year or other."),
        flag("is_local", "Whether the college is near the district."),
        date("date", "When."),
    ),
)
