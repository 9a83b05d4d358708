from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "tanu.certificates"
    label = "certificates"
