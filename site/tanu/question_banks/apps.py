from django.apps import AppConfig


class QuestionBanksConfig(AppConfig):
    name = "tanu.question_banks"
    label = "question_banks"
