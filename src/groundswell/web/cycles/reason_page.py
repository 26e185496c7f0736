"""A page that asks one thing: why."""

from dataclasses import dataclass

from django import forms

from groundswell.domain.cycles.models import Cycle
from groundswell.web.design.nav import Link


@dataclass(frozen=True)
class ReasonPage:
    title: str
    why: str
    button: str
    cycle: Cycle
    form: forms.Form
    crumb: tuple[Link, ...]
