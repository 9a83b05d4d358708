from importlib import import_module

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "tanu.courses"
    label = "courses"

    def ready(self) -> None:
        import_module("tanu.courses.receivers")
        import_module("tanu.courses.going_live")
        import_module("tanu.courses.renewals")
