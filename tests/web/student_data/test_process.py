"""The process beside the site in which student data is loaded: what it says, and how it ends."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from groundswell.jobs import student_child
from groundswell.jobs.student_child import Ended, Listener, Stopped, carry_out
from tests.domain.intake.student_desk import StudentDesk

pytestmark = pytest.mark.django_db(transaction=True)


def _request(desk: StudentDesk, **told: object) -> dict[str, object]:
    return {
        "do": "load", "format": "oneroster", "options": {}, "made_at": "2026-10-01T00:00:00+00:00",
        "store": str(desk.store), "path": "nowhere.zip", "memory": "200MB", "threads": 1,
    } | told  # fmt: skip


def test_the_process_says_what_stopped_it(student_desk: StudentDesk, tmp_path: Path) -> None:
    heard: list[str] = []
    listener = Listener(tell=lambda stage, detail: heard.append(stage), stops=lambda: False)
    refused = carry_out(_request(student_desk), listener)
    assert refused["report"]["refusal"]["rule"] == "no_file"
    with pytest.raises(Ended, match="no edition 7"):
        carry_out(_request(student_desk, do="take_back", edition=7), listener)
    with pytest.raises(Ended, match="Something stopped on our side"):
        carry_out(_request(student_desk, do="what"), listener)
    (tmp_path / "a.zip").write_bytes(student_desk.package())
    done = carry_out(_request(student_desk, path=str(tmp_path / "a.zip")), listener)
    assert done["number"] == 1
    assert {"reading", "checked", "derived", "published"} <= set(heard)
    assert json.dumps(done)
    with pytest.raises(Stopped):
        carry_out(
            _request(student_desk, path=str(tmp_path / "a.zip")),
            Listener(tell=lambda *_: None, stops=lambda: True),
        )


def test_the_process_ends_without_notes_on_the_screen(student_desk: StudentDesk, tmp_path: Path) -> None:
    """What the engine thinks of an interpreter's last moments is nobody's business."""
    (tmp_path / "a.zip").write_bytes(student_desk.package())
    request = json.dumps(_request(student_desk, path=str(tmp_path / "a.zip"))) + "\n"
    with subprocess.Popen(
        student_child.COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(request)
        process.stdin.flush()
        last = process.stdout.read().splitlines()[-1]
        assert json.loads(last)["done"]["number"] == 1
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == ""


def test_the_process_ends_when_its_worker_is_gone(student_desk: StudentDesk, tmp_path: Path) -> None:
    """It reads from a pipe that never says anything, until its own input closes."""
    os.mkfifo(tmp_path / "endless.zip")
    with subprocess.Popen(
        student_child.COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(_request(student_desk, path=str(tmp_path / "endless.zip"))) + "\n")
        process.stdin.close()
        assert process.wait(timeout=60) == 3
