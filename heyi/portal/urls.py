"""Addresses of the residents' side."""

from django.urls import path

from heyi.portal import home
from heyi.portal.matters import acting, erasing, files
from heyi.portal.matters import views as matters
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
]
