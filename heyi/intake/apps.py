from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "heyi.intake"
