import pytest

from tests.domain.indicators.given import Linked, link_network
from tests.factories.student_data import invented_network


@pytest.fixture(scope="session")
def invented_store(tmp_path_factory):
    """Written once: a release never changes."""
    store = tmp_path_factory.mktemp("released") / "student-data"
    invented_network(store)
    return store


@pytest.fixture
def linked(invented_store, settings) -> Linked:
    settings.GROUNDSWELL_STORE = invented_store
    return link_network(invented_store)
