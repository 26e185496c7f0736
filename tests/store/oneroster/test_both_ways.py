"""The fast way and the careful way make the same of an export, whatever is wrong with it."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from groundswell.store.read import chunks
from tests.store.oneroster.given import Export, export
from tests.store.oneroster.loading import load, quarantine, tables

# What goes wrong with cells; each may or may not be a fault, by the column it lands in.
DIRT = (
    " padded ", "", "a\tb", "a\x7fb", "two\nlines", '5" disk', "=1+1", "TRUE", "4", "2026-02-30", "03/04/2026", "a,b",
    "x" * 300, "日本", "a\x00b", "nowhere",
)  # fmt: skip


def _dirtied(seed: int) -> Export:
    chance, given = random.Random(seed), export()  # noqa: S311
    for name in sorted(
        set(given.files) - {"orgs", "academicSessions"}
    ):  # without these nothing comes in at all
        rows = given.files[name]
        header = given.header(name)
        for row in rows:
            if chance.random() < 0.2:
                row[chance.choice(header)] = chance.choice(DIRT)
    return given


def _spoiled(content: bytes, seed: int) -> bytes:
    """Some lines cut short, with one cell more, with a stray quote, or with bytes that are no text."""
    chance = random.Random(seed)  # noqa: S311
    lines = content.split(b"\r\n")
    for at in chance.sample(range(1, len(lines) - 1), 3):
        lines[at] = chance.choice(
            (lines[at][:20], lines[at] + b",more", b'x"' + lines[at], lines[at] + b"\xff")
        )
    return b"\r\n".join(lines)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_reports_and_stores_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    given = _dirtied(seed)
    for file in ("users.csv", "enrollments.csv"):
        given.extra[file] = _spoiled(given.contents()[file], seed)
    package = given.as_folder(tmp_path / "export")
    fast = load(tmp_path / "fast", package)
    monkeypatch.setattr(chunks, "regular", lambda *_args, **_more: None)
    careful = load(tmp_path / "careful", package)
    assert fast.outcome == "published"
    assert fast.quarantined > 3
    assert replace(fast, path="") == replace(careful, path="")
    assert tables(tmp_path / "fast") == tables(tmp_path / "careful")
    assert quarantine(tmp_path / "fast") == quarantine(tmp_path / "careful")
