from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "groundswell.domain.indicators"
    label = "indicators"
