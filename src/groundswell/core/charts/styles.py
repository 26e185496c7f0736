"""Looks by class, for a file that stands alone.

On a page static/css/charts.css styles the same classes.
Colors are the light palette of the design notes.
"""

PAPER, WASH = "#fbfaf6", "#f4f2ea"
INK, INK2, INK3 = "#1b2029", "#494f5a", "#666b74"
RULE, RULE2 = "#dcd9cd", "#86847a"
ACC, IMP, CON, COM = "#7a2350", "#1a5a99", "#a84300", "#6d727a"

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
    "gs-grid": _stroke(RULE, 1),
    "gs-axis": _stroke(RULE2, 1),
    "gs-wash": _fill(WASH),
    "gs-band": _fill("#eeece2"),
    "gs-line": _stroke(INK2, 1.5),
    "gs-line-first": _stroke(INK, 2),
    "gs-line-other": _stroke(INK2, 1.5, "2 3"),
    "gs-line-ghost": _stroke(INK3, 1.2, "1.5 3"),
    "gs-center": _stroke(INK2, 1.5),
    "gs-extended": _stroke(INK2, 1.2, "5 4"),
    "gs-limit": _stroke(INK3, 1.2, "2 3"),
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
    "gs-veil": _stroke("#c9c6b8", 1),
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
