"""Use an SQLite that is free of the WAL-reset race, whatever the Python in use was linked with."""

import importlib
import sys

FIRST_SAFE_VERSION = (3, 51, 3)


def use_bundled_sqlite() -> None:
    """Put pysqlite3 in place of the standard module, before Django imports it.

    Two connections that write and checkpoint one write-ahead log at the same instant can corrupt the
    file in SQLite 3.7.0 to 3.51.2, and many systems ship such a version.
    """
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
