"""One Spark for all tests, where pyspark and Java are present."""

from collections.abc import Iterator
from typing import Any

import pytest

from groundswell.store.query.spark import NoSpark, local_session, require_spark


@pytest.fixture(scope="session")
def spark(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Skips, saying what is missing. Spark talks to its own Java over a local socket, which is let through."""
    try:
        require_spark()
    except NoSpark as missing:
        pytest.skip(str(missing))
    from pytest_socket import enable_socket

    enable_socket()
    session = local_session(processors="2", memory="1g")
    yield session
    session.stop()
