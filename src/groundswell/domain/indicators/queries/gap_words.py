"""A gap in one or two sentences: in points and as a ratio, with how sure that is."""

from django.utils.translation import gettext as _

from groundswell.core.disclosure.released import Released
from groundswell.core.indicators.definition import Indicator
from groundswell.core.stats import said
from groundswell.core.stats.rates import ChangeInterval
from groundswell.domain.indicators.queries.beside import Beside
from groundswell.domain.indicators.queries.widest import WidestGap
from groundswell.domain.indicators.said import unit_of, value_words


def gap_sentence(indicator: Indicator, name: str, value: Released, beside: Beside | None) -> str:
    """Both numbers, the points between them with their interval, the ratio, and whether chance can give as much."""
    if beside is None:
        return ""
    numbers = _("%(name)s: %(value)s, everyone else: %(others)s.") % {
        "name": name,
        "value": value_words(value, indicator),
        "others": said(beside.others.value, unit_of(indicator)),
    }
    apart = _("That is %(apart)s%(interval)s.") % {
        "apart": apart_words(indicator, beside),
        "interval": f" ({interval_words(beside.points_interval)})" if beside.points_interval else "",
    }
    return " ".join(filter(None, (numbers, apart, ratio_sentence(beside), chance_words(beside))))


def apart_words(indicator: Indicator, beside: Beside) -> str:
    """12 percentage points above; of scores: 12 points below."""
    size = said(abs(beside.points.value), "", 1)
    if size == "0":
        return _("no gap")
    words = {"size": size, "points": points_word(indicator, size)}
    if beside.points.value > 0:
        return _("%(size)s %(points)s above") % words
    return _("%(size)s %(points)s below") % words


def points_word(indicator: Indicator, size: str) -> str:
    if indicator.unit == "percent":
        return _("percentage point") if size == "1" else _("percentage points")
    return _("point") if size == "1" else _("points")


def interval_words(interval: ChangeInterval) -> str:
    return _("95%% interval %(ends)s") % {"ends": interval.words(1)}


def ratio_words(beside: Beside) -> str:
    """1.6 times (1.3 to 2.0); nothing where a ratio has no meaning."""
    if beside.ratio is None:
        return ""
    times = _("%(ratio)s times") % {"ratio": said(beside.ratio, "", 2)}
    if beside.ratio_interval is None:
        return times
    low, high = (said(end, "", 2) for end in beside.ratio_interval)
    return _("%(times)s (%(low)s to %(high)s)") % {"times": times, "low": low, "high": high}


def ratio_sentence(beside: Beside) -> str:
    words = ratio_words(beside)
    return _("As a ratio: %(words)s everyone else's rate.") % {"words": words} if words else ""


def chance_words(beside: Beside) -> str:
    if beside.clear is None:
        return ""
    return "" if beside.clear else _("Chance alone can give a gap of this size.")


def widest_words(indicator: Indicator, widest: WidestGap | None) -> str:
    """For a card: which group lies furthest behind everyone else, and by how much."""
    if widest is None:
        return ""
    size = said(abs(widest.beside.points.value), "", 1)
    words = {"name": widest.name, "size": size, "points": points_word(indicator, size)}
    if widest.beside.clear is False:
        return _("Widest gap: %(name)s, %(size)s %(points)s. Chance alone can give that much.") % words
    return _("Widest gap: %(name)s, %(size)s %(points)s from everyone else.") % words
