"""Addresses of matters at the desk."""

from django.urls import path

from heyi.desk.matters import acting, identities, views

urlpatterns = [
    path("", views.work_list, name="work_list"),
    path("<str:number>/", views.matter, name="matter"),
    path("<str:number>/identity", identities.identity, name="identity"),
    path("<str:number>/<str:verb>", acting.act, name="act"),
]
