"""The explorer's page without any indicator query: what its reads gave the first time is handed to it again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from groundswell.store.release import reading
from groundswell.web.indicators import views

READS = ("current", "places", "numbers")
_kept: dict[tuple[str, str], Any] = {}
_asking = threading.local()


def hold_reads() -> None:
    """From now on every read of a release asks first whether this thread is to be handed what is kept."""
    for name in READS:
        setattr(reading, name, _holding(name, getattr(reading, name)))


def held_indicator(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The page of `views.indicator`, whose reads are made the first time alone."""
    _asking.held = True
    try:
        return views.indicator(request, code=code, indicator=indicator)
    finally:
        _asking.held = False


def _holding(name: str, read: Callable[..., Any]) -> Callable[..., Any]:
    def ask(store: object, *asked: Any, **named: Any) -> Any:
        if not getattr(_asking, "held", False):
            return read(store, *asked, **named)
        key = (name, f"{asked[1:]}{sorted(named.items())}")
        if key not in _kept:
            _kept[key] = read(store, *asked, **named)
        return _kept[key]

    return ask
