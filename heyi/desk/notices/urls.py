"""Addresses of notices: what one was told, by which ways one is told, and a unit's groups and drills."""

from django.urls import path

from heyi.desk.notices import choosing, of_units, views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("bell", views.bell, name="bell"),
    path("read", views.read, name="notices_read"),
    path("<uuid:notice_id>/acknowledge", views.acknowledge, name="notice_acknowledge"),
    path("ways", choosing.ways, name="notice_ways"),
    path("ways/trial", choosing.trial, name="notice_trial"),
    path("ways/resend", choosing.resend, name="notice_resend"),
    path("units/", of_units.units, name="notice_units"),
    path("units/<int:unit_id>/", of_units.unit, name="notice_unit"),
    path("units/<int:unit_id>/robot", of_units.robot, name="notice_robot"),
    path("units/<int:unit_id>/robot/<str:way>/remove", of_units.remove, name="notice_robot_remove"),
    path("units/<int:unit_id>/robot/<str:way>/trial", of_units.trial, name="notice_robot_trial"),
    path("units/<int:unit_id>/robot/<str:way>/resend", of_units.resend, name="notice_robot_resend"),
    path("units/<int:unit_id>/drill", of_units.drill, name="notice_drill"),
]
