"""The request as our views receive it, and the actor behind it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from groundswell.domain.access.actor import Actor

if TYPE_CHECKING:
    from groundswell.domain.people.models import Person


class Request(HttpRequest):
    """A request after our middleware ran. Only a type: Django makes the object."""

    actor: Actor
    htmx: HtmxDetails
    user: "Person"
