from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "heyi.evidence"
