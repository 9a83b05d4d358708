from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "tanu.coverage"
    label = "coverage"
