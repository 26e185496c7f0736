"""The starter data pack of a team: what the student data say about its school, with prompts to read them by."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.indicators.queries.opened import data_at
from groundswell.domain.indicators.queries.story import story
from groundswell.domain.measures.models import Feed
from groundswell.domain.projects.models import Project
from groundswell.web.indicators.chapters import ChapterPart, chapter_part
from groundswell.web.projects.forms.pack import DataReadingForm


@dataclass(frozen=True)
class PackPage:
    project: Project
    chapters: tuple[ChapterPart, ...]
    private: str
    nothing: str
    form: DataReadingForm


def pack_page(by: Actor, project: Project, form: DataReadingForm) -> PackPage:
    """Of the indicators that the team's measures follow; before there are any, of those that say most.

    For the group that the project was started from, where there is one.
    """
    told = story(data_at(by, project.place), _followed(project), group=project.group)
    chapters = told.chapters if told else ()
    return PackPage(
        project=project,
        chapters=tuple(chapter_part(project.place, each) for each in chapters),
        private=told.private if told else "",
        nothing=""
        if chapters
        else _("There are no student data about this place yet. The prompts work with any numbers."),
        form=form,
    )


def _followed(project: Project) -> list[str]:
    own = Feed.objects.filter(Q(measure__path=project.path) | Q(measure__projects=project))
    return list(dict.fromkeys(own.order_by("id").values_list("indicator", flat=True)))
