from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "tanu.lib"
    label = "lib"
