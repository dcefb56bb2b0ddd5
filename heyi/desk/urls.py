"""Addresses of the desk: every view here runs inside the row-level scope of the person's appointments."""

from django.urls import include, path

from heyi.desk import home, living, villages, watermark

app_name = "desk"
urlpatterns = [
    path("matters/<str:number>/since", living.since, name="since"),
    path("matters/", include("heyi.desk.matters.urls")),  # before the others: most presses go there
    path("", home.home, name="home"),
    path("villages/<slug:of>/<int:version>.json", villages.villages, name="villages"),
    path("live-token", living.live_token, name="live_token"),
    path("", include("heyi.desk.deliveries.urls")),
    path("", include("heyi.desk.command.urls")),
    path("", include("heyi.desk.mediation.urls")),
    path("notices/", include("heyi.desk.notices.urls")),
    path("duty/", include("heyi.desk.duty.urls")),
    path("take/", include("heyi.desk.intake.urls")),
    path("calls/", include("heyi.desk.calls.urls")),
    path("rules/", include("heyi.desk.books.urls")),
    path("grid/", include("heyi.desk.grid.urls")),
    path("onsite/", include("heyi.desk.onsite.urls")),
    path("watermark.svg", watermark.watermark, name="watermark"),
    path("", include("heyi.desk.search.urls")),
    path("units/", include("heyi.desk.orgs.urls")),
    path("", include("heyi.desk.accounts.urls")),
    path("", include("heyi.desk.journal.urls")),
]
