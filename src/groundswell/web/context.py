"""What every template may use: the frame round the page."""

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    """`demo` says that the example network runs here. `actor` is who looks."""
    return {"demo": settings.DEMO, "actor": getattr(request, "actor", None)}
