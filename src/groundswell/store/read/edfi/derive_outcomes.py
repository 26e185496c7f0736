"""Attendance, discipline, assessments, grades and surveys from Ed-Fi records."""
# ruff: noqa: S608 (queries of our own over tables of our own)

# The categories that are absences. Tardy and partial are none: those students were there.
ABSENCES = ("excused", "unexcused", "absent", "out_of_school_suspension")

# Events of one student on one day in one school: the longest absence says most.
SAME_DAY = "school_id, student_id, date"
ATTENDED = f"CASE WHEN means('attendance', category) IN {ABSENCES} THEN 1 - coalesce(duration, 1) ELSE 1 END"
SAYS_MOST = f"({ATTENDED}, means('attendance', category), coalesce(reason, ''))"

_ATTENDANCE = f"""
SELECT coalesce(school_year, year_of(date)) AS school_year, date, school_id, student_id, {ATTENDED} AS attended,
    means('attendance', category) AS category, reason
FROM now_studentSchoolAttendanceEvents WHERE means('attendance', category) IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY {SAME_DAY} ORDER BY {SAYS_MOST}) = 1"""

_PARTS = """
SELECT student_id, school_id, incident_id, string_agg(DISTINCT behavior, ', ' ORDER BY behavior) AS behavior,
    any_value(part) AS part
FROM (
    SELECT student_id, school_id, incident_id, behavior,
        coalesce(means('participation', part[1]), 'took_part') AS part FROM now_studentDisciplineIncidentBehaviorAssociations
    UNION ALL
    SELECT student_id, school_id, incident_id, NULL, coalesce(means('participation', part[1]), 'other')
    FROM now_studentDisciplineIncidentNonOffenderAssociations
) GROUP BY student_id, school_id, incident_id"""

_ACTIONS = """
SELECT student_id, action_id, date AS action_date, school_id AS action_school, coalesce(actual_length, length) AS days,
    CASE WHEN len(kinds) = 0 THEN 'other' WHEN list_contains(kinds, 'expulsion') THEN 'expulsion'
        WHEN list_contains(kinds, 'out_of_school_suspension') THEN 'out_of_school_suspension'
        WHEN list_contains(kinds, 'in_school_suspension') THEN 'in_school_suspension' ELSE 'other' END AS action,
    unnest(CASE WHEN len(incidents) > 0 THEN incidents ELSE ['/action ' || action_id] END) AS incident
FROM (SELECT *, list_filter(means_each('discipline', disciplines), lambda k: k IS NOT NULL) AS kinds
    FROM now_disciplineActions)"""

_INCIDENTS = f"""
SELECT year_of(coalesce(i.date, action_date)) AS school_year, incident_id, student_id, school_id, i.date, behavior, part,
    action_id, action, action_date, days
FROM (
    SELECT coalesce(p.student_id, a.student_id) AS student_id,
        coalesce(p.school_id || '/' || p.incident_id, a.incident) AS incident_id,
        coalesce(p.school_id, a.action_school, nullif(split_part(a.incident, '/', 1), '')) AS school_id,
        behavior, part, action_id, action, action_date, days
    FROM ({_PARTS}) AS p
    FULL JOIN ({_ACTIONS}) AS a ON a.student_id = p.student_id AND a.incident = p.school_id || '/' || p.incident_id
) AS joined
LEFT JOIN (SELECT school_id || '/' || incident_id AS incident_id, date FROM now_disciplineIncidents) AS i USING (incident_id)
WHERE coalesce(i.date, action_date) IS NOT NULL"""

