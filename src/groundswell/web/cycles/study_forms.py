"""The form of Study and Act: one page, one form, so that nothing typed in either is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from groundswell.domain.cycles.actions.studying import ResultText, Study
from groundswell.domain.cycles.queries.guesses import guess_from
from groundswell.domain.cycles.queries.record import QuestionRow
from groundswell.web.cycles.forms import ResultForm, StudyForm


@dataclass(frozen=True)
class StudyForms:
    main: StudyForm
    results: tuple[ResultForm, ...]
    questions: Sequence[QuestionRow]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in (self.main, *self.results)])  # noqa: C419  (ask every one)

    @property
    def version(self) -> int:
        return int(self.main.cleaned_data["version"])

    def study(self) -> Study:
        data = self.main.cleaned_data
        names = ("learned", "carried_out", "deviations", "belief_after")
        rows = zip(self.questions, self.results, strict=True)
        return Study(
            **{name: data[name] for name in names}, results=[_result(row, form) for row, form in rows]
        )

    def decision(self) -> dict[str, str]:
        data = self.main.cleaned_data
        return {
            "decision": data["decision"],
            "why": data["decision_why"],
            "next_step": data["next_step"],
            "not_served": data["not_served"],
        }


def bound(data: QueryDict, questions: Sequence[QuestionRow]) -> StudyForms:
    results = tuple(ResultForm(data, prefix=f"r{question.id}") for question in questions)
    return StudyForms(StudyForm(data), results, questions)


def _result(question: QuestionRow, form: ResultForm) -> ResultText:
    words = form.cleaned_data
    number, total = guess_from(words["result"])
    return ResultText(
        question_id=question.id,
        result=words["result"],
        result_number=number,
        result_total=total,
        result_note=words["result_note"],
        verdict=words["verdict"],
    )
