"""The tree of places in one school year: which district and network a school belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw

from groundswell.core.indicators.results import PlaceKind
from groundswell.store.query.engines import Engine

NETWORK = "network"


@dataclass
class Places:
    """`rows` of organizations in one school year, and the kind of place that is asked for."""

    rows: list[dict[str, Any]]
    kind: PlaceKind

    @cached_property
    def _known(self) -> dict[str, tuple[str, str | None]]:
        return {row["org_id"]: (row["type"], row["parent_id"]) for row in self.rows}

    @cached_property
    def names(self) -> dict[str, str]:
        """What each place is called."""
        return {row["org_id"]: row["name"] for row in self.rows} | {self.network: self._network_name()}

    def _network_name(self) -> str:
        return next((row["name"] for row in self.rows if row["org_id"] == self.network), "All districts")

    @cached_property
    def network(self) -> str:
        """The one network, or a name of our own where the data name none or several."""
        found = [name for name, (kind, _) in self._known.items() if kind == "network"]
        return found[0] if len(found) == 1 else NETWORK

    @cached_property
    def districts(self) -> dict[str, str]:
        """Each school's district, for schools that have one."""
        found = {school: self.district_of(school) for school in self._known}
        return {school: district for school, district in found.items() if district is not None}

    def district_of(self, school: str) -> str | None:
        place: str | None = school
        seen: set[str] = set()
        while place in self._known and place not in seen:
            seen.add(place)
            kind, parent = self._known[place]
            if kind == "district":
                return place
            place = parent
        return None

    def above(self, school: str) -> str:
        """The school's district, or the school itself where none is known."""
        return self.districts.get(school, school)

    def schools_in(self, districts: Iterable[str], schools: Iterable[str]) -> list[str]:
        wanted = set(districts)
        return sorted(school for school in set(schools) if self.above(school) in wanted)

    @property
    def schools(self) -> list[str]:
        return [name for name, (kind, _) in self._known.items() if kind == "school"]


def tree(engine: Engine, school_years: Iterable[int]) -> Places:
    """Every place of several school years, each as it was in the last one that knows it."""
    rows = engine.rows(engine.table("organizations").filter(nw.col("school_year").is_in(list(school_years))))
    latest = {row["org_id"]: row for row in sorted(rows, key=lambda row: row["school_year"])}
    return Places(list(latest.values()), "network")
