"""What the pages say about a measure: directions, charts, rules, withheld groups."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.core.disclosure.released import reason
from groundswell.core.stats import Reading, said
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries.gaps import Gap
from groundswell.domain.measures.queries.points import Series
from groundswell.domain.measures.queries.release import RULE, WITHHELD
from groundswell.domain.measures.queries.settings import Choices
from groundswell.domain.places.models import Place

CANNOT = "What this cannot tell: "


def better_words(measure: Measure) -> str:
    words = {"up": _("higher is better"), "down": _("lower is better")}
    return words.get(measure.better, _("neither direction is better"))


def unit_words(measure: Measure) -> str:
    words = {"percent": _("percent"), "count": _("count"), "mean": _("average"), "minutes": _("minutes")}
    return words[measure.unit]


def grain_words(measure: Measure) -> str:
    words = {
        "day": _("daily"),
        "week": _("weekly"),
        "month": _("monthly"),
        "term": _("each term"),
        "year": _("yearly"),
    }
    if measure.summary == Measure.Summary.WEEK_MEDIAN:
        return _("middle day of each week")
    return words[measure.grain]


def chart_words(kind: str) -> str:
    words = {
        "run": _("Run chart around the median"),
        "i": _("Individuals (I), limits from moving ranges"),
        "p": _("Proportions (P), limits from each period’s own total"),
    }
    return words[kind]


def withheld_words() -> str:
    """One wording, true of every withheld number.

    Small ones, and those that keep them from being worked out.
    """
    return _(reason(WITHHELD, threshold=RULE.threshold))


def withheld_cell() -> str:
    return _("withheld, to protect a group under %(count)d") % {"count": RULE.threshold}


def withheld_note(withheld: Sequence[Series]) -> str:
    """Which groups are not shown, and why a large one may be among them."""
    if not withheld:
        return _("Students can be in more than one group.")
    names = ", ".join(series.name for series in withheld)
    why = _("When one group is small, a second one is withheld too, so nobody can find it by subtraction.")
    return (
        _("Withheld here: %(names)s.") % {"names": names}
        + f" {why} "
        + _("Students can be in more than one group.")
    )


def groups_withheld_words(count: int) -> str:
    return (
        ngettext("%(count)d group withheld", "%(count)d groups withheld", count) % {"count": count}
        if count
        else ""
    )


def between_words(gap: Gap | None) -> str:
    """How far apart groups are, for a list row: "18 points between groups"."""
    if gap is None or gap.size is None:
        return ""
    number = said(abs(gap.size), "")
    if number == "0":
        return _("no gap between groups")
    if gap.numbers.measure.unit != Measure.Unit.PERCENT:
        return _("%(number)s between groups") % {"number": number}
    return (
        _("1 point between groups")
        if number == "1"
        else _("%(number)s points between groups") % {"number": number}
    )


def cannot_words(reading: Reading) -> str:
    """What the chart cannot tell, without the lead-in that the page writes itself."""
    return reading.cannot_tell.removeprefix(CANNOT)


def place_words(place: Place) -> str:
    """The place's level and size: "K-8 · 489 students"."""
    parts = [level_words(place.level)] if place.level else []
    if place.enrolled is not None:
        parts.append(
            ngettext("%(count)d student", "%(count)d students", place.enrolled) % {"count": place.enrolled}
        )
    return " · ".join(parts)


def level_words(level: str) -> str:
    words = {"elementary": _("Elementary"), "k8": _("K-8"), "middle": _("Middle"), "high": _("High")}
    return words.get(level.lower(), level)


def how_set(measure: Measure, kind: str, choices: Choices) -> list[tuple[str, str]]:
    """How the chart is set, as terms and words for the margin."""
    rows = [(_("Chart"), chart_words(kind)), (_("Rules"), _rules(kind)), (_("Baseline"), _baseline(choices))]
    rows += [
        (
            _("Phase from %(day)s") % {"day": date_format(phase.starts_on, "j F Y")},
            _phase(phase.name, phase.reason, phase.by.name),
        )
        for phase in choices.phases
    ]
    return rows


def _rules(kind: str) -> str:
    if kind == "run":
        return _("Anhøj runs rules: long runs and few crossings")
    return _("Anhøj runs rules, and points outside the limits")


def _baseline(choices: Choices) -> str:
    setting = choices.setting
    if (
        setting is None
        or setting.baseline_until is None
        or setting.baseline_by is None
        or setting.baseline_at is None
    ):
        return _("Not frozen: the middle line moves with new points.")
    words = {
        "until": date_format(setting.baseline_until, "j F Y"),
        "name": setting.baseline_by.name,
        "day": date_format(setting.baseline_at, "j F Y"),
    }
    frozen = _("To %(until)s, frozen by %(name)s on %(day)s.") % words
    return f"{frozen} {setting.baseline_reason}".strip()


def _phase(name: str, reason_given: str, by: str) -> str:
    return f"{name}: “{reason_given}” {by}"
