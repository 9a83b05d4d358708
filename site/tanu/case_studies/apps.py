from importlib import import_module

from django.apps import AppConfig


class CaseStudiesConfig(AppConfig):
    name = "tanu.case_studies"
    label = "case_studies"

    def ready(self) -> None:
        import_module("tanu.case_studies.receivers")
