from importlib import import_module

from django.apps import AppConfig


class QuestionBanksConfig(AppConfig):
    name = "tanu.question_banks"
    label = "question_banks"

    def ready(self) -> None:
        import_module("tanu.question_banks.receivers")
