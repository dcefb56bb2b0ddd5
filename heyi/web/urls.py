"""Addresses of the choices that every page offers."""

from django.urls import path

from heyi.web import choices
from heyi.web.components import components
from heyi.web.demo import become

app_name = "web"
urlpatterns = [
    path("components", components, name="components"),
    path("demo/become", become, name="become"),
    path("language", choices.language, name="language"),
    path("appearance", choices.appearance, name="appearance"),
]
