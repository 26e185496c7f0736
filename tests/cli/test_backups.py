"""Backups are whole or not there, and put back exactly what was there."""

import os
import signal
import subprocess
import urllib.request
from pathlib import Path

from tests.cli.running import EXAMPLE, GROUNDSWELL, contents, environment, groundswell, serving, wait_until


def test_a_backup_made_while_the_site_runs_gives_the_same_data(example: Path, bare: Path, tmp_path: Path):
    archive = tmp_path / "backup.tar.gz"
    with serving(example, **EXAMPLE) as server:
        with urllib.request.urlopen(f"{server.address}/account/login/", timeout=60) as answer:
            assert answer.status == 200
        made = groundswell("backup", str(archive), home=example)
    assert made.returncode == 0, made.stderr
    assert archive.stat().st_mode & 0o777 == 0o600
    restored = groundswell("restore", str(archive), home=bare)
    assert restored.returncode == 0, restored.stderr
    assert contents(bare) == contents(example)
    assert uploads(bare) == uploads(example) != {}
    assert groundswell("check", home=bare).returncode == 0


def uploads(home: Path) -> dict[str, bytes]:
    files = (file for file in (home / "uploads").rglob("*") if file.is_file())
    return {str(file.relative_to(home)): file.read_bytes() for file in files}


def test_what_is_here_is_kept_unless_one_says_replace(example: Path, migrated: Path, tmp_path: Path):
    archive = tmp_path / "backup.tar.gz"
    groundswell("backup", str(archive), home=example)
    (migrated / "uploads").mkdir()
    (migrated / "uploads" / "later.txt").write_text("made after the backup")
    before = contents(migrated)
    refused = groundswell("restore", str(archive), home=migrated)
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert (contents(migrated), list(uploads(migrated))) == (before, ["uploads/later.txt"])
    assert groundswell("restore", str(archive), "--replace", home=migrated).returncode == 0
    assert (contents(migrated), uploads(migrated)) == (contents(example), uploads(example))


def test_nothing_is_restored_under_a_running_server(example: Path, tmp_path: Path):
    archive = tmp_path / "backup.tar.gz"
    groundswell("backup", str(archive), home=example)
    before = contents(example)
    with (
        serving(example, **EXAMPLE) as server,
        urllib.request.urlopen(f"{server.address}/account/login/", timeout=60),
    ):
        refused = groundswell("restore", str(archive), "--replace", home=example)
    assert refused.returncode == 2
    assert "Stop the server" in refused.stderr
    assert contents(example) == before


def test_a_damaged_archive_changes_nothing(example: Path, tmp_path: Path):
    archive = tmp_path / "backup.tar.gz"
    groundswell("backup", str(archive), home=example)
    whole, before = archive.read_bytes(), contents(example)
    middle = len(whole) // 2
    damages = {
        "cut": whole[:middle],
        "changed": whole[:middle]
        + bytes(byte ^ 0xFF for byte in whole[middle : middle + 64])
        + whole[middle + 64 :],
        "other": b"these are not the bytes of an archive",
    }
    for name, data in damages.items():
        archive.write_bytes(data)
        refused = groundswell("restore", str(archive), "--replace", home=example)
        assert (name, refused.returncode) == (name, 2)
        assert "Traceback" not in refused.stderr
        assert contents(example) == before
    assert not list(example.glob("restore-*"))


def test_a_backup_killed_halfway_leaves_the_one_before(example: Path, tmp_path: Path):
    archive = tmp_path / "backup.tar.gz"
    groundswell("backup", str(archive), home=example)
    good = archive.read_bytes()
    (example / "uploads" / "large").write_bytes(os.urandom(40_000_000))
    process = subprocess.Popen([GROUNDSWELL, "backup", str(archive)], env=environment(example, {}))
    half = archive.with_name(".backup.tar.gz.partial")
    wait_until(lambda: half.exists() and half.stat().st_size > 1_000_000, "the backup is half written")
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert archive.read_bytes() == good
    assert groundswell("backup", str(archive), home=example).returncode == 0
    assert archive.stat().st_size > 40_000_000
    assert not half.exists()


def test_a_backup_that_cannot_be_written_is_said(example: Path, tmp_path: Path):
    done = groundswell("backup", str(tmp_path / "no-such-folder" / "backup.tar.gz"), home=example)
    assert done.returncode == 2
    assert "no-such-folder" in done.stderr
    assert not list(example.glob("backup-*"))


def test_there_is_nothing_to_back_up_before_there_is_a_database(bare: Path, tmp_path: Path):
    done = groundswell("backup", str(tmp_path / "backup.tar.gz"), home=bare)
    assert done.returncode == 2
    assert "database" in done.stderr
    assert not (tmp_path / "backup.tar.gz").exists()
