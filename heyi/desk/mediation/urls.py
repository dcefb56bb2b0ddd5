"""Addresses of mediation at the desk."""

from django.urls import path

from heyi.desk.mediation import acting, drafting, feeds, figures, lists, names, opening, page, rooms

_OF = "matters/<str:number>/mediation/"
urlpatterns = [
    path(f"{_OF}open", opening.opening, name="mediation_open"),
    path(f"{_OF}agreement", drafting.agreement, name="mediation_agreement"),
    path(f"{_OF}agreement/<str:do>", drafting.change, name="mediation_draft"),
    path(f"{_OF}letter", names.letter, name="mediation_letter"),
    path(f"{_OF}names", names.names, name="mediation_names"),
    path(_OF, page.mediation, name="mediation"),
    path(f"{_OF}<str:name>", acting.act, name="mediation_act"),
    path("mediations/", lists.mediations, name="mediations"),
    path("mediations/figures", figures.figures, name="mediation_figures"),
    path("mediations/figures/look", figures.look, name="mediation_look"),
    path("mediations/figures/answer", figures.answer, name="mediation_answer"),
    path("mediations/rooms", rooms.rooms, name="mediation_rooms"),
    path("mediations/rooms/close", rooms.close, name="mediation_room_close"),
    path("mediations/week", rooms.week, name="mediation_week"),
    path("mediations/calendar", rooms.calendar, name="mediation_calendar"),
    path("mediations/calendar/<str:secret>.ics", feeds.feed, name="mediation_feed"),
]
