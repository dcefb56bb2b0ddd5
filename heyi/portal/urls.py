"""Addresses of the residents' side."""

from django.urls import path

from heyi.portal import home
from heyi.portal.matters import acting, erasing, files
from heyi.portal.matters import views as matters
from heyi.portal.mediation import acting as party_acting
from heyi.portal.mediation import filing as party_filing
from heyi.portal.mediation import replying as party_replying
from heyi.portal.mediation import signing as party_signing
from heyi.portal.mediation import views as party
from heyi.portal.mine import views as mine
from heyi.portal.report import photos as report_photos
from heyi.portal.report import sending as report_sent
from heyi.portal.report import views as report

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("mine/", mine.mine, name="mine"),
    path("mine/send", mine.send, name="mine_send"),
    path("mine/code", mine.code, name="mine_code"),
    path("mine/leave", mine.leave, name="mine_leave"),
    path("t/", matters.find, name="find"),
    path("t/<str:code>", matters.track, name="track"),
    path("report/", report.start, name="report"),
    path("report/restart", report.restart, name="report-restart"),
    path("report/check", report_sent.check, name="report-check"),
    path("report/send", report_sent.send, name="report-send"),
    path("report/receipt", report_sent.receipt, name="report-receipt"),
    path("report/leave", report_sent.leave, name="report-leave"),
    path("report/photos", report_photos.photos, name="report-photos"),
    path("report/<slug:slug>", report.page, name="report-page"),
    path("t/<str:code>/files", files.add, name="add_files"),
    path("t/<str:code>/files/<uuid:file>", files.look, name="file"),
    path("t/<str:code>/files/<uuid:file>/<str:form>", files.content, name="file_content"),
    path("t/<str:code>/erase", erasing.erase, name="erase"),
    *(path(f"t/<str:code>/{verb}", acting.act, {"verb": verb}, name=verb) for verb in acting.ACTS),
    path("m/<str:code>", party.overview, name="party"),
    path("m/<str:code>/agreement", party.agreement, name="party_agreement"),
    path("m/<str:code>/papers/<uuid:document>", party_filing.paper, name="party_paper"),
    path("m/<str:code>/exhibits/new", party_filing.hand_in, name="party_hand_in"),
    path("m/<str:code>/exhibits/<uuid:exhibit>", party_filing.exhibit, name="party_exhibit"),
    path("m/<str:code>/sign", party_signing.sign, name="party_sign"),
    path("m/<str:code>/sign/send", party_signing.send, name="party_send"),
    path("m/<str:code>/sessions/<uuid:session>.ics", party.session, name="party_session"),
    path("m/<str:code>/proposals/<uuid:proposal>", party_replying.proposal, name="party_proposal"),
    path("m/<str:code>/facts/<uuid:fact>", party_replying.fact, name="party_fact"),
    path("m/<str:code>/owed/<uuid:owed>/paid", party_replying.paid, name="party_paid"),
    path("m/<str:code>/owed/<uuid:owed>/received", party_replying.received, name="party_received"),
    path("m/<str:code>/owed/<uuid:owed>/missing", party_replying.missing, name="party_missing"),
    *(
        path(f"m/<str:code>/{verb}", party_acting.act, {"verb": verb}, name=f"party_{verb}")
        for verb in party_acting.ACTS
    ),
]
