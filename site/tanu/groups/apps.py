from importlib import import_module

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "tanu.groups"
    label = "groups"

    def ready(self) -> None:
        import_module("tanu.groups.receivers")
