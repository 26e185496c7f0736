"""The first run on the command line: a real process on an empty data folder."""

from pathlib import Path

from tests.cli.running import groundswell, rows, serving

PASSWORD = {"GROUNDSWELL_PASSWORD": "six quiet herons by the river"}
ASKED = ("begin", "--network", "Cedar County", "--name", "Ana Ruiz", "--email", "ana@cedar.example")


def test_an_empty_folder_gets_its_network_once(bare: Path):
    done = groundswell(*ASKED, "--code", "cedar", "--username", "ana", home=bare, **PASSWORD)
    assert done.returncode == 0, done.stderr
    assert "sign in as ana" in done.stdout
    assert PASSWORD["GROUNDSWELL_PASSWORD"] not in done.stdout + done.stderr
    assert rows(bare, "SELECT kind, code, name FROM places_place") == [("network", "cedar", "Cedar County")]
    assert rows(
        bare, "SELECT role, username FROM people_affiliation JOIN people_person p ON p.id = person_id"
    ) == [("hub", "ana")]
    again = groundswell(*ASKED, home=bare, **PASSWORD)
    assert again.returncode == 2
    assert "there is a network already: Cedar County" in again.stderr
    assert rows(bare, "SELECT count(*) FROM people_person") == [(1,)]


def test_without_a_terminal_it_says_where_the_password_goes(bare: Path):
    done = groundswell(*ASKED, home=bare)
    assert done.returncode == 2
    assert "GROUNDSWELL_PASSWORD" in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(bare, "SELECT count(*) FROM places_place") == [(0,)]


def test_serving_an_empty_folder_says_how_to_begin(bare: Path):
    bare.mkdir()
    with serving(bare) as server:
        assert "groundswell begin --network" in server.log.read_text()
