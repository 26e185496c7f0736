"""PNG and PDF by Typst, from the same drawing. Words and drawings go in as data, never into the template."""

import json
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

import groundswell
from groundswell.core.charts.spec import ChartSpec
from groundswell.store.pictures.described import described
from groundswell.store.pictures.drawing import on_light, size_of
from groundswell.store.pictures.words import Charts, cannot_tell, heading, listed, source_line

TEMPLATE = Path(__file__).with_name("sheet.typ")
FONTS = Path(groundswell.__file__).parent / "static" / "fonts" / "pdf"
MARGIN, GUTTER = 16, 28
PIXELS_PER_INCH = 72  # one pixel of the drawing is one point of the sheet
DOCUMENT_WIDTH = 640.0
WORDS = {"numbers": "The numbers", "method": "How it was made:"}
_one_at_a_time = threading.Lock()


class UndrawableTextError(ValueError):
    """A character that no font at hand can draw. The message names it and says what to do."""


def png(
    charts: Charts,
    *,
    width: float = 760,
    height: float = 300,
    scale: float = 2,
    columns: int = 1,
    caption: bool = True,
) -> bytes:
    """One picture of one chart, or of several in `columns`.

    `width` and `height` are pixels of each drawing, as in `to_svg`; the file has `scale` times as many. With
    `caption`, the title, sentence, source and method stand around the drawing, as every chart shown alone
    needs; without it, it is the drawing alone. The words for people who do not see it are in the file's
    Title and Description. Raises ValueError for no chart or a size that is not above zero.
    """
    _sound(width=width, height=height, scale=scale, columns=columns)
    specs = listed(charts)
    columns = min(int(columns), len(specs))
    data = _data(specs, width, height) | {
        "kind": "picture",
        "caption": caption,
        "columns": columns,
        "width": columns * width + (columns - 1) * GUTTER + 2 * MARGIN,
        "margin": MARGIN,
    }
    image = _typeset(data, form="png", ppi=PIXELS_PER_INCH * scale)
    return described(image, title=str(data["title"]), words=" ".join(spec.alt for spec in specs))


def pdf(
    charts: Charts,
    *,
    width: float = DOCUMENT_WIDTH,
    height: float = 280,
    title: str = "",
    paper: Literal["us-letter", "a4"] = "us-letter",
    tables: bool = True,
    notes: Sequence[tuple[str, Sequence[str]]] = (),
) -> bytes:
    """A tagged document (PDF/UA-1), one chart to a page: sentence, drawing, source, method and the numbers.

    `width` is in pixels; from 640 on the drawing fills the page. `title` names the document, by default
    after its first chart. `tables=False` leaves the numbers out. `notes` follow at the end: a heading with its
    paragraphs each. Raises UndrawableTextError for a character
    that no font has, ValueError for no chart or a size that is not above zero.
    """
    _sound(width=width, height=height)
    specs = listed(charts)
    data = _data(specs, width, height) | {
        "kind": "document",
        "paper": paper,
        "widest": max(width, DOCUMENT_WIDTH),
        "words": WORDS,
        "notes": [{"heading": heading, "paragraphs": list(told)} for heading, told in notes],
    }
    if title:
        data["title"] = title
    if not tables:
        data["charts"] = [chart | {"header": []} for chart in data["charts"]]
    return _typeset(data, form="pdf", ppi=None)


def _sound(**sizes: float) -> None:
    for name, size in sizes.items():
        if not size > 0:
            raise ValueError(f"{name} is {size}. A picture needs a {name} above zero.")


def _data(specs: tuple[ChartSpec, ...], width: float, height: float) -> dict[str, Any]:
    return {"title": _title(specs), "charts": [_chart(spec, width, height) for spec in specs]}


def _title(specs: tuple[ChartSpec, ...]) -> str:
    more = len(specs) - 1
    return specs[0].title if not more else f"{specs[0].title} and {more} more"


def _chart(spec: ChartSpec, width: float, height: float) -> dict[str, object]:
    svg = on_light(spec, width, height)
    return {
        "svg": svg,
        "width": size_of(svg)[0],
        "alt": spec.alt,
        "heading": heading(spec),
        "sentence": spec.sentence,
        "cannot_tell": cannot_tell(spec),
        "source": source_line(spec),
        "method": spec.method,
        "header": spec.table.header,
        "rows": spec.table.rows,
    }


def _typeset(data: dict[str, Any], *, form: Literal["png", "pdf"], ppi: float | None) -> bytes:
    text = json.dumps(data)
    standards: list[Literal["ua-1"]] = ["ua-1"] if form == "pdf" else []
    with _one_at_a_time:
        try:
            made = _compiler(_beyond_our_fonts(json.dumps(data, ensure_ascii=False))).compile(
                format=form, ppi=ppi, sys_inputs={"data": text}, pdf_standards=[*standards]
            )
        except typst.TypstError as problem:
            if "could not be displayed" not in str(problem):
                raise
            raise UndrawableTextError(
                f"No font at hand can draw part of the words of {data['title']}: {problem}. "
                "Install a font for that script, or write the words in another one."
            ) from problem
    if not isinstance(made, bytes):
        raise TypeError(f"{data['title']}: one sheet was asked for, and {type(made).__name__} came back.")
    return made


@lru_cache(maxsize=2)
def _compiler(with_system_fonts: bool) -> typst.Compiler:  # noqa: FBT001
    """Reading fonts takes longer than drawing, so it is done once."""
    return typst.Compiler(str(TEMPLATE), font_paths=[str(FONTS)], ignore_system_fonts=not with_system_fonts)


def _beyond_our_fonts(text: str) -> bool:
    """Scripts other than Latin need the fonts of this computer; signs up to U+22FF are in Typst's own."""
    return any(sign > "\u024f" and not "\u2000" <= sign <= "\u22ff" for sign in text)
