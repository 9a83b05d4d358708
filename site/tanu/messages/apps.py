from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "tanu.messages"
    label = "letters"
