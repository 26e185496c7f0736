"""The WSGI application, with the worker beside it where the database is embedded."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

if settings.WORKER_IN_SERVER:
    from groundswell.jobs.worker import start_in_background

    start_in_background()
