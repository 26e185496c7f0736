"""Which option belongs to which kind: one that would change nothing is turned back, not ignored."""

import argparse

from groundswell.cli.charting.refusing import Refusal

SPECIAL = ("funnel", "pareto", "cusum")
# Options of charts over time, and which of the other kinds take them too.
OVER_TIME: dict[str, tuple[str, ...]] = {
    "denominator": ("funnel",),
    "center": ("funnel",),
    "multiply": ("funnel",),
    "side_by_side": ("funnel",),
    "target": ("cusum",),
    "direction": ("cusum",),
    "period_word": ("funnel", "cusum"),
    "decimals": ("funnel",),
    "x_kind": ("funnel", "cusum"),
    "dates": ("funnel", "cusum"),
}
OF_TIME = (
    "phase", "freeze", "exclude", "rules", "runs_method", "unscreened", "floor_at_zero", "aggregate", "period",
    "false_discovery",
)  # fmt: skip
OF_ONE_KIND = {"kind": "funnel", "overdispersion": "funnel", "odds_ratio": "cusum", "limit": "cusum"}
USUAL: tuple[object, ...] = (None, "", [], "neither", "anhoej")


def require_fitting(options: argparse.Namespace) -> None:
    """Raises `Refusal` for an option that this chart does not use, or a column that it needs."""
    chart = options.chart
    for name, kind in OF_ONE_KIND.items():
        if _given(options, name) and chart != kind:
            raise Refusal(f"{_typed(name)} belongs to --chart {kind}. Leave it out, or ask for that chart.")
    if chart in SPECIAL:
        for name in (*OF_TIME, *OVER_TIME):
            if _given(options, name) and chart not in OVER_TIME.get(name, ()):
                raise Refusal(f"{_typed(name)} does nothing on a {chart} chart. Leave it out.")
    _require_columns(options)


def _require_columns(options: argparse.Namespace) -> None:
    chart = options.chart
    if options.x is None and chart != "cusum":
        what = {"funnel": "the places", "pareto": "the kinds"}.get(chart, "the dates or places")
        raise Refusal(f"name the column with {what}: --x COLUMN.")
    if options.value is None and chart != "pareto":
        what = (
            "1 where it happened, 0 where it did not" if chart == "cusum" else "what is plotted, or counted"
        )
        raise Refusal(f"name the column with {what}: --value COLUMN.")
    if options.denominator is None and chart == "funnel":
        raise Refusal("a funnel needs --denominator, the column that says how large each place is.")


def _given(options: argparse.Namespace, name: str) -> bool:
    value = getattr(options, name)
    return value is not False and value not in USUAL


def _typed(name: str) -> str:
    return f"--{name.replace('_', '-')}"
