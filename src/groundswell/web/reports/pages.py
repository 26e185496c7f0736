"""The view models of storyboards, of what was shared, and of who looked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groundswell.core.methods.transitions import DECISIONS
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.checks.queries import hints_for
from groundswell.domain.projects.models import Project
from groundswell.domain.projects.queries.aim import aim_short
from groundswell.domain.reports.models import Storyboard
from groundswell.domain.reports.policies import audiences
from groundswell.domain.reports.queries import Looked, SharedSlip, choices_of, compose, looks_of, shared_with
from groundswell.web.checks.pages import HintMargin, hint_margin
from groundswell.web.design.nav import Link, crumb
from groundswell.web.reports.forms import LEVELS, ShareForm, StoryboardForm

VERDICTS = {"held": "held", "partly": "differed", "not": "differed", "cannot_tell": "unclear"}
VERDICT_WORDS = {
    "held": gettext_lazy("Held"),
    "partly": gettext_lazy("Held in part"),
    "not": gettext_lazy("Turned out otherwise"),
    "cannot_tell": gettext_lazy("Cannot tell yet"),
}


@dataclass(frozen=True)
class Told:
    """A storyboard's content, ready to read: dates as dates, verdicts in words."""

    headline: str
    story: tuple[str, ...]
    ask: str
    project: str
    place: str
    content: dict[str, Any]
    tests: tuple[dict[str, Any], ...]
    set_down: tuple[dict[str, Any], ...]
    minds: tuple[dict[str, Any], ...]
    as_of: date

    @property
    def measures(self) -> list[dict[str, Any]]:
        measures: list[dict[str, Any]] = self.content["measures"]
        return measures


@dataclass(frozen=True)
class StoryboardPage:
    """A version that someone reads."""

    storyboard: Storyboard
    told: Told
    level: str
    looks: tuple[Looked, ...]
    is_team: bool
    readers: str


@dataclass(frozen=True)
class TeamStoryboard:
    """The team's own storyboard page: write, look, share."""

    project: Project
    form: StoryboardForm
    share: ShareForm | None
    versions: tuple[Storyboard, ...]
    latest: Storyboard | None
    told: Told | None
    crumb: tuple[Link, ...]
    hints: HintMargin
    may_edit: bool


@dataclass(frozen=True)
class SharedPage:
    slips: tuple[SharedSlip, ...]
    said: str


@dataclass(frozen=True)
class LooksPage:
    project: Project
    looks: tuple[Looked, ...]


def told(storyboard: Storyboard, content: dict[str, Any]) -> Told:
    tests = tuple(_test(row) for row in content["tests"])
    return Told(
        headline=storyboard.headline,
        story=tuple(part.strip() for part in storyboard.story.split("\n\n") if part.strip()),
        ask=storyboard.ask,
        project=content["project"],
        place=content["place"],
        content=content,
        tests=tests,
        set_down=tuple(row for row in tests if row["decision"] == "abandon"),
        minds=tuple(row | {"on": date.fromisoformat(row["on"])} for row in content["minds"]),
        as_of=date.fromisoformat(content["as_of"]),
    )


def _test(row: dict[str, Any]) -> dict[str, Any]:
    questions = [
        question
        | {"mark": VERDICTS.get(question["verdict"], ""), "said": VERDICT_WORDS.get(question["verdict"], "")}
        for question in row["questions"]
    ]
    on = date.fromisoformat(row["on"]) if row["on"] else None
    return row | {"questions": questions, "on": on, "decision_words": DECISIONS[row["decision"]].label}


def storyboard_page(storyboard: Storyboard, by: Actor) -> StoryboardPage:
    """A shared version from its frozen content; the team sees who read it."""
    is_team = can(by, Permission.LOOKS_VIEW, within=storyboard.project.path).allowed
    looks = looks_of(storyboard.project) if is_team else ()
    here = tuple(look for look in looks if look.what == storyboard.headline)
    content = storyboard.content if storyboard.shared_at else compose(storyboard, by=by)
    return StoryboardPage(
        storyboard=storyboard,
        told=told(storyboard, content),
        level=str(LEVELS.get(storyboard.level, _("The team"))),
        looks=here,
        is_team=is_team,
        readers=_readers(len({look.name for look in here})),
    )


def team_storyboard(
    request: HttpRequest, project: Project, by: Actor, *, form: StoryboardForm | None = None
) -> TeamStoryboard:
    """The page on which a team writes, sees its draft as readers will, and shares."""
    versions = tuple(project.storyboards.select_related("by", "shared_by").order_by("-number"))
    latest = versions[0] if versions else None
    draft = latest if latest and latest.shared_at is None else None
    return TeamStoryboard(
        project=project,
        form=form or storyboard_form(project, latest),
        share=ShareForm(levels=audiences(project.place)) if draft else None,
        versions=versions,
        latest=latest,
        told=told(draft, compose(draft, by=by)) if draft else None,
        crumb=_crumb(project),
        hints=hint_margin(
            hints_for(project, by=by, forms={"storyboard", "release"}), project=project, back=request.path
        ),
        may_edit=can(by, Permission.PROJECT_EDIT, within=project.path).allowed,
    )


def storyboard_form(project: Project, latest: Storyboard | None, data: object = None) -> StoryboardForm:
    choices = choices_of(project)
    chosen = latest.content.get("chosen", {}) if latest else {}
    initial: dict[str, object] = {
        "headline": latest.headline if latest else "",
        "story": latest.story if latest else "",
        "ask": latest.ask if latest else "",
        "measures": [
            str(number) for number in chosen.get("measures", [row.pk for row in choices.measures[:2]])
        ],
        "cycles": [str(number) for number in chosen.get("cycles", [row.pk for row in choices.cycles])],
        "based_on": latest.number if latest else 0,
    }
    return StoryboardForm(data, choices=choices, initial=initial)


def shared_page(by: Actor) -> SharedPage:
    slips = shared_with(by)
    opened = sum(1 for slip in slips if slip.you_opened_at)
    said = _("You have opened %(opened)d of %(all)d. Each team sees its own line.") % {
        "opened": opened,
        "all": len(slips),
    }
    return SharedPage(slips, said if slips else "")


def looks_page(project: Project) -> LooksPage:
    return LooksPage(project, looks_of(project))


def _readers(count: int) -> str:
    if not count:
        return _("Nobody outside the team has opened it yet.")
    return ngettext("Read by %(count)d person", "Read by %(count)d people", count) % {"count": count}


def _crumb(project: Project) -> tuple[Link, ...]:
    home = reverse("project", args=[project.pk])
    aim = aim_short(project.aims.order_by("-number").first())
    return crumb(
        (_("Storyboard"), ""),
        (_("Beyond the team"), home),
        (_("Aim: %(aim)s") % {"aim": aim or _("not written yet")}, f"{home}aim/"),
    )
