"""One HTML file of one chart or many: no script, nothing loaded, every point reachable with the keyboard."""

from html import escape

from groundswell.core.charts.canvas import clean
from groundswell.core.charts.spec import ChartSpec
from groundswell.core.charts.svg import to_svg
from groundswell.store.pictures.drawing import size_of, unlinked, without_tips
from groundswell.store.pictures.look import policy, style
from groundswell.store.pictures.stops import Stop, explained, stops
from groundswell.store.pictures.words import (
    Charts,
    cannot_tell,
    heading,
    listed,
    short_reading,
    source_line,
)

ROOM_FOR_A_TIP = 110.0
DENSE = 40
Forms = tuple[tuple[str, float, float], ...]


def html(
    charts: Charts,
    *,
    width: float = 760,
    height: float = 300,
    phone_width: float = 350,
    phone_height: float = 220,
    title: str = "",
) -> str:
    """A whole page as text, which works under the strict content security policy that it carries.

    One chart is there in its wide and in its phone form, and the reader's width picks. Several become small
    charts side by side in the phone form, in the order given, with a list of links on top. `title` heads a
    page of several. Widths and heights are pixels, as in `to_svg`. Raises ValueError when there is no chart.
    """
    specs, rules = listed(charts), list[str]()
    forms: Forms
    if len(specs) == 1:
        forms = (("wide", width, height), ("phone", phone_width, phone_height))
        body = _chart(specs[0], 1, level=1, forms=forms, rules=rules)
        named = title or specs[0].title
    else:
        named = title or f"{len(specs)} charts"
        forms = (("", phone_width, phone_height),)
        each = "".join(_chart(s, n, level=2, forms=forms, rules=rules) for n, s in enumerate(specs, 1))
        body = f'<h1>{_text(named)}</h1>{_links(specs)}<div class="grid">{each}</div>'
    css = "\n".join((style(), *rules))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(css))}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(named)}</title>\n<style>{css}</style>\n</head>\n"
        f"<body>\n<main{_class('many' if len(specs) > 1 else '')}>{body}</main>\n</body>\n</html>\n"
    )


def _text(words: str) -> str:
    return escape(clean(words))


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _links(specs: tuple[ChartSpec, ...]) -> str:
    rows = (
        f'<li><a href="#c{n}">{_text(spec.title)}</a><span>{_text(short_reading(spec))}</span></li>'
        for n, spec in enumerate(specs, 1)
    )
    return f'<nav aria-label="Charts on this page"><ul class="list">{"".join(rows)}</ul></nav>'


def _chart(
    spec: ChartSpec,
    number: int,
    *,
    level: int,
    forms: Forms,
    rules: list[str],
) -> str:
    key = f"c{number}"
    drawn = "".join(_stage(spec, key, name, (w, h), rules) for name, w, h in forms)
    limits = cannot_tell(spec)
    return (
        f'<article class="chart" id="{key}" aria-labelledby="{key}-h">'
        f'<h{level} id="{key}-h">{_text(heading(spec))}</h{level}>'
        f'<p class="sentence">{_text(spec.sentence)}</p>'
        + (f'<p class="cannot">{_text(limits)}</p>' if limits else "")
        + f"<figure>{drawn}</figure>"
        f'<p class="source" id="{key}-after">{_text(source_line(spec))}</p>'
        f'<p class="method">How it was made: {_text(spec.method)}</p>{_table(spec, key)}</article>'
    )


def _stage(spec: ChartSpec, chart: str, name: str, size: tuple[float, float], rules: list[str]) -> str:
    """One form of the drawing with its points laid over it; their places go to `rules`."""
    (width, height), key = size, f"{chart}-{name or 'only'}"
    svg = to_svg(explained(unlinked(spec)), width=width, height=height, ids_prefix=key)
    found = stops(svg)
    full_width, full_height = size_of(svg)
    rules += [
        f"#{key} .p{n}{{left:{100 * s.x / full_width:.2f}%;top:{100 * s.y / full_height:.2f}%}}"
        for n, s in enumerate(found)
    ]
    looks = " ".join(
        filter(None, ("stage", f"gs-{name}" if name else "", "dense" if len(found) > DENSE else ""))
    )
    return f'<div class="{looks}" id="{key}">{_points(found, chart, full_width)}{without_tips(svg)}</div>'


def _points(found: tuple[Stop, ...], chart: str, width: float) -> str:
    if not found:
        return ""
    each = "".join(
        f'<span class="pt p{n} {_side(stop, width)}" tabindex="0" role="img" aria-label="{_text(stop.words)}"></span>'
        for n, stop in enumerate(found)
    )
    return (
        f'<a class="skip" href="#{chart}-after">Skip the {len(found)} points of this chart</a>'
        f'<div role="group" aria-label="Points, {len(found)}">{each}</div>'
    )


def _side(stop: Stop, width: float) -> str:
    """Where the tip opens, so that it stays on the page."""
    across = "end" if stop.x > 0.6 * width else "mid" if stop.x > 0.4 * width else ""
    return f"{across} {'under' if stop.y < ROOM_FOR_A_TIP else ''}".strip()


def _table(spec: ChartSpec, key: str) -> str:
    if not spec.table.header:
        return ""
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in spec.table.header)
    rows = "".join(_row(row) for row in spec.table.rows)
    return (
        f'<details id="{key}-table"><summary>The numbers, as a table</summary>'
        f'<div class="rows" tabindex="0" role="region" aria-labelledby="{key}-cap">'
        f'<table><caption id="{key}-cap">{_text(spec.title)}: the numbers</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _row(row: tuple[str, ...]) -> str:
    first, *rest = row
    return (
        f'<tr><th scope="row">{_text(first)}</th>{"".join(f"<td>{_text(cell)}</td>" for cell in rest)}</tr>'
    )
