"""A school beside schools that serve students much alike: their spread, never a rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.core.accountability.school_levels import level_of
from groundswell.core.charts import ChartSpec, Interval, interval_chart
from groundswell.core.disclosure.released import Released
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import ALL
from groundswell.core.stats import said
from groundswell.domain.indicators.names import group_name, names_listed
from groundswell.domain.indicators.queries.charts import captions
from groundswell.domain.indicators.queries.groups import interval_of, range_words
from groundswell.domain.indicators.queries.opened import IndicatorHere
from groundswell.domain.indicators.queries.peers import SIZE, Peers, peers_of, schools_of
from groundswell.domain.indicators.queries.schools import place_codes
from groundswell.domain.indicators.said import number_of, period_said, unit_of, value_words
from groundswell.store.release import reading

FEWEST_PEERS = 4
METHOD = (
    "Our school: the number and its 95% interval. The others: the middle one (square) and the span that holds "
    "the middle half of them."
)
CANNOT = (
    "What this cannot tell: what the similar schools do differently. They are alike in who their students are, "
    "as far as the data say; not in everything that matters. Nobody is ranked."
)


@dataclass(frozen=True)
class Peer:
    """A similar school that may be named to the reader."""

    name: str
    code: str
    students: Released
    value: Released


@dataclass(frozen=True)
class Spread:
    """The middle of several schools and the span of their middle half, in the shown unit."""

    count: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class SimilarView:
    """`why_none` says why there is no comparison. `named` are by name; `unnamed` counts the others."""

    period: str
    how_chosen: str
    own: Released | None
    peers: Spread | None
    level: Spread | None
    chart: ChartSpec | None
    sentence: str
    cannot_tell: str
    named: tuple[Peer, ...]
    unnamed: int
    why_none: str


def similar_view(here: IndicatorHere) -> SimilarView | None:
    """None above schools and where nobody is counted. All students are compared, whatever group was chosen."""
    if here.when is None or here.organization.kind != "school":
        return None
    level = level_of(here.organization.grades)
    places = {
        each.id: each
        for each in here.here.data_places.values()
        if each.kind == "school" and level_of(each.grades) == level
    }
    rows = _rows(here)
    schools = schools_of(rows, places)
    own = here.rows.value(here.when)
    if here.organization.id not in schools:
        return _none(
            here, own, _("Our own number or size is withheld here, so we cannot look for similar schools.")
        )
    peers = peers_of(here.organization.id, schools, level_size=len(places))
    values = [schools[name].value for name in peers.ids]
    if len(values) < FEWEST_PEERS:
        return _none(here, own, _few_words(len(values)))
    everyone = [each.value for name, each in schools.items() if name != here.organization.id]
    return _view(here, own, peers, (spread(values), spread(everyone)), rows, level)


def spread(values: Sequence[float]) -> Spread:
    """Quartiles, the ends counted in."""
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), low, middle, high)


def _few_words(count: int) -> str:
    return ngettext(
        "%(count)d other school of our level has a number that may be shown. It takes %(fewest)d.",
        "%(count)d other schools of our level have a number that may be shown. It takes %(fewest)d.",
        count,
    ) % {"count": count, "fewest": FEWEST_PEERS}


def _rows(here: IndicatorHere) -> list[ReleasedResult]:
    """Every school's rows of the chosen period, all students and the groups that schools are alike by."""
    assert here.when is not None  # noqa: S101  (the caller looked)
    sets = ["all", "economically_disadvantaged", "english_learner", "disability", "homeless"]
    found = reading.numbers(
        here.here.store, here.manifest, here.indicator.id,
        period=here.period, place_kind="school", group_sets=sets, school_years=[here.when[0]],
    )  # fmt: skip
    return [row for row in found if row.period == here.when[1]]


def _none(here: IndicatorHere, own: Released | None, why: str) -> SimilarView:
    period = period_said(here.when[1], here.period) if here.when else ""
    return SimilarView(period, "", own, None, None, None, "", CANNOT, (), 0, why)


