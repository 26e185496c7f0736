"""What every request passes through: who acts, how a refusal looks, and what may be stored."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from groundswell import clock
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import Refused
from groundswell.domain.people.models import Person
from groundswell.domain.projects.queries import actor_for
from groundswell.domain.refusals import NotNow
from groundswell.domain.versions import Conflict
from groundswell.web import errors

Handler = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Put the actor on the request. Roles are read for each request, so revoking works at once."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now, request_id = clock.now(), uuid.uuid4().hex[:16]
        actor = Actor(person_id=None, name="", now=now, request_id=request_id)
        if isinstance(request.user, Person):
            actor = actor_for(request.user, now=now, request_id=request_id)
        request.actor = actor  # type: ignore[attr-defined]
        return self.get_response(request)


class RefusalMiddleware:
    """Turn the domain's refusals into pages: not allowed, not now, changed meanwhile."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return errors.not_allowed(request, str(exception))
        if isinstance(exception, NotNow):
            return errors.not_now(request, exception.reasons)
        if isinstance(exception, Conflict):
            return errors.changed_meanwhile(request, exception)
        return None


class PrivateResponseMiddleware:
    """Pages behind sign-in are never kept by a browser or a proxy."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
