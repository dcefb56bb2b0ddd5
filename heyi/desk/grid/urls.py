"""Addresses of the grid worker's door."""

from django.urls import path

from heyi.desk.grid import views

urlpatterns = [
    path("", views.grid, name="grid"),
    path("<uuid:key>/", views.receipt, name="grid_receipt"),
    path("<uuid:key>/text", views.text, name="grid_text"),
]
