"""Addresses of the logs."""

from django.urls import path

from heyi.desk.journal import views

urlpatterns = [
    path("journal/", views.journal, name="journal"),
    path("looks/", views.looks, name="looks"),
    path("deliveries/<str:county>/<uuid:delivery_id>/resend", views.resend_delivery, name="resend"),
]
