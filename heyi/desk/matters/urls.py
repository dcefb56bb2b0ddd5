"""Addresses of matters at the desk."""

from django.urls import path, register_converter

from heyi.desk.command import group
from heyi.desk.matters import (
    acting,
    citing,
    conferring,
    drafting,
    erasing,
    files,
    identities,
    kept,
    likeness,
    many,
    objecting,
    precedents,
    printing,
    supervising,
    views,
)


class _VerbOfStep:
    """A verb of the Step table that has an operation at the desk."""

    regex = "|".join(sorted(acting.DO))

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(_VerbOfStep, "step")
urlpatterns = [
    path("<str:number>/<step:verb>", acting.act),  # before the others: most presses are steps
    path("", views.work_list, name="work_list"),
    path("kept", kept.kept, name="kept"),
    path("many", many.many, name="many"),
    path("asks", erasing.asks, name="asks"),
    path("pool", views.pool, name="pool"),
    path("extensions", views.extensions, name="extensions"),
    path("stuck", supervising.stuck, name="stuck"),
    path("conferrals", conferring.conferrals, name="conferrals"),
    path("objections", objecting.objections, name="objections"),
    path("<str:number>/", views.matter, name="matter"),
    path("<str:number>/identity", identities.identity, name="identity"),
    path("<str:number>/identity/erase", erasing.erase_identity, name="erase_identity"),
    path("<str:number>/asks/<uuid:ask>", erasing.refuse, name="refuse_erasure"),
    path("<str:number>/files/<uuid:file>/erase", erasing.erase_file, name="erase_file"),
    path("<str:number>/files", files.add, name="add_files"),
    path("<str:number>/files/<uuid:file>", files.look, name="file"),
    path("<str:number>/files/<uuid:file>/<str:form>", files.content, name="file_content"),
    path("<str:number>/draft", drafting.draft_page, name="machine_draft"),
    path("<str:number>/precedents", precedents.precedents, name="precedents"),
    path("<str:number>/cases/<int:case>", precedents.published, name="published_case"),
    path("<str:number>/same", precedents.same, name="same_events"),
    path("<str:number>/articles", citing.articles, name="articles"),
    path("<str:number>/print", printing.work_order, name="print"),
    path("<str:number>/group", group.group, name="group"),
    path("<str:number>/group/<str:verb>", group.act, name="group_act"),
    path("<str:number>/likeness/<uuid:likeness_id>", likeness.judge, name="judge"),
    path("<str:number>/<str:verb>", acting.act, name="act"),
]
