"""Addresses of the clerk's door: calls and walk-ins."""

from django.urls import path

from heyi.desk.intake import receipts, supplements, texting, views

urlpatterns = [
    path("", views.take, name="take"),
    path("reading", views.reading, name="take_reading"),
    path("supplement", supplements.supplement, name="take_supplement"),
    path("slip/<str:number>/", receipts.slip, name="take_slip"),
    path("slip/<str:number>/text", texting.slip_text, name="take_slip_text"),
    path("<uuid:key>/", receipts.receipt, name="take_receipt"),
    path("<uuid:key>/text", texting.text, name="take_text"),
]
