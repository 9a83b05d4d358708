from importlib import import_module

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "tanu.certificates"
    label = "certificates"

    def ready(self) -> None:
        import_module("tanu.certificates.signals")
