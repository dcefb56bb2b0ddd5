"""Addresses of people and appointments."""

from django.urls import path

from heyi.desk.accounts import appointments, people

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/new", people.add, name="person_add"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/rename", people.rename, name="person_rename"),
    path("people/<int:person_id>/propose", appointments.propose, name="propose"),
    path("people/<int:person_id>/<str:verb>", people.act, name="person_act"),
    path("appointments/", appointments.appointments, name="appointments"),
    path("appointments/<int:appointment_id>/<str:verb>", appointments.act, name="appointment_act"),
]
