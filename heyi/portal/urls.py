"""Addresses of the residents' side."""

from django.urls import path

from heyi.portal import home
from heyi.portal.matters import files
from heyi.portal.matters import views as matters

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("t/", matters.find, name="find"),
    path("t/<str:code>", matters.track, name="track"),
    path("t/<str:code>/contest", matters.contest, name="contest"),
    path("t/<str:code>/files", files.add, name="add_files"),
    path("t/<str:code>/files/<uuid:file>/<str:form>", files.content, name="file_content"),
]
