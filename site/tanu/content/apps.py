from importlib import import_module

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "tanu.content"
    label = "content"

    def ready(self) -> None:
        import_module("tanu.content.checks")
