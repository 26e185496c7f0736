from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.architecture.house.network import House, make_house


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker) -> Iterator[House]:
    """The house is built once for a file of tests; whatever a visit changes is undone after the visit."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_house()
        transaction.set_rollback(True)
