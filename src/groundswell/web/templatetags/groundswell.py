"""Dates and numbers as people say them."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def said(day: date | datetime | None) -> str:
    """A date as it is said, with its weekday: "Thu 12 March 2016"."""
    if day is None:
        return ""
    local = timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day
    return date_format(local, "D j F Y")


@register.filter
def said_short(day: date | datetime | None) -> str:
    """A date without weekday and year: "12 March"."""
    if day is None:
        return ""
    local = timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day
    return date_format(local, "j F")


@register.filter
def clock_time(moment: datetime | None) -> str:
    """The time by the clock on the wall: "8:04"."""
    return "" if moment is None else date_format(timezone.localtime(moment), "G:i")


@register.filter
def figure(number: float | None) -> str:
    """A number without needless decimals: 5.0 -> "5", 26.25 -> "26.3"."""
    return "" if number is None else f"{number:.1f}".removesuffix(".0")


@register.filter
def drawn(svg: str) -> SafeString:
    """SVG that our own chart code made (it escapes every text it is given)."""
    return mark_safe(svg)  # noqa: S308
