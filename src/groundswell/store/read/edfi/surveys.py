"""Surveys in Ed-Fi: the survey, its questions, the answer sheets and the answers."""

from groundswell.store.read.edfi.fields import Resource, field, needed

_SURVEY = (
    needed("survey_id", "id", "surveyReference.surveyIdentifier", of="surveys.survey_id"),
    needed("namespace", "id", "surveyReference.namespace", of="surveys.namespace"),
)

SURVEYS = (
    Resource(
        "surveys",
        "Survey",
        (
            needed("survey_id", "id", "surveyIdentifier"),
            needed("namespace", "id", "namespace"),
            needed("school_year", "year", "schoolYearTypeReference.schoolYear|schoolYear"),
            field("org_id", "id", "educationOrganizationReference.educationOrganizationId"),
        ),
        ("namespace", "survey_id"),
    ),
    Resource(
        "surveyQuestions",
        "SurveyQuestion",
        (
            needed("question_id", "id", "questionCode"),
            *_SURVEY,
            field("construct", "text", "surveySectionReference.surveySectionTitle"),
            field("maximum", "most", "responseChoices.numericValue|responseChoice.numericValue"),
        ),
        ("namespace", "survey_id", "question_id"),
    ),
    Resource(
        "surveyResponses",
        "SurveyResponse",
        (
            needed("response_id", "id", "surveyResponseIdentifier"),
            *_SURVEY,
            needed("date", "date", "responseDate"),
            field("student_id", "id", "studentReference.studentUniqueId"),
            field("staff_id", "id", "staffReference.staffUniqueId"),
            field(
                "contact_id", "id", "contactReference.contactUniqueId|parentReference.parentUniqueId"
            ),
        ),
        ("namespace", "survey_id", "response_id"),
    ),
    Resource(
        "surveyQuestionResponses",
        "SurveyQuestionResponse",
        (
            needed("question_id", "id", "surveyQuestionReference.questionCode"),
            needed("response_id", "id", "surveyResponseReference.surveyResponseIdentifier"),
            needed("survey_id", "id", "surveyResponseReference.surveyIdentifier"),
            needed("namespace", "id", "surveyResponseReference.namespace"),
            field("answer", "number", "values.numericResponse|surveyQuestionResponseValue.numericResponse"),
            field("answer_text", "text", "values.textResponse|surveyQuestionResponseValue.textResponse"
                  "|textResponse"),
        ),
        ("namespace", "survey_id", "response_id", "question_id"),
    ),
)  # fmt: skip
