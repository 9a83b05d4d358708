from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "tanu.pictures"
    label = "pictures"
