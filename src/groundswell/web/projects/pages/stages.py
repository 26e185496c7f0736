"""Guided mode: the method's stages in order, what is done and what is next. The stages are data."""

from dataclasses import dataclass

from groundswell.core.methods.methods import QUESTIONS, Stage
from groundswell.domain.projects.models import Project
from groundswell.domain.projects.queries import Standing
from groundswell.library import methods

ADDRESSES = {
    "problem": "problem/", "causes": "problem/", "aim": "aim/", "theory": "theory/", "measures": "measures/",
    "cycle-plan": "tests/", "cycle-do": "tests/", "cycle-study": "tests/", "cycle-decide": "tests/",
    "storyboard": "storyboard/", "charter": "charter/",
}  # fmt: skip
DONE_STATES = {"studying", "decided"}


@dataclass(frozen=True)
class StageLine:
    """One stage. `state` is done, now or later: now is the first that is not done."""

    label: str
    about: str
    question: int
    question_words: str
    url: str
    state: str


def stage_lines(project: Project, standing: Standing, *, measures: int) -> tuple[StageLine, ...]:
    method = next((one for one in methods() if one.key == project.method), methods()[0])
    there = _there(project, standing, measures)
    done = [_is_done(stage, there) for stage in method.stages]
    first = done.index(False) if False in done else len(done)
    return tuple(
        _line(stage, project, "done" if done[i] else "now" if i == first else "later")
        for i, stage in enumerate(method.stages)
    )


def _line(stage: Stage, project: Project, state: str) -> StageLine:
    form = next((form for form in stage.forms if form in ADDRESSES), "")
    url = f"/projects/{project.pk}/{ADDRESSES.get(form, '')}"
    return StageLine(stage.name, stage.about, stage.question, QUESTIONS[stage.question], url, state)


def _there(project: Project, standing: Standing, measures: int) -> set[str]:
    """The forms whose work is in the project."""
    found = {
        "problem": standing.has_problem,
        "aim": standing.has_aim,
        "measures": measures > 0,
        "theory": standing.drivers > 0,
        "ideas": standing.ideas > 0,
        "cycle-plan": any(cycle.state in DONE_STATES | {"doing"} for cycle in standing.cycles),
        "cycle-study": any(cycle.state == "decided" for cycle in standing.cycles),
        "storyboard": project.storyboards.filter(shared_at__isnull=False).exists(),
        "charter": project.charters.exists(),
    }
    return {form for form, is_there in found.items() if is_there}


def _is_done(stage: Stage, there: set[str]) -> bool:
    """By the stage's first page; a stage of ideas looks for ideas, not for drivers."""
    form = "ideas" if stage.key == "ideas" else next((form for form in stage.forms), "")
    return form in there
