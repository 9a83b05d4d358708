from importlib import import_module

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "tanu.coverage"
    label = "coverage"

    def ready(self) -> None:
        import_module("tanu.coverage.signals")
        import_module("tanu.coverage.renewing")
