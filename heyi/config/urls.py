"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from heyi.config import health
from heyi.desk.accounts.first import first

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("heyi.portal.urls")),
    path("", include("heyi.web.urls")),
    path("desk/", include("heyi.desk.urls")),
    path("first/<str:token>", first, name="first"),
    path("accounts/", include("allauth.urls")),
    path("api/", include("heyi.api.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
