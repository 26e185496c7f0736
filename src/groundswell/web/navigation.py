"""The rail and the running head: the project in the order of the three questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from groundswell.web.page import Where


def navigation(request: HttpRequest, where: Where) -> object:
    """What the frame shows round a page."""
    return None
