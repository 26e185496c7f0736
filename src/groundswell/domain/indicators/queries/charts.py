"""The words that every chart of an indicator carries."""

from collections.abc import Mapping
from typing import Any

from groundswell.core.charts import Captions
from groundswell.domain.indicators.queries.opened import IndicatorHere
from groundswell.domain.indicators.said import PERIOD_WORDS, unit_of


def captions(here: IndicatorHere, title: str, **more: Any) -> Captions:
    """Title, unit and source; `more` as `Captions` takes it."""
    settled: Mapping[str, Any] = {"period_word": PERIOD_WORDS[here.period], "value_word": here.indicator.name}
    return Captions(title=title, unit=unit_of(here.indicator), source=source_of(here), **{**settled, **more})


def source_of(here: IndicatorHere) -> str:
    """Which numbers these are: the release, the edition, and who set the line."""
    authority = here.entry.authorities.get(here.when[0], "") if here.when else ""
    told = f"release {here.manifest.number} of the district's student data, edition {here.entry.edition}"
    return f"{told}; {authority}" if authority else told
