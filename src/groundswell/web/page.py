"""One way to answer with a page: the view model, the frame round it, and the part htmx asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from groundswell.web.navigation import navigation
from groundswell.web.where import Where

__all__ = ["Where", "render_page"]


def render_page(
    request: HttpRequest,
    template: str,
    *,
    page: object,
    where: Where,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or its partial named `part` when htmx asked. One URL, one template."""
    asked_by_htmx = bool(getattr(request, "htmx", False))
    name = f"{template}#{part}" if part and asked_by_htmx else template
    context = {"page": page, "where": where, "nav": navigation(request, where)}
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response
