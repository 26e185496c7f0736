"""Looks by class, for a file that stands alone.

On a page static/css/charts.css styles the same classes.
Colors are the light palette of the design notes; a file that stands alone also carries the dark one.
"""

from functools import cache

PAPER, WASH = "#fbfaf6", "#f4f2ea"
INK, INK2, INK3 = "#1b2029", "#494f5a", "#666b74"
RULE, RULE2 = "#dcd9cd", "#86847a"
ACC, IMP, CON, COM = "#7a2350", "#1a5a99", "#a84300", "#6d727a"

BAND, VEIL = "#eeece2", "#c9c6b8"

DARK = {
    PAPER: "#1b1a18",
    WASH: "#26241f",
    INK: "#ece7db",
    INK2: "#c2bdb1",
    INK3: "#a09a8e",
    RULE: "#3a3731",
    RULE2: "#8b8579",
    ACC: "#dc9fbc",
    IMP: "#86b8ea",
    CON: "#f0a263",
    COM: "#a9a69e",
    BAND: "#282622",
    VEIL: "#4d4a44",
}

Look = dict[str, str]


def _stroke(color: str, width: float, dash: str = "") -> Look:
    look = {"fill": "none", "stroke": color, "stroke-width": f"{width:g}"}
    return look | ({"stroke-dasharray": dash} if dash else {})


def _fill(color: str) -> Look:
    return {"fill": color}


def _words(color: str, weight: str = "") -> Look:
    look = {"fill": color, "font-family": "Atkinson Hyperlegible Next, Atkinson Hyperlegible, sans-serif"}
    return look | ({"font-weight": weight} if weight else {})


LOOKS: dict[str, Look] = {
    "gs-paper": _fill(PAPER),
    "gs-grid": _stroke(RULE, 1),
    "gs-axis": _stroke(RULE2, 1),
    "gs-wash": _fill(WASH),
    "gs-band": _fill(BAND),
    "gs-line": _stroke(INK2, 1.5),
    "gs-line-first": _stroke(INK, 2),
    "gs-line-other": _stroke(INK2, 1.5, "2 3"),
    "gs-line-ghost": _stroke(INK3, 1.2, "1.5 3"),
    "gs-center": _stroke(INK2, 1.5),
    "gs-extended": _stroke(INK2, 1.2, "5 4"),
    "gs-limit": _stroke(INK3, 1.2, "2 3"),
    "gs-inner": _stroke(RULE2, 1, "1 4"),
    "gs-kept": _stroke(VEIL, 1),
    "gs-column": {"fill": RULE, "stroke": INK2, "stroke-width": "1"},
    "gs-interval": _stroke(INK, 1.6),
    "gs-reference": _stroke(INK2, 1.2, "5 4"),
    "gs-measured": {"fill": PAPER, "stroke": INK2, "stroke-width": "1.3"},
    "gs-target": _stroke(INK, 1.2, "8 4 2 4"),
    "gs-center-improving": _stroke(IMP, 2),
    "gs-center-look-again": _stroke(CON, 2),
    "gs-phase": _stroke(INK, 1.3),
    "gs-break": _stroke(RULE2, 1, "1.5 4"),
    "gs-drop": _stroke(RULE2, 1, "1.5 3"),
    "gs-expected": _fill(COM),
    "gs-improving": _fill(IMP),
    "gs-look-again": _fill(CON),
    "gs-different": _fill(INK),
    "gs-set-aside": {"fill": PAPER, "stroke": COM, "stroke-width": "1.3"},
    "gs-square": {"fill": PAPER, "stroke": INK2, "stroke-width": "1.5"},
    "gs-first": _fill(INK),
    "gs-selected": _stroke(INK, 2),
    "gs-hit": {"fill": "none", "stroke": "none"},
    "gs-bracket": _stroke(INK, 1.5),
    "gs-bracket-improving": _stroke(IMP, 1.5),
    "gs-bracket-look-again": _stroke(CON, 1.5),
    "gs-apart": _stroke(INK, 1.5),
    "gs-ring": {"fill": PAPER, "stroke": ACC, "stroke-width": "1.5"},
    "gs-lane-tick": _stroke(INK3, 1.2),
    "gs-lane-rule": _stroke(RULE, 1),
    "gs-veil": _stroke(VEIL, 1),
    "gs-veil-ground": _fill(PAPER),
    "gs-spark": _stroke(INK2, 1.5),
    "gs-spark-center": _stroke(RULE2, 1),
    "gs-guess": _stroke(INK, 2),
    "gs-between": _stroke(INK2, 1.5, "2 3"),
    "gs-ramp": _stroke(INK2, 1.5),
    "gs-ramp-planned": _stroke(INK3, 1.2, "2 3"),
    "gs-step-decided": _fill(INK2),
    "gs-step-current": {"fill": PAPER, "stroke": ACC, "stroke-width": "2.4"},
    "gs-step-planned": {"fill": PAPER, "stroke": INK3, "stroke-width": "1.2", "stroke-dasharray": "2 3"},
    "gs-bar": _stroke(INK, 2.4),
    "gs-tally": _stroke(INK, 1.6) | {"stroke-linecap": "round"},
    "gs-tick": _words(INK3),
    "gs-label": _words(INK2),
    "gs-soft": _words(INK3),
    "gs-strong": _words(INK, "600"),
    "gs-strong-improving": _words(IMP, "600"),
    "gs-strong-look-again": _words(CON, "600"),
    "gs-note": _words(INK2) | {"font-family": "Literata, Georgia, serif", "font-style": "italic"},
    "gs-ring-text": _words(ACC, "600"),
    "gs-step-text": _words(PAPER, "600"),
}

# What attributes cannot say, or would spoil where a program does not know `paint-order`.
FINE = """
.gs-halo{paint-order:stroke;stroke:PAPER;stroke-width:3px;stroke-linejoin:round}
.gs-improving,.gs-look-again,.gs-different{stroke:PAPER;stroke-width:.8px}
""".replace("\n", "")


@cache
def style_sheet() -> str:
    """Styles for a file that stands alone: halos, the dark palette on a dark screen, white paper in print."""
    fine = FINE.replace("PAPER", PAPER)
    colored = {name: look for name, look in LOOKS.items() if any(v in DARK for v in look.values())}
    dark = "".join(f".{name}{{{_dark(look)}}}" for name, look in colored.items())
    dark += FINE.replace("PAPER", DARK[PAPER])
    printed = ".gs-paper{fill:#fff}"
    return f"{fine}@media screen and (prefers-color-scheme:dark){{{dark}}}@media print{{{printed}}}"


def _dark(look: Look) -> str:
    return ";".join(f"{key}:{DARK[value]}" for key, value in look.items() if value in DARK)
