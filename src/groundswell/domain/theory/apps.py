from django.apps import AppConfig


class TheoryConfig(AppConfig):
    name = "groundswell.domain.theory"
    label = "theory"
