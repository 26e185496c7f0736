"""A fresh installation with a few people, served by the real server. Run as a script, it makes the people."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import groundswell_server

PASSWORD = "a-long-and-private-phrase"
# One person for each story, so that no story meets what another left.
PEOPLE = {name: f"{name}@fern.example" for name in ("ana", "bo", "cy", "dee", "eli", "fay")}


def settings_for(home: Path) -> dict[str, str]:
    """Not the example: no people to step in as. Always the embedded database, in a home of its own."""
    return {
        "GROUNDSWELL_HOME": str(home),
        "GROUNDSWELL_DATABASE_URL": f"sqlite:///{home / 'groundswell.sqlite3'}",
        "GROUNDSWELL_DEMO": "0",
        "GROUNDSWELL_CLOCK": "",
    }


@contextmanager
def site(home: Path, **more: str) -> Iterator[str]:
    """Yields the site's address at localhost: passkeys belong to a name, never to a number."""
    with groundswell_server(home, **settings_for(home), **more) as address:
        yield address.replace("127.0.0.1", "localhost")


def ask(home: Path, what: str) -> str:
    """Run one of the functions below inside the installation. Returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.accounts.site", what],
        env=os.environ | settings_for(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def make_people() -> None:
    from groundswell.cli import main
    from groundswell.domain.people.models import Person

    assert main(["migrate"]) == 0
    for username, email in PEOPLE.items():
        person, new = Person.objects.get_or_create(
            username=username, defaults={"email": email, "name": username.title()}
        )
        if new:
            person.set_password(PASSWORD)
            person.save()


def tell_accounts() -> None:
    """Each account in a line: who, address, how many identities are joined to it."""
    from groundswell.domain.people.models import Person

    for person in Person.objects.order_by("username"):
        print(person.username, person.email, person.socialaccount_set.count())


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.config.settings"
    import django

    django.setup()
    {"make_people": make_people, "tell_accounts": tell_accounts}[sys.argv[1]]()
