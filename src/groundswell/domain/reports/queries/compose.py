"""What a storyboard says, gathered from the rooms as it stands now. Sharing freezes the answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from groundswell.core.charts import ChartSpec, table, to_svg
from groundswell.core.methods.transitions import DECISIONS
from groundswell.domain.access.actor import Actor
from groundswell.domain.cycles.models import Cycle, Question
from groundswell.domain.cycles.queries.ramps import cycle_code
from groundswell.domain.cycles.queries.scale import scale_words
from groundswell.domain.cycles.queries.status import cycle_marks
from groundswell.domain.measures.models import ContextNote, Measure
from groundswell.domain.measures.queries.cards import measures_of_project
from groundswell.domain.measures.queries.charts import chart
from groundswell.domain.measures.queries.gaps import gaps, widest
from groundswell.domain.measures.queries.points import MeasureSeries
from groundswell.domain.measures.queries.series import series_at
from groundswell.domain.measures.queries.settings import CycleMark, choices_for
from groundswell.domain.projects.models import Project
from groundswell.domain.projects.queries import overview
from groundswell.domain.projects.queries.aim import aim_words
from groundswell.domain.reports.models import Storyboard

Content = dict[str, Any]
WIDE, PHONE, SMALL = (760, 260), (350, 220), (360, 150)
FEWEST_FOR_A_GAP = 3


@dataclass(frozen=True)
class Choices:
    """What a team can put on its storyboard."""

    measures: tuple[Measure, ...]
    cycles: tuple[Cycle, ...]


def choices_of(project: Project) -> Choices:
    """The project's measures that have numbers somewhere, and its decided tests."""
    aim = project.aims.order_by("-number").first()
    measures = measures_of_project(project.path, project.measure_id, aim.measure_id if aim else None)
    decided = (
        project.cycles.filter(state=Cycle.State.DECIDED).select_related("ramp").order_by("starts_on", "pk")
    )
    return Choices(tuple(measures), tuple(decided))


def compose(storyboard: Storyboard, *, by: Actor) -> Content:
    """The whole content: words, numbers after disclosure, and pictures."""
    project = storyboard.project
    now = overview(project, on=by.today)
    chosen = storyboard.content.get("chosen", {})
    return {
        "chosen": chosen,
        "project": project.name,
        "place": project.place.name,
        "problem": now.problem.statement if now.problem else "",
        "aim": aim_words(now.aim) if now.aim else "",
        "minds": _minds(project),
        "drivers": _drivers(project),
        "measures": _panels(project, chosen.get("measures", [])),
        "tests": _tests(project, chosen.get("cycles", [])),
        "context": [{"on": row.starts_on.isoformat(), "text": row.text} for row in _notes(project)],
        "as_of": by.today.isoformat(),
    }


def _notes(project: Project) -> Iterable[ContextNote]:
    return ContextNote.objects.filter(path=project.path).order_by("starts_on", "pk")


def _minds(project: Project) -> list[dict[str, str]]:
    versions = project.theory_versions.exclude(why="").order_by("number")
    return [{"version": str(row.number), "on": row.at.date().isoformat(), "why": row.why} for row in versions]


def _drivers(project: Project) -> list[str]:
    primary = project.nodes.filter(kind="primary", set_down_at=None).order_by("-is_focus", "order")
    return [node.text for node in primary]


def _panels(project: Project, chosen: list[int]) -> list[Content]:
    known = {measure.pk: measure for measure in choices_of(project).measures}
    measures = [known[number] for number in chosen if number in known]
    numbers = series_at(project.place, measures)
    return [
        panel
        for measure in measures
        if measure.pk in numbers and numbers[measure.pk].has_numbers
        for panel in _panel(project, measure, numbers[measure.pk])
    ]


def _panel(project: Project, measure: Measure, numbers: MeasureSeries) -> list[Content]:
    """The measure's chart; and where it has groups, the widest gap with both lines: an average can hide them."""
    choices = choices_for(measure, project.place, path=project.path)
    whole = chart(numbers, choices=choices, cycle_marks=_marks(project, measure))
    bare = replace(whole, captions=replace(whole.captions, cycles=(), contexts=()))
    panels = [_drawn(whole.spec(), bare.spec(), measure, verdict=whole.reading.verdict, key=f"m{measure.pk}")]
    gap = widest(gaps(numbers))
    if gap is not None and len([value for value in gap.group_line if value is not None]) >= FEWEST_FOR_A_GAP:
        spec = gap.spec()
        panels.append(_drawn(spec, spec, measure, verdict=gap.reading.verdict, key=f"g{measure.pk}"))
    return panels


def _marks(project: Project, measure: Measure) -> list[CycleMark]:
    return [CycleMark(mark.on, mark.code, mark.label) for mark in cycle_marks(project, measure_id=measure.pk)]


def _drawn(spec: ChartSpec, bare: ChartSpec, measure: Measure, *, verdict: str, key: str) -> Content:
    """A chart at three sizes; the small one, for lists and paper, has no lanes under it."""
    header, rows = table(spec)
    return {
        "measure": measure.pk,
        "name": spec.title,
        "sentence": spec.sentence,
        "verdict": verdict,
        "source": spec.source,
        "method": spec.method,
        "alt": spec.alt,
        "wide": to_svg(spec, width=WIDE[0], height=WIDE[1], ids_prefix=f"{key}w"),
        "phone": to_svg(spec, width=PHONE[0], height=PHONE[1], ids_prefix=f"{key}p"),
        "small": to_svg(bare, width=SMALL[0], height=SMALL[1], ids_prefix=f"{key}s"),
        "paper": to_svg(bare, width=SMALL[0], height=SMALL[1], ids_prefix=f"{key}q", standalone=True),
        "header": list(header),
        "rows": [list(row) for row in rows],
    }


def _tests(project: Project, chosen: list[int]) -> list[Content]:
    cycles = (
        project.cycles.filter(pk__in=chosen, state=Cycle.State.DECIDED)
        .select_related("ramp")
        .prefetch_related("questions")
        .order_by("starts_on", "pk")
    )
    return [_test(cycle) for cycle in cycles]


def _test(cycle: Cycle) -> Content:
    return {
        "code": cycle_code(cycle),
        "title": cycle.title,
        "ramp": cycle.ramp.name,
        "on": cycle.starts_on.isoformat() if cycle.starts_on else "",
        "scale": scale_words(cycle.scale_count, cycle.scale_unit, cycle.scale_total),
        "questions": [_question(question) for question in cycle.questions.all()],
        "learned": cycle.learned,
        "decision": cycle.decision,
        "decision_words": DECISIONS[cycle.decision].label,  # type: ignore[index]
        "why": cycle.decision_why,
        "not_served": cycle.not_served,
    }


def _question(question: Question) -> dict[str, str]:
    names = ("text", "prediction", "because", "result", "verdict")
    return {name: getattr(question, name) for name in names}
