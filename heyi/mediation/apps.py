"""Mediation as a Django app."""

from django.apps import AppConfig


class MediationConfig(AppConfig):
    """heyi.mediation."""

    name = "heyi.mediation"
