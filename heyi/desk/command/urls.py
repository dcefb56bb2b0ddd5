"""Addresses of command: the view of who leads on duty, workload, reassigning, bulletins."""

from django.urls import path

from heyi.desk.command import bulletins, reassigned, reassigning, views, workload

urlpatterns = [
    path("command/", views.command, name="command"),
    path("workload/", workload.workload, name="workload"),
    path("workload/reassign", reassigning.reassign, name="reassign"),
    path("workload/reassigned/<str:name>", reassigned.reassigned, name="reassigned"),
    path("workload/take-back", reassigning.take_back, name="take_back"),
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/draw", bulletins.draw, name="draw_bulletin"),
    path("bulletins/<int:bulletin_id>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:bulletin_id>/<str:verb>", bulletins.act, name="bulletin_act"),
]