def _view(
    here: IndicatorHere,
    own: Released | None,
    peers: Peers,
    spreads: tuple[Spread, Spread],
    rows: Sequence[ReleasedResult],
    level: str,
) -> SimilarView:
    sentence = _sentence(here, own, spreads[0])
    named, unnamed = _named(here, peers, rows)
    return SimilarView(
        period=period_said(here.when[1], here.period) if here.when else "",
        how_chosen=how_chosen(peers, level),
        own=own,
        peers=spreads[0],
        level=spreads[1] if peers.traits else None,
        chart=_chart(here, spreads, peers, sentence),
        sentence=sentence,
        cannot_tell=CANNOT,
        named=named,
        unnamed=unnamed,
        why_none="",
    )


def _named(here: IndicatorHere, peers: Peers, rows: Sequence[ReleasedResult]) -> tuple[tuple[Peer, ...], int]:
    """Peers by name for who may see their numbers; the others are counted."""
    codes, places = place_codes(here.here), here.here.data_places
    everyone = {row.place: row for row in rows if (row.group_set, row.group) == ALL}
    found = [
        Peer(places[f"school:{name}"].name, codes[name], everyone[name].students, everyone[name].value)
        for name in peers.ids
        if name in codes
    ]
    return tuple(sorted(found, key=lambda peer: peer.name)), len(peers.ids) - len(found)


def how_chosen(peers: Peers, level: str) -> str:
    """Which traits, of which level, out of how many."""
    out_of = len(peers.level_schools) - 1
    left = (
        ngettext(
            "%(count)d school was left out, as too little of it may be shown.",
            "%(count)d schools were left out, as too little of them may be shown.",
            peers.left_out,
        )
        % {"count": peers.left_out}
        if peers.left_out
        else ""
    )
    if not peers.traits:
        first = _(
            "There are too few schools of our level to choose by who their students are, so all %(count)d others are here."
        ) % {"count": len(peers.ids)}
        return f"{first} {left}".strip()
    first = _(
        "Of %(out_of)d other schools of the same level (%(level)s), these %(count)d are nearest to ours in "
        "what their students lead us to expect: %(traits)s."
    ) % {
        "out_of": out_of,
        "level": level_words(level),
        "count": len(peers.ids),
        "traits": names_listed(_trait_name(trait) for trait in peers.traits),
    }
    return f"{first} {left}".strip()


def level_words(level: str) -> str:
    words = {
        "elementary": _("elementary"),
        "middle": _("middle"),
        "high": _("high"),
        "many grades": _("many grades in one school"),
    }
    return words.get(level, _("grades not known"))


def _trait_name(trait: tuple[str, str]) -> str:
    if trait == SIZE:
        return _("number of students")
    return _("share in the group “%(group)s”") % {"group": group_name(*trait)}


def _sentence(here: IndicatorHere, own: Released | None, peers: Spread) -> str:
    unit = unit_of(here.indicator)
    words = {
        "value": value_words(own, here.indicator),
        "count": peers.count,
        "low": said(peers.low, unit),
        "high": said(peers.high, unit),
        "middle": said(peers.middle, unit),
    }
    return (
        _(
            "Our school: %(value)s. The middle half of %(count)d similar schools lies between %(low)s and %(high)s; "
            "the middle one is at %(middle)s."
        )
        % words
    )


def _chart(here: IndicatorHere, spreads: tuple[Spread, Spread], peers: Peers, sentence: str) -> ChartSpec:
    title = f"{here.indicator.name}, {here.organization.name} beside similar schools"
    rows = [_own(here), _span(here, _("Similar schools, middle half"), spreads[0])]
    if peers.traits:
        rows.append(_span(here, _("All other schools of the level, middle half"), spreads[1]))
    return interval_chart(rows, captions(here, title, period_word="school"), sentence=sentence, method=METHOD)


def _own(here: IndicatorHere) -> Interval:
    row = here.rows.at(here.when)
    value = row.value if row else None
    low, high = interval_of(here, row) if row else (None, None)
    words = value_words(value, here.indicator)
    if low is not None and high is not None:
        words = f"{words} ({range_words(here, low, high)})"
    return Interval(here.organization.name, words, number_of(value), low, high)


def _span(here: IndicatorHere, label: str, found: Spread) -> Interval:
    unit = unit_of(here.indicator)
    words = f"{said(found.middle, unit)} ({range_words(here, found.low, found.high)})"
    return Interval(label, words, found.middle, found.low, found.high, shape="square")
