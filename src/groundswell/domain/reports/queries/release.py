"""The last look before something leaves the team: privacy and counting, nothing else, can hold it back."""

from collections.abc import Iterable

from groundswell.core.methods.coach import choose, evaluate
from groundswell.core.methods.facts import ProjectFacts, ReleaseCell, ReleaseFacts
from groundswell.core.methods.findings import Finding
from groundswell.domain.access.actor import Actor
from groundswell.domain.measures.models import Observation
from groundswell.domain.measures.queries.release import RULE
from groundswell.domain.measures.queries.series import series_at
from groundswell.domain.places.groups import group_name
from groundswell.domain.reports.models import Storyboard
from groundswell.domain.reports.queries.compose import Content, choices_of
from groundswell.library import check_definitions, scale_rules


def blocking_findings(storyboard: Storyboard, content: Content, *, by: Actor) -> list[Finding]:
    """What protects a child or a count in this content. Empty: it may go."""
    release = ReleaseFacts(
        key=str(storyboard.pk),
        title=storyboard.headline,
        limit=RULE.threshold,
        cells=tuple(_cells(storyboard, content)),
    )
    facts = ProjectFacts(today=by.today, scale_rules=scale_rules(), releases=(release,))
    return [finding for finding in choose(evaluate(facts, check_definitions())) if finding.blocking]


def _cells(storyboard: Storyboard, content: Content) -> Iterable[ReleaseCell]:
    """Every group cell of the measures shown, as the disclosure rule decided it."""
    shown = {row["measure"] for row in content["measures"]}
    place = storyboard.project.place
    measures = [row for row in choices_of(storyboard.project).measures if row.pk in shown]
    sizes = {
        (row.measure_id, row.group, row.period): row
        for row in Observation.objects.filter(measure__in=measures, place=place, is_live=True).exclude(
            group=""
        )
    }
    for number, series in series_at(place, measures).items():
        for code, line in series.by_group.items():
            for point in line.points if code else ():
                row = sizes.get((number, code, point.period))
                if row is not None and row.denominator is not None:
                    key = f"{number}:{code}:{point.period}"
                    yield ReleaseCell(
                        key,
                        group_name(code),
                        row.denominator,
                        shown=point.value is not None,
                        value=row.numerator,
                    )
