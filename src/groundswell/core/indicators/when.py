"""School years and the periods in them, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.results import CannotCompute
from groundswell.core.indicators.written_examples import year_label


@dataclass(frozen=True, slots=True)
class Span:
    """One period: its name, first and last day."""

    label: str
    first: date
    last: date


def day_in_year(day: date) -> int:
    """A day's place in a school year that begins in July: months since July times 100, plus the day."""
    return (day.month + 5) % 12 * 100 + day.day


def spans(period: Period, school_year: int, span: tuple[date, date], terms: Iterable[Span]) -> list[Span]:
    """Every period of a school year between its first and last day, in order."""
    first, last = span
    if period == "school_year":
        return [Span(year_label(school_year), first, last)]
    if period == "term":
        return sorted(terms, key=lambda term: term.first)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    found: dict[str, list[date]] = {}
    for day in days:
        found.setdefault(label_of(period, day), []).append(day)
    return [Span(label, held[0], held[-1]) for label, held in found.items()]


def label_of(period: Period, day: date) -> str:
    """The name of a day's month (2025-09), week (its Monday) or the day itself."""
    if period == "month":
        return f"{day.year}-{day.month:02d}"
    return (day - timedelta(days=day.weekday()) if period == "week" else day).isoformat()


def year_span(
    school_year: int, instructional: tuple[date | None, date | None], sessions: Iterable[Mapping[str, Any]]
) -> tuple[date, date]:
    """First and last day of instruction; else of the sessions; else 1 July to 30 June."""
    if instructional[0] and instructional[1]:
        return instructional[0], instructional[1]
    listed = list(sessions)
    if listed:
        return min(each["start_date"] for each in listed), max(each["end_date"] for each in listed)
    return date(school_year - 1, 7, 1), date(school_year, 6, 30)


def terms_of(sessions: Iterable[Mapping[str, Any]], school_year: int) -> list[Span]:
    """The terms of a year by title, or its semesters where it has no terms.

    Raises `CannotCompute` when there are none or two of them overlap.
    """
    listed = list(sessions)
    kind = "term" if any(each["type"] == "term" for each in listed) else "semester"
    found: dict[str, Span] = {}
    for each in (each for each in listed if each["type"] == kind):
        held = found.get(each["title"], Span(each["title"], each["start_date"], each["end_date"]))
        first, last = min(held.first, each["start_date"]), max(held.last, each["end_date"])
        found[each["title"]] = Span(each["title"], first, last)
    ordered = sorted(found.values(), key=lambda span: span.first)
    if not ordered:
        raise CannotCompute(f"No terms are known for {year_label(school_year)}. Ask for months instead.")
    for before, after in pairwise(ordered):
        if after.first <= before.last:
            raise CannotCompute(
                f"The terms {before.label} and {after.label} of {year_label(school_year)} overlap, so a day "
                "has no one term. Ask for months instead."
            )
    return ordered
