from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "tanu.institutions"
    label = "institutions"
