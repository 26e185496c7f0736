from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "groundswell.domain.intake"
    label = "intake"
