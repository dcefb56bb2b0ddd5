"""Addresses of the API, one file each; whatever else begins with /api/ is 404 as problem+json."""

from django.urls import path, re_path

from heyi.api import batch, calls, cities, handovers, nowhere, openapi, orders, reports, status, transfers

app_name = "api"
urlpatterns = [
    path("openapi.json", openapi.view, name="openapi"),
    path("v1/reports", reports.view, name="reports"),
    path("v1/reports/batch", batch.view, name="batch"),
    path("v1/reports/<str:tracking_code>", status.view, name="status"),
    path("partners/v1/police110/handovers", handovers.view, name="handovers"),
    path("partners/v1/police110/calls", calls.police, name="police_calls"),
    path("partners/v1/police110/transfers", transfers.police, name="police_transfers"),
    path("partners/v1/hotline12345/orders", orders.view, name="orders"),
    path("partners/v1/hotline12345/calls", calls.hotline, name="hotline_calls"),
    path("partners/v1/hotline12345/transfers", transfers.hotline, name="hotline_transfers"),
    path("partners/v1/city", cities.view, name="cities"),
    re_path("", nowhere.view),
]
