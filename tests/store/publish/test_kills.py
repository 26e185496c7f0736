"""Killed at any stage, nothing is lost or half visible; and the harness would have seen it.

More kills: `python -m tests.store.publish --kills 250`.
"""

import pytest

from tests.store.publish.killing import STAGES, run


def test_a_killed_load_is_there_whole_or_not_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    exposure = run(len(STAGES) + 1)
    with capsys.disabled():
        print(f"\n{exposure.said()}")
    assert exposure.wrong == []
    assert set(exposure.kills) == {*STAGES, "acknowledged"}
    assert exposure.acknowledged >= len(STAGES) // 2 + 1
    assert exposure.went_through >= exposure.acknowledged + 2


@pytest.mark.parametrize(
    ("broken", "stage"),
    [
        ("pointer first", "manifest_on_disk"),
        ("in place", "part_written"),
        ("half written", "pointer_on_disk"),
    ],
)
def test_a_broken_build_is_caught(broken: str, stage: str) -> None:
    exposure = run(2, broken, stages=(stage,))
    assert exposure.wrong, exposure.said()
