"""Lists of measures as rows: a spark line, the latest value, a shape with a word, and the gap."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries.cards import MeasureCard, measure_cards, measures_of_project
from groundswell.domain.projects.models import Project
from groundswell.web.design.nav import Link
from groundswell.web.measures import drawing, words
from groundswell.web.measures.crumbs import measure_crumb
from groundswell.web.measures.following import explorer_addresses

NOWHERE: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True)
class ListRow:
    """One measure in a list. `aside` holds the gap and the groups withheld, in words."""

    name: str
    url: str
    under: str
    spark: str
    latest: str
    period: str
    kind: str
    word: str
    aside: str
    current: bool = False
    number_url: str = ""
    explore_url: str = ""


@dataclass(frozen=True)
class ProjectMeasuresPage:
    crumb: tuple[Link, ...]
    rows: tuple[ListRow, ...]
    new_url: str


def rows(
    cards: Sequence[MeasureCard],
    *,
    url: Callable[[MeasureCard], str],
    current: int | None = None,
    explore: Mapping[int, str] = NOWHERE,
) -> tuple[ListRow, ...]:
    """`explore`: by the measure's number, where the indicator that it follows is explored."""
    listed = (row(card, url=url(card), current=card.measure.pk == current) for card in cards)
    return tuple(
        replace(each, explore_url=explore.get(card.measure.pk, ""))
        for each, card in zip(listed, cards, strict=True)
    )


def row(
    card: MeasureCard, *, url: str, current: bool = False, under: str = "", number_url: str = ""
) -> ListRow:
    withheld = words.groups_withheld_words(card.groups_withheld)
    return ListRow(
        name=card.measure.name,
        url=url,
        under=under or words.better_words(card.measure),
        spark=drawing.spark(card.spark, f"spark-{card.measure.pk}") if card.spark else "",
        latest=card.latest,
        period=card.period,
        kind=card.verdict,
        word=card.word if card.latest else _no_line_words(card),
        aside=" · ".join(part for part in (words.between_words(card.gap), withheld) if part),
        current=current,
        number_url=number_url,
    )


def _no_line_words(card: MeasureCard) -> str:
    return _("By student group") if card.numbers.has_numbers else _("No numbers yet")


def project_measures_page(by: Actor, project: Project) -> ProjectMeasuresPage:
    """The team's own measures and the common ones it works on.

    The start, the aim, and the drivers' measures.
    """
    named = set(project.aims.values_list("measure_id", flat=True)) | {project.measure_id}
    named |= set(Measure.objects.filter(nodes__project=project).values_list("pk", flat=True))
    listed = list(measures_of_project(project.path, *named))
    may_edit = can(by, Permission.MEASURE_EDIT, within=project.path).allowed
    cards = measure_cards(project.place, listed, path=project.path)
    explore = explorer_addresses(by, project.place, listed)
    return ProjectMeasuresPage(
        crumb=measure_crumb(project),
        rows=tuple(
            replace(
                _project_row(card, project, may_edit=may_edit), explore_url=explore.get(card.measure.pk, "")
            )
            for card in cards
        ),
        new_url=reverse("project_measure_new", args=[project.pk]) if may_edit else "",
    )


def _project_row(card: MeasureCard, project: Project, *, may_edit: bool) -> ListRow:
    measure = card.measure
    own = measure.path == project.path
    said = [words.better_words(measure), _kind_words(measure), measure.owner.name if measure.owner else ""]
    under = " · ".join(part for part in (*said, "" if own else _("common measure")) if part)
    number = reverse("project_measure_number", args=[project.pk, measure.pk]) if own and may_edit else ""
    url = reverse("project_measure", args=[project.pk, measure.pk])
    return row(card, url=url, under=under, number_url=number)


def _kind_words(measure: Measure) -> str:
    words_of = {
        "outcome": _("outcome"),
        "driver": _("driver"),
        "process": _("process"),
        "cycle": _("one test"),
        "balancing": _("balancing"),
    }
    return words_of[measure.kind]
