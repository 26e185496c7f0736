from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "groundswell.domain.audit"
    label = "audit"
