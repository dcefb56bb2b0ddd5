"""Addresses of units."""

from django.urls import path

from heyi.desk.orgs import views

urlpatterns = [
    path("", views.units, name="units"),
    path("new", views.add, name="unit_add"),
    path("<int:unit_id>/", views.unit, name="unit"),
    path("<int:unit_id>/change", views.change, name="unit_change"),
    path("<int:unit_id>/move", views.move, name="unit_move"),
    path("<int:unit_id>/close", views.close, name="unit_close"),
]
