"""Addresses within one indicator's page: the same choices in another tab, or one choice changed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from groundswell.domain.indicators.queries import Choice
from groundswell.domain.places.models import Place


@dataclass(frozen=True)
class Address:
    """The page of one indicator at one place, with what was chosen."""

    place: Place
    indicator: str
    choice: Choice
    tab: str

    @property
    def bare(self) -> str:
        return reverse("place_indicator", args=[self.place.code, self.indicator])

    def with_(self, **changed: str) -> str:
        """The same look with some choices changed; an empty one is left out."""
        query = self.query(**changed)
        return f"{self.bare}?{query}" if query else self.bare

    def file(self, kind: str) -> str:
        """The same look as a file: csv, xlsx or pdf."""
        address = reverse("indicator_file", args=[self.place.code, self.indicator, kind])
        query = self.query()
        return f"{address}?{query}" if query else address

    def query(self, **changed: str) -> str:
        """What was chosen, as it stands behind the question mark."""
        choice = self.choice
        query = {
            "tab": self.tab,
            "period": choice.period,
            "year": choice.year,
            "when": choice.when,
            "set": choice.group_set,
            "group": choice.group,
            "order": choice.order,
        } | changed
        return urlencode({name: text for name, text in query.items() if text})
