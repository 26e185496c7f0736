"""The project home: the three questions as the spine, one next step, and notes in the margin."""

from dataclasses import dataclass

from groundswell.core.charts import to_svg
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.checks.queries import hints_for
from groundswell.domain.measures.queries.cards import MeasureCard, measure_cards
from groundswell.domain.projects.models import Aim, Project
from groundswell.domain.projects.queries import (
    Light,
    Overview,
    Standing,
    four_present,
    my_projects,
    next_step,
    overview,
    works_in,
)
from groundswell.web.checks.pages import HintMargin, hint_margin
from groundswell.web.projects.forms.aim import AimForm, aim_initial
from groundswell.web.projects.history import Happening, lately
from groundswell.web.projects.measures import measures_in_use
from groundswell.web.projects.pages.ramps import RampPicture, ramp_pictures
from groundswell.web.projects.pages.sentence import Words, change_descriptions, sentence_of
from groundswell.web.projects.pages.stages import StageLine, stage_lines
from groundswell.web.projects.standing import standings
from groundswell.web.projects.steps import StepLink, step_link

MOST_MEASURES, MOST_RAMPS = 6, 6
TAGS = {"improving": "improving", "look_again": "look-again", "too_few": "too-few"}


@dataclass(frozen=True)
class MeasureRow:
    """One measure in the table of the second question."""

    card: MeasureCard
    url: str
    tag: str

    @property
    def spark(self) -> str:
        """Its line as a small drawing; empty where there is nothing to draw."""
        if self.card.spark is None:
            return ""
        return to_svg(self.card.spark, width=96, height=30, ids_prefix=f"measure-{self.card.measure.pk}")


@dataclass(frozen=True)
class ProjectHome:
    """The whole page. For a sponsor `is_brief`: aim, measures and decided tests; an empty margin."""

    overview: Overview
    project: Project
    is_brief: bool
    can_edit: bool
    step: StepLink | None
    sentence: tuple[Words, ...]
    quick_aim: AimForm | None
    ways: dict[str, str]
    measures: tuple[MeasureRow, ...]
    more_measures: int
    has_balancing: bool
    ramps: tuple[RampPicture, ...]
    more_ramps: int
    theory_version: int
    stages: tuple[StageLine, ...]
    four: tuple[Light, ...]
    hints: HintMargin
    since: tuple[Happening, ...]

    @property
    def aim(self) -> Aim | None:
        return self.overview.aim

    @property
    def is_simple(self) -> bool:
        return self.project.mode == Project.Mode.SIMPLE


def project_home(project: Project, by: Actor) -> ProjectHome:
    """Gather the page for this person, in a constant number of queries."""
    seen, works = overview(project, on=by.today), works_in(by, project)
    card = next(
        card for card in my_projects(by, closed=project.state == "closed") if card.project.pk == project.pk
    )
    standing = standings([card], by)[project.pk]
    rows, pictures = _measures(seen), ramp_pictures(project, by)
    can_edit = can(by, Permission.PROJECT_EDIT, within=project.path).allowed
    return ProjectHome(
        overview=seen,
        project=project,
        is_brief=not works,
        can_edit=can_edit,
        step=step_link(next_step(standing, on=by.today), project_id=project.pk) if can_edit else None,
        sentence=sentence_of(seen.aim) if seen.aim else (),
        quick_aim=_quick_aim(seen) if can_edit else None,
        ways=change_descriptions(None),
        measures=rows[:MOST_MEASURES],
        more_measures=max(0, len(rows) - MOST_MEASURES),
        has_balancing=any(row.card.measure.kind == "balancing" for row in rows),
        ramps=pictures[:MOST_RAMPS],
        more_ramps=max(0, len(pictures) - MOST_RAMPS),
        theory_version=project.theory_versions.order_by("-number").values_list("number", flat=True).first()
        or 0,
        stages=stage_lines(project, standing, measures=len(rows)) if works else (),
        four=_four(seen, standing) if works else (),
        hints=_hints(project, by),
        since=lately(project) if works else (),
    )


def _measures(seen: Overview) -> tuple[MeasureRow, ...]:
    project = seen.project
    cards = measure_cards(project.place, measures_in_use(project, seen.aim), path=project.path)
    return tuple(_row(card, project) for card in cards)


def _row(card: MeasureCard, project: Project) -> MeasureRow:
    return MeasureRow(
        card=card,
        url=f"/projects/{project.pk}/measures/{card.measure.pk}/",
        tag=TAGS.get(card.verdict, "no-signal"),
    )


def _quick_aim(seen: Overview) -> AimForm | None:
    """Simple mode asks for the aim right here, filled in as far as the numbers go."""
    if seen.aim is not None or seen.project.mode != Project.Mode.SIMPLE:
        return None
    measures = [seen.project.measure] if seen.project.measure else []
    return AimForm(initial=aim_initial(seen.project, None, seen.problem), measures=measures)


def _four(seen: Overview, standing: Standing) -> tuple[Light, ...]:
    problem = seen.problem
    return four_present(
        problem_is_specific=bool(problem and problem.current and (problem.group_name or problem.period)),
        has_system_map=standing.drivers > 0,
        has_process_changes=standing.ideas > 0 or bool(standing.cycles),
        has_frontline=seen.team.has_frontline,
    )


def _hints(project: Project, by: Actor) -> HintMargin:
    return hint_margin(hints_for(project, by=by), project=project, back=f"/projects/{project.pk}/")
