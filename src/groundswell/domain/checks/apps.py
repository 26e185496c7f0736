from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "groundswell.domain.checks"
    label = "checks"
