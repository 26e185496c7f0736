"""The tab of similar schools: where they lie, how they were chosen, and those that may be named."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from groundswell.domain.indicators.queries import IndicatorHere, similar_view
from groundswell.domain.indicators.said import count_words, value_words
from groundswell.web.indicators.groups_part import value_heading
from groundswell.web.measures import drawing
from groundswell.web.measures.drawing import Drawing


@dataclass(frozen=True)
class PeerLine:
    name: str
    url: str
    students: str
    value: str


@dataclass(frozen=True)
class SimilarPart:
    period: str
    drawing: Drawing | None
    sentence: str
    how_chosen: str
    cannot: str
    rows: tuple[PeerLine, ...]
    unnamed: str
    why_none: str
    value_words: str


def similar_part(here: IndicatorHere) -> SimilarPart | None:
    view = similar_view(here)
    if view is None:
        return None
    return SimilarPart(
        period=view.period,
        drawing=drawing.large(view.chart, "similar", width=740) if view.chart else None,
        sentence=view.sentence,
        how_chosen=view.how_chosen,
        cannot=view.cannot_tell.removeprefix("What this cannot tell: "),
        rows=tuple(
            PeerLine(
                peer.name,
                reverse("place_indicator", args=[peer.code, here.indicator.id]),
                count_words(peer.students),
                value_words(peer.value, here.indicator),
            )
            for peer in view.named
        ),
        unnamed=_unnamed(view.unnamed, named=bool(view.named)),
        why_none=view.why_none,
        value_words=value_heading(here),
    )


def _unnamed(count: int, *, named: bool) -> str:
    """Schools that are not the reader's to see by name."""
    if not count:
        return ""
    if named:
        words = ngettext(
            "And %(count)d similar school that is not named here.",
            "And %(count)d similar schools that are not named here.",
            count,
        )
    else:
        words = ngettext(
            "%(count)d similar school. It is not named here.",
            "%(count)d similar schools. They are not named here.",
            count,
        )
    return words % {"count": count}
