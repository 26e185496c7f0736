from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "groundswell.domain.measures"
    label = "measures"
