from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "heyi.notices"
    label = "notices"
