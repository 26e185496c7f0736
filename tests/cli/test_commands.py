"""Commands that run to their end: what they say, what they leave, and their exit status."""

import re
import subprocess
import sys
from pathlib import Path

from tests.cli.running import contents, environment, groundswell, rows

COMMANDS = ("demo", "serve", "worker", "migrate", "check", "backup", "restore", "import")


def test_an_unknown_command_is_answered_with_those_there_are(bare: Path):
    done = groundswell("frobnicate", home=bare)
    assert done.returncode == 2
    assert all(command in done.stderr for command in COMMANDS)
    assert not bare.exists()


def test_help_names_every_command(bare: Path):
    done = groundswell("--help", home=bare)
    assert done.returncode == 0
    assert all(re.search(rf"^\s+{command}\b", done.stdout, re.MULTILINE) for command in COMMANDS)


def test_a_port_that_is_no_number_is_refused_in_words(bare: Path):
    done = groundswell("serve", home=bare, PORT="eight")
    assert done.returncode == 2
    assert "eight" in done.stderr
    assert "Traceback" not in done.stderr


def test_migrating_again_changes_nothing(migrated: Path):
    before = contents(migrated)
    assert groundswell("migrate", home=migrated).returncode == 0
    assert contents(migrated) == before
    assert len(before) > 30


def test_a_new_folder_is_its_owners_alone_and_its_migrations_wait(bare: Path):
    done = groundswell("check", home=bare)
    assert bare.stat().st_mode & 0o777 == 0o700
    assert (bare / "secret_key").stat().st_mode & 0o777 == 0o600
    assert done.returncode == 2
    assert re.search(r"\d+ migrations to run: groundswell migrate", done.stdout)


def test_a_sound_installation_is_said_to_be_sound_until_others_can_read_it(migrated: Path):
    sound = groundswell("check", home=migrated)
    assert sound.returncode == 0, sound.stdout
    assert "up to date" in sound.stdout
    assert "look" not in sound.stdout
    migrated.chmod(0o755)
    open_to_all = groundswell("check", home=migrated)
    assert open_to_all.returncode == 2
    assert "chmod 700" in open_to_all.stdout


def test_a_data_folder_that_cannot_be_one_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    done = groundswell("check", home=tmp_path / "file")
    assert done.returncode == 2
    assert "data folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_sqlite_that_can_lose_data_is_refused_before_anything_is_written(bare: Path):
    """The module's own old SQLite stands in for a machine without the bundled one."""
    script = (
        "import sys, sqlite3; sys.modules['pysqlite3'] = None; sqlite3.sqlite_version_info = (3, 45, 1);"
        "from groundswell.cli import main; sys.exit(main(['migrate']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(bare, {}), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "write-ahead log" in done.stderr
    assert "Traceback" not in done.stderr
    assert not contents_or_nothing(bare)


def contents_or_nothing(home: Path) -> dict[str, str]:
    return contents(home) if (home / "groundswell.sqlite3").exists() else {}


def test_a_database_that_does_not_answer_is_said(bare: Path):
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    done = groundswell("migrate", home=bare, GROUNDSWELL_DATABASE_URL=nowhere)
    assert done.returncode == 2
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_worker_is_inside_the_server_on_the_embedded_database(bare: Path):
    done = groundswell("worker", home=bare)
    assert done.returncode == 2
    assert "inside the server" in done.stderr
    assert "GROUNDSWELL_DATABASE_URL" in done.stderr


def test_the_example_is_loaded_once_and_says_who_can_be_tried_out(example: Path):
    before = contents(example)
    done = groundswell("demo", "--prepare-only", home=example)
    assert done.returncode == 0, done.stderr
    assert "Loading the example" not in done.stdout
    assert contents(example) == before
    assert rows(example, "SELECT count(*) FROM places_place WHERE kind = 'school'") == [(40,)]
    assert all(words in done.stdout for words in ("Sign in as", "prewitt", "fernlight"))
