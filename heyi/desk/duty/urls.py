"""Addresses of duty: the rota, swaps, leave, the hand-over book, and what people are there for."""

from django.urls import path

from heyi.desk.duty import acting, asking, people, views

urlpatterns = [
    path("", views.duty, name="duty"),
    path("people/", people.people, name="duty_people"),
    path("people/<int:person_id>", people.post, name="duty_post"),
    path("settings", people.settings, name="duty_settings"),
    path("turns/<int:turn_id>", asking.swap, name="duty_swap"),
    path("leave", asking.leave, name="duty_leave"),
    path("<str:verb>", acting.act, name="duty_act"),
]
