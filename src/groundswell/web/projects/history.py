"""What happened lately in a project, in words. The log keeps verbs; people read sentences."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.domain.audit.models import Event
from groundswell.domain.audit.queries import events_within
from groundswell.domain.projects.models import Project

SENTENCES = {
    "projects.start": gettext_lazy("%(who)s started the project"),
    "projects.revise_problem": gettext_lazy("%(who)s wrote version %(number)s of the problem"),
    "projects.revise_charter": gettext_lazy("%(who)s wrote version %(number)s of the charter"),
    "projects.revise_aim": gettext_lazy("%(who)s wrote version %(number)s of the aim"),
    "projects.add_member": gettext_lazy("%(who)s welcomed %(name)s to the team"),
    "projects.end_membership": gettext_lazy("%(name)s left the team"),
    "projects.renew_coach": gettext_lazy("%(who)s renewed the coach’s invitation"),
    "projects.rename": gettext_lazy("%(who)s renamed the project from “%(before)s”"),
    "projects.set_state": gettext_lazy("%(who)s changed the project’s state. %(why)s"),
    "measure.add": gettext_lazy("%(who)s added a measure"),
    "measure.define": gettext_lazy("%(who)s made a measure’s definition clearer"),
    "measure.number": gettext_lazy("%(who)s entered a number"),
    "chart.freeze": gettext_lazy("%(who)s froze a baseline"),
    "chart.note": gettext_lazy("%(who)s wrote a note under a chart"),
    "theory.version_saved": gettext_lazy("%(who)s saved the theory as version %(number)s"),
    "theory.node_added": gettext_lazy("%(who)s added to the theory"),
    "theory.node_set_down": gettext_lazy("%(who)s set something down in the theory"),
    "cycles.drafted": gettext_lazy("%(who)s began to plan a test"),
    "cycles.planned": gettext_lazy("%(who)s finished the plan of a test"),
    "cycles.started": gettext_lazy("%(who)s started a test"),
    "cycles.recorded": gettext_lazy("%(who)s recorded what happened"),
    "cycles.entry_saved": gettext_lazy("%(who)s recorded what happened"),
    "cycles.studied": gettext_lazy("%(who)s studied a test"),
    "cycles.decided": gettext_lazy("%(who)s wrote down the team’s decision on a test"),
    "cycles.next_drafted": gettext_lazy("%(who)s copied a plan for the next test"),
    "storyboard.shared": gettext_lazy("%(who)s shared the storyboard"),
}


@dataclass(frozen=True)
class Happening:
    at: datetime
    words: str


def lately(project: Project, *, count: int = 5) -> tuple[Happening, ...]:
    """The last few events that people care about, newest first, the same one said once. One query."""
    events = events_within(project.path).filter(verb__in=SENTENCES).order_by("-at", "-id")[: count * 4]
    found: dict[str, Happening] = {}
    for event in events:
        found.setdefault(f"{event.at.date()} {_words(event)}", Happening(event.at, _words(event)))
    return tuple(found.values())[:count]


def _words(event: Event) -> str:
    data = {"who": event.person_name, "name": _("Someone"), "number": "", "before": "", "why": ""}
    words: str = str(SENTENCES[event.verb]) % (data | event.data)
    return words.strip()
