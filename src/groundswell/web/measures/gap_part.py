"""The gap as a part of a page: both lines, the gap under them, the reading, and the choice of groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from groundswell.domain.measures.periods import period_label, said_period, shown_grain
from groundswell.domain.measures.queries.charts import compute, read
from groundswell.domain.measures.queries.gaps import Gap, Reference, gap, gaps, neighbors, widest
from groundswell.domain.measures.queries.points import MeasureSeries, Series
from groundswell.domain.measures.queries.settings import NO_CHOICES, Choices, CycleMark
from groundswell.web.design.nav import Link
from groundswell.web.measures import drawing
from groundswell.web.measures.drawing import Drawing
from groundswell.web.measures.parts import ReadingView, group_link


@dataclass(frozen=True)
class GapView:
    """Both lines, the gap under them, the reading, and the way to start working on it."""

    group: str
    group_name: str
    others_name: str
    reference: str
    groups: tuple[Link, ...]
    beside: tuple[Link, ...]
    drawing: Drawing
    apart: str
    reading: ReadingView


def gap_view(
    numbers: MeasureSeries,
    group: str,
    *,
    url: Callable[[str, str], str],
    beside: str = "",
    choices: Choices = NO_CHOICES,
    cycle_marks: Sequence[CycleMark] = (),
    width: int = 700,
) -> GapView | None:
    """The gap of the group asked for, else the widest one; None when no group can be compared.

    `url` gives the address of a group's gap, with the group beside it (empty: everyone else).
    """
    found = gaps(numbers)
    chosen = next((each for each in found if each.group.group == group), None)
    near = neighbors(numbers, group)
    if chosen is None and (not near or not group):
        chosen = widest(found)
        near = neighbors(numbers, chosen.group.group) if chosen else []
    own = chosen.group.group if chosen else group
    other = _other(beside, near, needed=chosen is None)
    told = {"choices": choices, "cycle_marks": cycle_marks}
    reference = chosen.reference if chosen else None
    shown = gap(numbers, own, reference=reference, beside=other, **told) if chosen or other else None  # type: ignore[arg-type]
    if shown is None:
        return None
    return GapView(
        group=own,
        group_name=shown.group.name,
        others_name=shown.others_name,
        reference=_reference_words(shown),
        groups=_comparable(numbers, found, own, url),
        beside=_beside_links(own, chosen, near, other, url),
        drawing=_gap_drawing(shown, width),
        apart=shown.words,
        reading=_gap_reading(shown),
    )


def _other(beside: str, near: Sequence[Series], *, needed: bool) -> str:
    """The group asked for, when it may stand beside; the first one, when nobody else can."""
    codes = [series.group for series in near]
    return beside if beside in codes else codes[0] if needed and codes else ""


def _comparable(
    numbers: MeasureSeries, found: Sequence[Gap], own: str, url: Callable[[str, str], str]
) -> tuple[Link, ...]:
    """Groups with a gap, and groups that another group of their set can stand beside."""
    with_gap = {each.group.group for each in found}
    listed = (series for series in numbers.groups if series.latest is not None)
    able = [series for series in listed if series.group in with_gap or neighbors(numbers, series.group)]
    return tuple(group_link(series, own, lambda code: url(code, "")) for series in able)


def _beside_links(
    own: str, chosen: Gap | None, near: Sequence[Series], other: str, url: Callable[[str, str], str]
) -> tuple[Link, ...]:
    """The page's reference first, then the groups of the same set; nothing where there is no choice."""
    first = (Link(chosen.others_name, url(own, "") if other else ""),) if chosen else ()
    rest = tuple(group_link(series, other, lambda code: url(own, code)) for series in near)
    return (*first, *rest) if len(near) > 1 else ()


def _gap_drawing(shown: Gap, width: int) -> Drawing:
    """The gap chart, its table's first column saying the period as the rest of the page does."""
    made = drawing.large(shown.spec(), "gap", width=width, height=420, phone=360)
    grain = shown_grain(shown.numbers.measure)
    rows = zip(shown.periods, made.rows, strict=True)
    return replace(made, rows=tuple((period_label(grain, period), *row[1:]) for period, row in rows))


def _reference_words(shown: Gap) -> str:
    if shown.reference == Reference.ALL_STUDENTS:
        return _("Every gap on this page is between a group and all students, the group included.")
    if shown.reference == Reference.ONE_GROUP:
        return _("These two groups do not hold everyone.")
    return _("Every gap on this page is between a group and everyone else.")


def _gap_reading(shown: Gap) -> ReadingView:
    """First how far apart the lines are now and whether that is ordinary; then the group's own line."""
    own = read(compute(shown.group), shown.numbers.measure)
    pair = shown.pair
    when = said_period(shown_grain(shown.numbers.measure), pair[0]) if pair else ""
    strong = _("%(group)s and %(others)s, %(when)s: %(apart)s.") % {
        "group": shown.group.name,
        "others": _within_a_sentence(shown),
        "when": when,
        "apart": shown.words,
    }
    of_gap = _("The gap: %(headline)s %(rest)s") % {
        "headline": shown.reading.headline,
        "rest": " ".join(shown.reading.sentences),
    }
    of_group = f"{shown.group.name}: {own.headline} {' '.join(own.sentences)}"
    cannot = _("why the lines differ, or whether the same students are counted each time.")
    return ReadingView("no-signal", strong, (of_gap, of_group), cannot)


def _within_a_sentence(shown: Gap) -> str:
    """The words "Everyone else" take small letters; a group's name stays as it is written."""
    name = shown.others_name
    is_phrase = name in {_("Everyone else"), _("All students")}
    return name[:1].lower() + name[1:] if is_phrase else name
