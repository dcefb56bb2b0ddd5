"""Addresses of settling on site. Below them lives one service worker, and nowhere else."""

from django.urls import path

from heyi.desk.onsite import offline, own, views

urlpatterns = [
    path("", views.onsite, name="onsite"),
    path("offline", offline.shell, name="onsite_shell"),
    path("worker.js", offline.worker, name="onsite_worker"),
    path("key", offline.key, name="onsite_key"),
    path("mine", own.mine, name="onsite_mine"),
    path("<str:number>/conclude", own.conclude, name="onsite_conclude"),
    path("<str:number>/paper/<str:side>", own.paper, name="onsite_paper"),
]
