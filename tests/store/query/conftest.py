"""One Spark for all tests, where pyspark and Java are present."""

from collections.abc import Iterator
from typing import Any

import pytest

from groundswell.store.query.spark import NoSpark, local_session, require_spark

# A test's tables have a few rows: compiling and spreading the work costs far more than the work.
FOR_A_FEW_ROWS = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
}


@pytest.fixture(scope="session")
def spark(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Skips, saying what is missing. Spark talks to its own Java over a local socket, which is let through."""
    try:
        require_spark()
    except NoSpark as missing:
        pytest.skip(str(missing))
    from pytest_socket import enable_socket

    enable_socket()
    session = local_session(processors="1", memory="1g", more=FOR_A_FEW_ROWS)
    yield session
    session.stop()
