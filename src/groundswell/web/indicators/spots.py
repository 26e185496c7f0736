"""Where released data are looked at."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from groundswell.core.indicators.definition import Indicator
from groundswell.domain.access.actor import Actor
from groundswell.domain.indicators.definitions import definitions
from groundswell.domain.indicators.queries import DataHere, data_at
from groundswell.domain.places.models import Place


def find_data(by: Actor, code: str) -> DataHere:
    """404 when the place is not there for this person. Refused when its numbers are not theirs to see."""
    return data_at(by, get_object_or_404(Place.objects.visible_to(by), code=code))


def known_indicator(code: str) -> Indicator:
    """404 when nobody has defined it."""
    found = definitions().get(code)
    if found is None:
        raise Http404
    return found
