"""What pages say of a gap over years, of who is counted, and of bright spots: as sentences, to read aloud and to print."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from groundswell.domain.indicators.queries import IndicatorHere, groups_view
from groundswell.domain.indicators.queries.rows import Group
from groundswell.web.indicators.bright_part import BrightPart, bright_part
from groundswell.web.indicators.change_part import ChangePart, change_part
from groundswell.web.indicators.share_part import SharePart, ShareRow, share_part


@dataclass(frozen=True)
class Retold:
    """A heading with its sentences; `cannot` is what they cannot tell."""

    heading: str
    sentences: tuple[str, ...]
    cannot: str


def of_gap(here: IndicatorHere, group: Group | None) -> list[Retold]:
    """Is the gap of a group closing, and how much of those counted are of its set. What is not there is left out."""
    if group is None:
        return []
    part, share = change_part(replace(here, group=group)), share_part(here, group[0])
    return [
        *([change_retold(part)] if part and part.sentences else []),
        *([_shortly(share)] if share and share.sentence else []),
    ]


def of_schools(here: IndicatorHere) -> list[Retold]:
    """Schools to go and ask, where there are any that may be named."""
    part = bright_part(here)
    return [bright_retold(part)] if part and part.rows else []


def of_tab(here: IndicatorHere, tab: str) -> list[Retold]:
    """What stands in a tab beside its chart."""
    told = {"time": _change, "schools": _bright, "groups": _share}
    found = told[tab](here) if tab in told else None
    return [found] if found else []


def _change(here: IndicatorHere) -> Retold | None:
    part = change_part(here)
    return _with_lines(part) if part else None


def _bright(here: IndicatorHere) -> Retold | None:
    part = bright_part(here)
    return bright_retold(part) if part else None


def _share(here: IndicatorHere) -> Retold | None:
    view = groups_view(here)
    part = share_part(here, view.group_set) if view else None
    return share_retold(part) if part else None


def change_retold(part: ChangePart) -> Retold:
    heading = _("Is the gap closing? %(group)s") % {"group": part.group}
    return Retold(heading, part.sentences or (part.why_none,), part.cannot)


def _with_lines(part: ChangePart) -> Retold:
    """Both lines and the gap from year to year, where no table stands beside the sentences."""
    told = change_retold(part)
    words = _("%(span)s: %(group)s %(own)s; everyone else %(others)s; gap %(gap)s percentage points.")
    lines = (
        words
        % {
            "span": row.span,
            "group": part.group,
            "own": row.group.numbers,
            "others": row.others.numbers,
            "gap": row.gap.numbers,
        }
        for row in part.rows
    )
    return replace(told, sentences=(*told.sentences, *lines))


def share_retold(part: SharePart) -> Retold:
    who = _("Counted: %(who)s") % {"who": part.who_counts}
    rows = (_share_words(row) for row in part.rows)
    return Retold(
        _("Who is among those counted"), tuple(_told(part.sentence, who, part.crossed, *rows)), part.cannot
    )


def _shortly(part: SharePart) -> Retold:
    return Retold(_("Who is among those counted"), (part.sentence,), part.cannot)


def _share_words(row: ShareRow) -> str:
    if row.note:
        return f"{row.name}: {row.note}."
    words = _("%(name)s: %(all)s of all students, %(counted)s of those counted.")
    return words % {"name": row.name, "all": row.of_all, "counted": row.of_counted}


def bright_retold(part: BrightPart) -> Retold:
    heading = _("Bright spots to learn from: %(group)s") % {"group": part.group}
    rows = (" ".join((f"{row.name}: {row.words}", *row.evidence)) for row in part.rows)
    question = part.question if part.rows else ""
    return Retold(
        heading,
        tuple(_told(part.why_none, *rows, part.unnamed, question, part.how, part.by_chance)),
        part.cannot,
    )


def _told(*sentences: str) -> Iterable[str]:
    return (words for words in sentences if words)
