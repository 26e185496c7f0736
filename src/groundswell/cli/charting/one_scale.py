"""Several charts in one file on one y scale, so that they can be compared; and the note that says so."""

from collections.abc import Sequence
from dataclasses import replace

from groundswell.core.charts import ChartSpec
from groundswell.core.charts.marks import NumberPlot, Panel, Plot

SHARED = "The {count} charts of this file share one vertical scale."

OWN = "The {count} charts of this file have scales of their own: compare shapes, not heights."


def on_own_scales(specs: Sequence[ChartSpec]) -> list[ChartSpec]:
    """The same charts; several of them say that their heights do not compare."""
    several = sum(bool(_panels(spec)) for spec in specs) > 1
    note = f" {OWN.format(count=len(specs))}" if several else ""
    return [replace(spec, method=f"{spec.method}{note}") for spec in specs]


def on_one_scale(specs: Sequence[ChartSpec]) -> list[ChartSpec]:
    """The same charts with bounds that hold all of them, panel by panel.

    Charts of one scale by nature (Pareto) and charts that measure in several units stay as they are.
    """
    columns = list(zip(*(_panels(spec) for spec in specs), strict=False))
    if len(specs) < 2 or not columns or any(len({p.unit for p in column}) > 1 for column in columns):
        return list(specs)
    bounds = [(min(p.low for p in column), max(p.high for p in column)) for column in columns]
    note = SHARED.format(count=len(specs))
    return [replace(_bounded(spec, bounds), method=f"{spec.method} {note}") for spec in specs]


def _panels(spec: ChartSpec) -> tuple[Panel, ...]:
    if isinstance(spec.body, NumberPlot):
        return (spec.body.panel,)
    return spec.body.panels if isinstance(spec.body, Plot) else ()


def _bounded(spec: ChartSpec, bounds: Sequence[tuple[float, float]]) -> ChartSpec:
    panels = tuple(
        replace(panel, low=low, high=high) for panel, (low, high) in zip(_panels(spec), bounds, strict=True)
    )
    if isinstance(spec.body, NumberPlot):
        return replace(spec, body=replace(spec.body, panel=panels[0]))
    return replace(spec, body=replace(spec.body, panels=panels)) if isinstance(spec.body, Plot) else spec
