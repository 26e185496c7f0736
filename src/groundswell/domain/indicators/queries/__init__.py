"""Reads of released numbers, as frozen values. Nothing here sees a student's row."""

from groundswell.domain.indicators.queries.definition import DefinitionView, definition_view
from groundswell.domain.indicators.queries.groups import GroupsView, groups_view
from groundswell.domain.indicators.queries.opened import (
    Choice,
    DataHere,
    IndicatorHere,
    data_at,
    indicator_at,
)
from groundswell.domain.indicators.queries.over_time import TimeView, time_view
from groundswell.domain.indicators.queries.schools import SchoolsView, schools_view
from groundswell.domain.indicators.queries.similar import SimilarView, similar_view

from groundswell.domain.indicators.queries.catalog import DataCatalog, IndicatorCard, catalog  # isort: skip

__all__ = [
    "Choice", "DataCatalog", "DataHere", "DefinitionView", "GroupsView", "IndicatorCard", "IndicatorHere",
    "SchoolsView", "SimilarView", "TimeView", "catalog", "data_at", "definition_view", "groups_view",
    "indicator_at", "schools_view", "similar_view", "time_view",
]  # fmt: skip
