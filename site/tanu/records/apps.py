from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "tanu.records"
    label = "records"
