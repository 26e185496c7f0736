"""A chapter of the data story as a page shows it."""

from dataclasses import dataclass

from django.urls import reverse

from groundswell.domain.indicators.queries.story import Chapter
from groundswell.domain.places.models import Place
from groundswell.web.indicators.retold import Retold, of_gap, of_schools
from groundswell.web.measures import drawing
from groundswell.web.measures.drawing import Drawing


@dataclass(frozen=True)
class ChapterPart:
    """`paragraphs` are to be read aloud, one after the other; then `more`, under headings of their own."""

    title: str
    url: str
    why: str
    paragraphs: tuple[str, ...]
    drawing: Drawing | None
    more: tuple[Retold, ...]
    cannot_tell: tuple[str, ...]


def chapter_part(place: Place, chapter: Chapter) -> ChapterPart:
    known = chapter.indicator
    more = [*of_gap(chapter.here, chapter.about), *of_schools(chapter.here)]
    told = (chapter.where, chapter.moved, chapter.whom, chapter.beside)
    return ChapterPart(
        title=known.name,
        url=reverse("place_indicator", args=[place.code, known.id]),
        why=known.why,
        paragraphs=tuple(words for words in told if words),
        drawing=drawing.large(chapter.chart, f"story-{known.id}", width=740) if chapter.chart else None,
        more=tuple(more),
        cannot_tell=(*chapter.cannot_tell, *(_sentence(each.cannot) for each in more)),
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
