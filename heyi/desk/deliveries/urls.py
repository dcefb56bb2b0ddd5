"""Addresses of deliveries: the list, and what may be done with one of a matter."""

from django.urls import path

from heyi.desk.deliveries import acting, views

urlpatterns = [
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/all", acting.retry_all, name="retry_all"),
    path("matters/<str:number>/deliveries/<uuid:delivery_id>/retry", acting.retry_one, name="retry"),
    path("matters/<str:number>/deliveries/<uuid:delivery_id>/dismiss", acting.dismiss_one, name="dismiss"),
]
