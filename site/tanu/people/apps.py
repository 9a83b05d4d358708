from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tanu.people"
    label = "people"
