"""The drawing itself as SVG that leads nowhere and carries its look, ready for a file."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from groundswell.core.charts.spec import ChartSpec
from groundswell.core.charts.svg import to_svg

# Links and a chosen point belong to a page of ours, not to a file.
OF_A_PAGE = {"href": "", "selected": False}
_TIP = re.compile(r"<title>[^<]*</title>")
_GROUND = re.compile(r'<rect class="gs-paper"[^>]*/>')
_DARK = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\}")


def alone(spec: ChartSpec, width: float, height: float) -> str:
    """SVG that needs no style sheet; on a dark screen it turns dark."""
    svg = to_svg(unlinked(spec), width=width, height=height, ids_prefix="chart", standalone=True)
    return without_tips(svg)


def on_light(spec: ChartSpec, width: float, height: float) -> str:
    """The same in its light look wherever it is shown, without ground: it lies on a sheet of ours."""
    return _GROUND.sub("", _DARK.sub("", alone(spec, width, height)))


def unlinked(spec: ChartSpec) -> ChartSpec:
    """The same chart without links and without a chosen point."""
    return replace(spec, body=_unlinked(spec.body))


def _unlinked(value: Any) -> Any:
    """Through all the parts of a drawing, whatever they are."""
    if type(value) is tuple:
        return tuple(_unlinked(each) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    new = {f.name: OF_A_PAGE.get(f.name, _unlinked(getattr(value, f.name))) for f in fields(value)}
    return replace(value, **new)


def without_tips(svg: str) -> str:
    """Without the browser's own tips; the chart's title, which has an id, stays."""
    return _TIP.sub("", svg)


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a drawing in its own pixels."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if found is None:
        raise ValueError("This drawing does not say its size.")
    return float(found.group(1)), float(found.group(2))
