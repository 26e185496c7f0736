"""Killed at a named stage, the release before is whole, or the new one is."""

from pathlib import Path

from tests.store.release.killing import STAGES, Bench


def test_a_killed_release_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    live = {stage for stage in STAGES if bench.kill(stage)}
    assert live == {"pointer_flipped"}
