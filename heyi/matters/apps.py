from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "heyi.matters"
