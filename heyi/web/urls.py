"""Addresses of the choices that every page offers."""

from django.urls import path

from heyi.web import choices

app_name = "web"
urlpatterns = [
    path("language", choices.language, name="language"),
    path("appearance", choices.appearance, name="appearance"),
]
