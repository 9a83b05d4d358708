from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "tanu.quizzes"
    label = "quizzes"
