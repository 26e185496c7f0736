"""Decide what of the newest student data may leave the store. Runs in the process beside the site."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from groundswell.core.indicators.mistakes import DefinitionError
from groundswell.core.indicators.results import CROSS
from groundswell.library.indicator_files import indicators
from groundswell.store.derived.growth import derive_growth
from groundswell.store.query import TABLE_KINDS
from groundswell.store.release.making import CannotRelease, make_release
from groundswell.store.release.reading import ReleaseManifest, current
from groundswell.store.release.rule import next_rule

MOST_HELD = 200


def release_made(
    store: Path, definitions: str, made_at: str, tell: Callable[[str, str], None]
) -> dict[str, Any]:
    """Make a release of the live edition. Its number, how many tables went out, and which were held and why.

    Or `why` there is none to make.
    """
    try:
        known = indicators(TABLE_KINDS, own=Path(definitions) if definitions else None)
        derive_growth(store, made_at=made_at, tell=tell)
        rule = next_rule(store)
        made = make_release(
            store,
            list(known.values()),
            rule=rule,
            made_at=made_at,
            crossings=_crossings(current(store)),
            tell=tell,
        )
    except (CannotRelease, DefinitionError) as refusal:
        return {"why": str(refusal)}
    held = [each for each in made.tables if each.state == "held"]
    return {
        "number": made.number,
        "edition": made.edition,
        "tables": len(made.tables) - len(held),
        "held": [
            {"indicator": each.indicator, "period": each.period, "reason": each.reason}
            for each in held[:MOST_HELD]
        ],
    }


def _crossings(live: ReleaseManifest | None) -> list[str]:
    """Pairs of group sets that somebody chose to look at together."""
    sets = {name for entry in live.tables for name in entry.group_sets} if live else set()
    return sorted(name for name in sets if CROSS in name)
