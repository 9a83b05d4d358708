from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tanu.audit"
    label = "audit"
