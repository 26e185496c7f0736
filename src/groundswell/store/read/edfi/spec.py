"""Every Ed-Fi resource that we read."""

from groundswell.store.read.edfi.fields import Resource
from groundswell.store.read.edfi.outcomes import OUTCOMES
from groundswell.store.read.edfi.people import PEOPLE
from groundswell.store.read.edfi.places import PLACES
from groundswell.store.read.edfi.surveys import SURVEYS

RESOURCES: dict[str, Resource] = {each.name: each for each in (*PLACES, *PEOPLE, *OUTCOMES, *SURVEYS)}
BY_ELEMENT: dict[str, Resource] = {each.element: each for each in RESOURCES.values()}
BY_FILE: dict[str, Resource] = {each.name.lower(): each for each in RESOURCES.values()}
