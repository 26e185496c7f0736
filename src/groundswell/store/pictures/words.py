"""The words that stand beside a picture, from its specification."""

import re
from collections.abc import Sequence

from groundswell.core.charts.spec import ChartSpec

Charts = ChartSpec | Sequence[ChartSpec]
_CANNOT_TELL = re.compile(r"What this cannot tell.*?(?= Source: |$)", re.DOTALL)


def listed(charts: Charts) -> tuple[ChartSpec, ...]:
    """One chart or several, as several. Raises ValueError when there is none."""
    specs = (charts,) if isinstance(charts, ChartSpec) else tuple(charts)
    if not specs:
        raise ValueError("There is no chart to draw. Hand over at least one ChartSpec.")
    return specs


def heading(spec: ChartSpec) -> str:
    """The title with its unit, unless the title says the unit already."""
    unit = spec.unit.strip()
    said = not unit or re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", spec.title, re.IGNORECASE)
    return spec.title if said else f"{spec.title} ({unit})"


def cannot_tell(spec: ChartSpec) -> str:
    """The sentence on what the chart cannot tell, which every reading ends with; empty when there is none."""
    if "What this cannot tell" in spec.sentence:
        return ""
    found = _CANNOT_TELL.search(spec.alt)
    return found.group().strip() if found else ""


def short_reading(spec: ChartSpec) -> str:
    """The first sentence of the reading."""
    return re.split(r"(?<=[.?])\s", spec.sentence, maxsplit=1)[0]


def source_line(spec: ChartSpec) -> str:
    """Where the numbers are from, with its name."""
    return f"Source: {spec.source.rstrip('.')}."
