"""Addresses of mediation at the desk."""

from django.urls import path

from heyi.desk.mediation import (
    acting,
    drafting,
    feeds,
    figures,
    filing,
    lists,
    names,
    opening,
    page,
    proofs,
    rooms,
    roster,
)

_OF = "matters/<str:number>/mediation/"
urlpatterns = [
    path(f"{_OF}open", opening.opening, name="mediation_open"),
    path(f"{_OF}agreement", drafting.agreement, name="mediation_agreement"),
    path(f"{_OF}agreement/<str:do>", drafting.change, name="mediation_draft"),
    path(f"{_OF}parties", roster.roster, name="mediation_roster"),
    path(f"{_OF}letter", names.letter, name="mediation_letter"),
    path(f"{_OF}names", names.names, name="mediation_names"),
    path(f"{_OF}papers/make", filing.make, name="mediation_make"),
    path(f"{_OF}papers/editable", filing.take_editable, name="mediation_editable"),
    path(f"{_OF}papers/<uuid:document>", filing.take, name="mediation_paper"),
    path(f"{_OF}papers/<uuid:document>/seal", filing.put_seal, name="mediation_seal"),
    path(f"{_OF}exhibits/new", proofs.take_in, name="mediation_take_in"),
    path(f"{_OF}exhibits/package", proofs.pack, name="mediation_pack"),
    path(f"{_OF}exhibits/<uuid:exhibit>", proofs.look, name="mediation_exhibit"),
    path(f"{_OF}exhibits/<uuid:exhibit>/open", proofs.open_to_all, name="mediation_open_exhibit"),
    path(f"{_OF}casefile/bind", proofs.ask_case_file, name="mediation_bind"),
    path(f"{_OF}casefile/state", proofs.case_file, name="mediation_case_file"),
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
