from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "tanu.home"
    label = "home"
