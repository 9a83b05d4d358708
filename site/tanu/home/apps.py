from importlib import import_module

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "tanu.home"
    label = "home"

    def ready(self) -> None:
        import_module("tanu.home.receivers")
        import_module("tanu.home.admin_scripts").without_inline_scripts()
