from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "tanu.courses"
    label = "courses"
