"""The tests' own data folder and their fixed present.

A plug-in of its own, since pytest-django reads the settings before any conftest.
"""

import os
import tempfile

os.environ["GROUNDSWELL_HOME"] = tempfile.mkdtemp(prefix="groundswell-test-")
os.environ.setdefault("GROUNDSWELL_CLOCK", "2016-06-10T08:00:00")
os.environ.setdefault("GROUNDSWELL_SECRET_KEY", "tests-only-" + "x" * 40)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
os.environ.setdefault("GROUNDSWELL_WORKER_IN_SERVER", "0")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
