from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "tanu.content"
    label = "content"
