"""Addresses of the log of three-way calls."""

from django.urls import path

from heyi.desk.calls import views

urlpatterns = [path("", views.calls, name="calls")]
