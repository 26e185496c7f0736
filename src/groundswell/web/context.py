"""What every template may use: the frame round the page."""

from django.conf import settings
from django.http import HttpRequest

from groundswell.web.tour.strip import tour_strip


def frame(request: HttpRequest) -> dict[str, object]:
    """`demo` says that the example network runs here. `actor` is who looks. `tour` is the strip, if one is on."""
    return {"demo": settings.DEMO, "actor": getattr(request, "actor", None), "tour": tour_strip(request)}
