"""Fail when a model changed and its migration was not made."""

import django
from django.core.management import call_command

if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    django.setup()
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
