"""Give the fonts for PDF and PNG the digits that pages use: python -m tools.pdf_figures.

On a page the style sheet takes digits from another font, because Atkinson's slashed zero reads as code among
percentages. Typst cannot mix fonts inside a drawing, so the digits are put into the font itself. Running it
again changes nothing.
"""

from pathlib import Path

from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).resolve().parent.parent / "src" / "groundswell" / "static" / "fonts"
WEIGHTS = {"AtkinsonHyperlegibleNext-Regular.ttf": 400, "AtkinsonHyperlegibleNext-SemiBold.ttf": 600}
SIZE_ADJUST = 1.08  # as in static/css/tokens.css
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def main() -> None:
    for name, weight in WEIGHTS.items():
        font = TTFont(FONTS / "pdf" / name, recalcTimestamp=False)
        figures = instantiateVariableFont(TTFont(FONTS / "figures.woff2"), {"wght": weight})
        _take(font, figures)
        font.save(FONTS / "pdf" / name)
        print(f"{name}: digits of weight {weight}")


def _take(font: TTFont, figures: TTFont) -> None:
    scale = SIZE_ADJUST * font["head"].unitsPerEm / figures["head"].unitsPerEm
    outlines = figures.getGlyphSet()
    for glyph in NAMES:
        pen = TTGlyphPen(None)
        outlines[glyph].draw(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
        font["glyf"][glyph] = pen.glyph()
        width, _ = figures["hmtx"][glyph]
        font["glyf"][glyph].recalcBounds(font["glyf"])
        font["hmtx"][glyph] = (round(width * scale), font["glyf"][glyph].xMin)


if __name__ == "__main__":
    main()
