"""The shapes that stand beside words: signal marks, status pips, verdict rings, tally strokes."""

MARKS = {
    "improving": '<path d="M5 0 10 5 5 10 0 5Z"/>',
    "different": '<path d="M1 1h8v8H1Z"/>',
    "look-again": '<path d="M5 .4 10 9.6H0Z"/>',
    "no-signal": '<circle cx="5" cy="5" r="5"/>',
}
_RING = '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.8"/>'
PIPS = {
    "not-tested": _RING,
    "planned": _RING + '<path fill="currentColor" d="M8 8V2a6 6 0 0 1 6 6Z"/>',
    "testing": _RING + '<path fill="currentColor" d="M8 2a6 6 0 0 1 0 12Z"/>',
    "adopted": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    "set-down": _RING + '<path fill="none" stroke="currentColor" stroke-width="1.8" d="M4.5 8h7"/>',
}
VERDICTS = {
    "held": "M7 9.5h8M7 13h8",
    "differed": "M7 9.5h8M7 13h8M13.5 6.5l-5 9.5",
    "unclear": "M9 9.2a2.2 2.2 0 1 1 3 2c-.7.3-1 .8-1 1.6M11 15.6v.1",
}
GROUP_WIDTH, STROKE_GAP, HEIGHT = 32, 6, 20
LARGEST_TALLY = 60


def mark_svg(kind: str) -> str:
    """◆ improving, ▲ look again, ● no signal; nothing for a reading without a shape."""
    drawing = MARKS.get(kind)
    return f'<svg class="mark" viewBox="0 0 10 10" aria-hidden="true">{drawing}</svg>' if drawing else ""


def pip_svg(status: str) -> str:
    """○ ◔ ◑ ● ⊖. Raises KeyError for a status without a pip."""
    return f'<svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">{PIPS[status]}</svg>'


def verdict_svg(verdict: str) -> str:
    """= held, ≠ differed, ? unclear, in a ring: neither tick nor cross. Raises KeyError for another word."""
    ring = '<circle cx="11" cy="11" r="9.5"/>'
    pen = 'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"'
    size = 'viewBox="0 0 22 22" width="22" height="22"'
    return f'<svg {size} aria-hidden="true" {pen}>{ring}<path d="{VERDICTS[verdict]}"/></svg>'


def strokes_svg(number: int) -> str:
    """Tally strokes in fives, as on paper. Past `LARGEST_TALLY` the figure speaks alone."""
    if not 0 < number <= LARGEST_TALLY:
        return ""
    fives, rest = divmod(number, 5)
    path = "".join(_five(index * GROUP_WIDTH) for index in range(fives)) + _single(fives * GROUP_WIDTH, rest)
    width = fives * GROUP_WIDTH + rest * STROKE_GAP + 4
    size = f'viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}"'
    return f'<svg class="strokes" {size} aria-hidden="true"><path d="{path}"/></svg>'


def _single(start: int, count: int) -> str:
    return "".join(f"M{start + 4 + STROKE_GAP * i} 2l-1.5 16" for i in range(count))


def _five(start: int) -> str:
    return _single(start, 4) + f"M{start} 14l25-8"
