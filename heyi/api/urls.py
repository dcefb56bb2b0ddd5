"""Addresses of the API, one file each; whatever else begins with /api/ is 404 as problem+json."""

from django.urls import path, re_path

from heyi.api import batch, nowhere, openapi, reports, status

app_name = "api"
urlpatterns = [
    path("openapi.json", openapi.view, name="openapi"),
    path("v1/reports", reports.view, name="reports"),
    path("v1/reports/batch", batch.view, name="batch"),
    path("v1/reports/<str:tracking_code>", status.view, name="status"),
    re_path("", nowhere.view),
]
