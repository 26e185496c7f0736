from django.apps import AppConfig


class RoofConfig(AppConfig):
    name = "groundswell.config"
    label = "roof"

    def ready(self) -> None:
        from groundswell.config import system_checks  # noqa: F401, PLC0415  (registers the checks)
