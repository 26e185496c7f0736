"""The data story of a place: a page to read aloud, and to print."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from groundswell.domain.indicators.queries.opened import DataHere
from groundswell.domain.indicators.queries.story import MOST, Story, story
from groundswell.web.design.nav import Link
from groundswell.web.indicators.chapters import ChapterPart, chapter_part
from groundswell.web.indicators.data_page import as_of
from groundswell.web.indicators.spots import find_data
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request


@dataclass(frozen=True)
class Offered:
    """An indicator one may tell of."""

    id: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class StoryPage:
    """`questions` are to talk about once the story is read."""

    title: str
    over: str
    opening: str
    chapters: tuple[ChapterPart, ...]
    questions: tuple[str, ...]
    private: str
    offered: tuple[Offered, ...]
    nothing: str
    back: Link


@require_GET
def data_story(request: Request, code: str) -> HttpResponse:
    """?indicator=...&indicator=... chooses what is told, three at most: more, and nobody listens."""
    here = find_data(request.actor, code)
    page = _page(here, story(here, request.GET.getlist("indicator")[:MOST]))
    return render_page(request, "indicators/story.html", page=page, where=Where("data", place=here.place))


def _page(here: DataHere, told: Story | None) -> StoryPage:
    chapters = told.chapters if told else ()
    names = {each.indicator.id for each in chapters}
    return StoryPage(
        title=_("Our data story"),
        over=" · ".join(filter(None, (here.place.name, as_of(here.manifest)))),
        opening=told.opening if told else "",
        chapters=tuple(chapter_part(here.place, each) for each in chapters),
        questions=questions(),
        private=told.private if told else "",
        offered=tuple(
            Offered(each.id, each.name, each.id in names) for each in (told.offered if told else ())
        ),
        nothing="" if chapters else _("There are no numbers to tell a story of yet."),
        back=Link(_("All indicators"), reverse("place_data", args=[here.place.code])),
    )


def questions() -> tuple[str, ...]:
    """Notice, wonder, so what, and what the data cannot tell: in this order, so that nobody explains too early."""
    return (
        _("What do you notice? Say what you see, without saying why."),
        _("What do you wonder? Whom could we ask who knows it from the inside?"),
        _("So what? Which of this is ours to change, and for whom first?"),
        _("What can it not tell? What would we have to see or hear before we act?"),
    )
