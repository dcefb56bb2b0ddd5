"""Addresses of the search."""

from django.urls import path

from heyi.desk.search import keeping, phones, views

urlpatterns = [
    path("find", views.find, name="find"),
    path("find/phone", phones.by_phone, name="find_by_phone"),
    path("find/save", keeping.save, name="find_save"),
    path("find/forget", keeping.forget, name="find_forget"),
]
