"""Improvement methods as data: stages in a method's own words, each mapped to the three questions.

The three questions are those of the Model for Improvement (Associates in Process Improvement): what are we
trying to accomplish, how will we know that a change is an improvement, what change can we make?
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

Question = Literal[1, 2, 3]
QUESTIONS: Mapping[Question, str] = {
    1: "What are we trying to accomplish?",
    2: "How will we know that a change is an improvement?",
    3: "What change can we try?",
}
STAGE_FIELDS = ("key", "name", "questions", "about", "synonyms", "forms", "tight")
METHOD_FIELDS = (
    "key", "name", "about", "cycle_word", "idea_word", "stages",
    "source", "authored_by", "review_by", "status",
)  # fmt: skip


class MethodError(ValueError):
    """A method file has a mistake. The message says file, field and what to do."""


@dataclass(frozen=True)
class Stage:
    """One stage. `questions` are in the order they weigh; `forms` name the pages that do its work."""

    key: str
    name: str
    questions: tuple[Question, ...]
    about: str
    synonyms: tuple[str, ...]
    forms: tuple[str, ...]
    tight: bool

    @property
    def question(self) -> Question:
        """The question this stage mainly serves."""
        return self.questions[0]


@dataclass(frozen=True)
class Method:
    """One method. `cycle_word` and `idea_word` are its names for a cycle and a change idea."""

    key: str
    name: str
    about: str
    cycle_word: str
    idea_word: str
    stages: tuple[Stage, ...]
    source: str

    def stage(self, key: str) -> Stage:
        """The stage of this key. Raises MethodError with the known keys."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        known = ", ".join(stage.key for stage in self.stages)
        raise MethodError(f"{self.name}: no stage {key!r}. Known: {known}.")

    def stages_for(self, question: Question) -> tuple[Stage, ...]:
        """The stages that serve a question, in the method's order."""
        return tuple(stage for stage in self.stages if question in stage.questions)

    def matching_stage(self, words: str) -> Stage | None:
        """The stage with this name or synonym, whatever the capitals; None when there is none."""
        wanted = words.strip().casefold()
        names = (
            (stage, {stage.name.casefold(), *(name.casefold() for name in stage.synonyms)})
            for stage in self.stages
        )
        return next((stage for stage, known in names if wanted in known), None)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], *, file: str = "method") -> Method:
        """Build from parsed YAML. Raises MethodError with file, field and remedy."""
        _known_fields(data, METHOD_FIELDS, METHOD_FIELDS, file)
        stages = tuple(_stage(stage, file) for stage in data["stages"])
        method = cls(
            key=str(data["key"]),
            name=str(data["name"]),
            about=str(data["about"]).strip(),
            cycle_word=str(data["cycle_word"]),
            idea_word=str(data["idea_word"]),
            stages=stages,
            source=str(data["source"]),
        )
        _covers_the_questions(method, file)
        return method


def _known_fields(
    data: Mapping[str, Any], known: tuple[str, ...], needed: tuple[str, ...], file: str
) -> None:
    for field in data:
        if field not in known:
            raise MethodError(f"{file}: {field}: unknown field. Known: {', '.join(known)}.")
    for field in needed:
        if not data.get(field):
            raise MethodError(f"{file}: {field}: missing. Every method and stage needs it.")


def _stage(data: Mapping[str, Any], file: str) -> Stage:
    _known_fields(data, STAGE_FIELDS, ("key", "name", "questions", "about"), file)
    questions = data["questions"]
    if not isinstance(questions, list) or not set(questions) <= set(QUESTIONS):
        raise MethodError(
            f"{file}: stage {data['key']}: questions: expected a list of 1, 2 or 3, got {questions!r}."
        )
    return Stage(
        key=str(data["key"]),
        name=str(data["name"]),
        questions=cast("tuple[Question, ...]", tuple(questions)),
        about=str(data["about"]).strip(),
        synonyms=tuple(str(word) for word in data.get("synonyms") or ()),
        forms=tuple(str(form) for form in data.get("forms") or ()),
        tight=bool(data.get("tight", False)),
    )


def _covers_the_questions(method: Method, file: str) -> None:
    keys = [stage.key for stage in method.stages]
    if len(set(keys)) != len(keys):
        raise MethodError(f"{file}: stages: two stages share a key. Give each its own.")
    for question, words in QUESTIONS.items():
        if not method.stages_for(question):
            raise MethodError(f"{file}: stages: none serves question {question} ({words}). Map one to it.")
