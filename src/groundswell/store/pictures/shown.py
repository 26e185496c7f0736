"""Charts that show themselves in a notebook."""

import base64
from dataclasses import dataclass
from html import escape

from groundswell.core.charts.canvas import clean
from groundswell.core.charts.spec import ChartSpec
from groundswell.core.charts.styles import PAPER
from groundswell.store.pictures.drawing import on_light, size_of
from groundswell.store.pictures.words import Charts, cannot_tell, heading, listed, source_line


@dataclass(frozen=True, slots=True)
class Shown:
    """What `show` hands to the notebook. Printed, it is the words alone."""

    specs: tuple[ChartSpec, ...]
    width: float
    height: float

    def _repr_html_(self) -> str:
        """The drawing on light ground, with its words and its table, whatever the notebook's own colors."""
        return "".join(_figure(spec, self.width, self.height) for spec in self.specs)

    def __str__(self) -> str:
        return "\n\n".join(spec.alt for spec in self.specs)

    __repr__ = __str__


def show(charts: Charts, *, width: float = 760, height: float = 300) -> Shown:
    """Show one chart or several as the last line of a notebook cell; sizes in pixels, as in `to_svg`."""
    return Shown(listed(charts), width, height)


def _figure(spec: ChartSpec, width: float, height: float) -> str:
    """Colors are written out: a notebook has no style sheet of ours. The drawing is an image with words."""
    svg = on_light(spec, width, height)
    across, down = size_of(svg)
    data = base64.b64encode(svg.encode("utf-8")).decode()
    ground = f"background:{PAPER};color:#1b2029;font:14px/1.5 system-ui,sans-serif;padding:12px 16px;max-width:{across + 32:g}px"
    return (
        f'<div style="{ground}"><b>{_text(heading(spec))}</b><p>{_text(spec.sentence)}</p>'
        f'<img alt="{_text(spec.alt)}" width="{across:g}" height="{down:g}" src="data:image/svg+xml;base64,{data}">'
        f"<p>{_text(cannot_tell(spec))}</p><p>{_text(source_line(spec))} {_text(spec.method)}</p>"
        f"{_table(spec)}</div>"
    )


def _table(spec: ChartSpec) -> str:
    if not spec.table.header:
        return ""
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in spec.table.header)
    rows = "".join(f"<tr>{''.join(f'<td>{_text(c)}</td>' for c in row)}</tr>" for row in spec.table.rows)
    return f"<details><summary>The numbers</summary><table><tr>{head}</tr>{rows}</table></details>"


def _text(words: str) -> str:
    return escape(clean(words))
