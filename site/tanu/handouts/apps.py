from importlib import import_module

from django.apps import AppConfig


class HandoutsConfig(AppConfig):
    name = "tanu.handouts"
    label = "handouts"

    def ready(self) -> None:
        import_module("tanu.handouts.receivers")
