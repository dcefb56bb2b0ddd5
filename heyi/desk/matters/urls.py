"""Addresses of matters at the desk."""

from django.urls import path

from heyi.desk.matters import (
    acting,
    erasing,
    files,
    identities,
    kept,
    likeness,
    many,
    objecting,
    printing,
    supervising,
    views,
)

urlpatterns = [
    path("", views.work_list, name="work_list"),
    path("kept", kept.kept, name="kept"),
    path("many", many.many, name="many"),
    path("asks", erasing.asks, name="asks"),
    path("pool", views.pool, name="pool"),
    path("extensions", views.extensions, name="extensions"),
    path("stuck", supervising.stuck, name="stuck"),
    path("objections", objecting.objections, name="objections"),
    path("<str:number>/", views.matter, name="matter"),
    path("<str:number>/identity", identities.identity, name="identity"),
    path("<str:number>/identity/erase", erasing.erase_identity, name="erase_identity"),
    path("<str:number>/asks/<uuid:ask>", erasing.refuse, name="refuse_erasure"),
    path("<str:number>/files/<uuid:file>/erase", erasing.erase_file, name="erase_file"),
    path("<str:number>/files", files.add, name="add_files"),
    path("<str:number>/files/<uuid:file>", files.look, name="file"),
    path("<str:number>/files/<uuid:file>/<str:form>", files.content, name="file_content"),
    path("<str:number>/print", printing.work_order, name="print"),
    path("<str:number>/likeness/<uuid:likeness_id>", likeness.judge, name="judge"),
    path("<str:number>/<str:verb>", acting.act, name="act"),
]
