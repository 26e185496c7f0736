"""The start page: what the chart says, before anyone writes a word."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries.problem import ProblemFacts, problem_facts
from groundswell.domain.measures.queries.series import measure_series
from groundswell.domain.places.models import Place
from groundswell.web.projects.forms.start import StartForm


@dataclass(frozen=True)
class StartPage:
    """`facts` is None when the project does not start from a measure or the student data."""

    place: Place
    what: str
    facts: ProblemFacts | None
    form: StartForm


def facts_for(place: Place, measure: Measure | None, group: str) -> ProblemFacts | None:
    return problem_facts(measure_series(measure, place), group) if measure else None


def start_initial(
    place: Place, what: str, facts: ProblemFacts | None, asked: Mapping[str, object]
) -> dict[str, object]:
    """`what` names the measure or indicator; `asked` says which one it is, and rides along."""
    start: dict[str, object] = {"place": place.code, "mode": "simple", **asked}
    if facts is None:
        return start
    numbers = {
        name: getattr(facts, name) for name in ("statement", "current", "desired", "gap", "group", "period")
    }
    return (
        start | numbers | {"group_name": facts.group_name if facts.group else "", "name": _name(what, facts)}
    )


def _name(what: str, facts: ProblemFacts) -> str:
    """A first name, so that nobody is stopped by an empty line. People find a better one later."""
    return _("%(measure)s: %(group)s") % {"measure": what, "group": facts.group_name} if facts.group else what
