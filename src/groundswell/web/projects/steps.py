"""Where the next step is done."""

from dataclasses import dataclass

from django.urls import reverse

from groundswell.domain.projects.queries import NextStep

OF_PROJECT = {"problem": "problem_edit", "aim": "aim_edit"}
OF_CYCLE = {"study": "study/", "record": "record/", "start": "", "plan": "plan/"}


@dataclass(frozen=True)
class StepLink:
    """The next step with its address: every step begins by opening a page."""

    title: str
    why: str
    action: str
    url: str
    cycle_id: int | None = None


def step_link(step: NextStep, *, project_id: int) -> StepLink:
    return StepLink(step.title, step.why, step.action, _address(step, project_id), step.cycle_id)


def _address(step: NextStep, project_id: int) -> str:
    if step.cycle_id is not None:
        return f"/tests/{step.cycle_id}/{OF_CYCLE[step.key]}"
    if step.key in OF_PROJECT:
        return reverse(OF_PROJECT[step.key], args=[project_id])
    part = "theory" if step.key == "theory" else "tests"
    return f"/projects/{project_id}/{part}/"
