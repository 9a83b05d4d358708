from importlib import import_module

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "tanu.records"
    label = "records"

    def ready(self) -> None:
        import_module("tanu.records.receivers")
