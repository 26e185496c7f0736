"""The aim's sentence as a template shows it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from groundswell.core.methods.aim_sentence import Segment
from groundswell.domain.projects.models import Aim, AimTarget
from groundswell.domain.projects.policies import AimDraft
from groundswell.domain.projects.queries import aim_segments, both_ways, segments_of

KEY = {"date", "baseline", "target"}


@dataclass(frozen=True)
class Words:
    """A stretch of the sentence: key parts are underlined, missing ones are asked for."""

    text: str
    is_key: bool
    is_missing: bool


def sentence_of(aim: Aim) -> tuple[Words, ...]:
    return _shown(segments_of(aim))


def sentence_of_draft(draft: AimDraft) -> tuple[Words, ...]:
    fields = {name: value for name, value in asdict(draft).items() if name != "targets"}
    targets = [AimTarget(**asdict(target)) for target in draft.targets]
    return _shown(aim_segments(Aim(**fields), targets))


def change_descriptions(draft: AimDraft | None) -> dict[str, str]:
    """What each way of saying the change would say: {"points": "26% to 18% is 8 percentage points"}."""
    said = both_ways(draft.baseline, draft.target) if draft and draft.unit == "percent" else {}
    if draft is None or not said:
        return {"points": "26% to 18% is 8 percentage points", "percent": "26% to 18% is 30.8 percent less"}
    return {
        way: f"{draft.baseline:g}% to {draft.target:g}% is {words}" for way, words in said.items() if words
    }


def _shown(segments: Iterable[Segment]) -> tuple[Words, ...]:
    return tuple(Words(one.text, one.kind in KEY, one.kind == "missing") for one in segments)
