from django.apps import AppConfig


class CyclesConfig(AppConfig):
    name = "groundswell.domain.cycles"
    label = "cycles"
