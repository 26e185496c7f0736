from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "groundswell.domain.reports"
    label = "reports"