_TESTS = """
SELECT coalesce(r.school_year, year_of(r.date)) AS school_year,
    concat_ws('/', r.namespace, r.assessment_id, r.student_id, r.result_id) AS result_id,
    r.student_id, r.school_id, NULL AS class_id, r.assessment_id, coalesce(a.title, r.assessment_id) AS title,
    coalesce(means('assessment_category', a.category), lower(a.category)) AS category,
    coalesce(means('subject', a.subjects[1]), lower(a.subjects[1])) AS subject, means('grade', r.grade) AS grade, r.date,
    CASE WHEN regexp_full_match(r.score, '[+-]?[0-9]+([.][0-9]+)?') THEN try_cast(r.score AS DOUBLE) END AS score,
    r.score AS score_text, NULL AS score_maximum, r.level AS performance_level,
    CASE means('performance_level', r.level) WHEN 'met' THEN true WHEN 'not_met' THEN false END AS met_standard,
    CASE WHEN r.reason_not_tested IS NOT NULL THEN 'not submitted' WHEN r.score IS NOT NULL THEN 'fully graded' END AS status
FROM now_studentAssessments AS r LEFT JOIN now_assessments AS a USING (namespace, assessment_id)"""

_CLASS_OF_ENTRY = (
    "concat_ws('/', e.school_id, e.school_year, e.session_name, e.local_course_code, e.section_id)"
)
_SCORED_WORK = f"""
SELECT coalesce(e.school_year, year_of(e.date)), concat_ws('/', r.namespace, r.entry_id, r.student_id), r.student_id, e.school_id,
    CASE WHEN e.section_id IS NOT NULL THEN {_CLASS_OF_ENTRY} END, r.entry_id, coalesce(e.title, r.entry_id), 'grade_book',
    NULL, NULL, coalesce(r.date, e.date), r.points, coalesce(r.letter, r.points::VARCHAR), e.maximum, NULL, NULL,
    means('submission', r.status)
FROM now_studentGradebookEntries AS r JOIN now_gradebookEntries AS e USING (namespace, entry_id)"""

_GRADES = """
SELECT g.school_year, g.student_id, g.school_id,
    concat_ws('/', g.school_id, g.school_year, g.session_name, g.local_course_code, g.section_id) AS class_id,
    c.course_id, CASE WHEN means('grade_type', g.type) = 'final' OR g.period_name IS NULL
        THEN concat_ws('/', g.school_id, g.school_year, g.session_name)
        ELSE concat_ws('/', g.school_id, g.school_year, 'period', g.period_name) END AS session_id,
    g.letter, g.points, means('grade_type', g.type) = 'final' AS is_final,
    nullif(split_part(c.subjects, ',', 1), '') AS subject
FROM now_grades AS g
LEFT JOIN out_classes AS c ON c.school_year = g.school_year AND c.class_id
    = concat_ws('/', g.school_id, g.school_year, g.session_name, g.local_course_code, g.section_id)
QUALIFY row_number() OVER (PARTITION BY g.school_year, g.student_id, class_id, session_id ORDER BY g.type) = 1"""

_SURVEYS = """
SELECT v.school_year, concat_ws('/', a.namespace, a.survey_id) AS survey_id, a.response_id AS respondent_id,
    CASE WHEN r.student_id IS NOT NULL THEN 'student' WHEN r.staff_id IS NOT NULL THEN 'staff' ELSE 'family' END
        AS respondent_type,
    r.student_id, CASE WHEN v.org_id IN (SELECT org_id FROM now_schools) THEN v.org_id END AS school_id, a.question_id,
    q.construct, a.answer, a.answer_text, q.maximum AS scale_maximum, r.date
FROM now_surveyQuestionResponses AS a
JOIN now_surveyResponses AS r USING (namespace, survey_id, response_id)
JOIN now_surveys AS v USING (namespace, survey_id)
LEFT JOIN now_surveyQuestions AS q USING (namespace, survey_id, question_id)"""

OUTCOMES = {
    "attendance": _ATTENDANCE,
    "incidents": _INCIDENTS,
    "assessments": f"{_TESTS} UNION ALL {_SCORED_WORK}",
    "grades": _GRADES,
    "surveys": _SURVEYS,
}
