"""Files that people send: a field of any form, kept one by one, and what is told of those that are not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, ngettext

from heyi.evidence.codes import MOST_FILES, PICTURES, FileRefusal, Media
from heyi.evidence.operations import CannotKeep, Kept, OpenedFile, keep
from heyi.evidence.rules.names import label_of

TAKES = "image/*,application/pdf,text/plain"  # a telephone offers its camera and its pictures


class FilesInput(forms.ClearableFileInput):
    """Several files at once; without JavaScript the browser's own, with it also dropped, pasted and one by one."""

    allow_multiple_selected = True
    template_name = "web/files_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": TAKES, "multiple": True, **(attrs or {})})


class FilesField(forms.FileField):
    """The uploaded files as a list, unjudged: `keep_all` tells the good from the others, one by one."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":  # noqa: ARG002 - as Django calls it
        """The files that were sent; a fault only where some are needed and none came."""
        sent = [file for file in data or () if file]
        if self.required and not sent:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return sent


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not kept: its sender's name for it, and why, in the reader's language."""

    name: str
    why: str


def keep_all(
    uploads: Iterable[Any], *, at: datetime, room: int = MOST_FILES
) -> tuple[list[Kept], list[Refused]]:
    """Keep each that can be kept while there is room; the others are named, and stop nobody."""
    kept: list[Kept] = []
    refused: list[Refused] = []
    for upload in uploads:
        try:
            kept.append(_kept(upload, room=room - len(kept), at=at))
        except CannotKeep as error:
            name = str(upload.name or "")[-_NAME_LETTERS:]
            refused.append(Refused(name, gettext(error.sentence) % dict(error.params)))
    return kept, refused


def _kept(upload: Any, *, room: int, at: datetime) -> Kept:
    if room <= 0:
        raise CannotKeep(FileRefusal.TOO_MANY)
    return keep(upload, at=at)


_NAME_LETTERS = 80


def wants_facts(request: HttpRequest) -> bool:
    """Whether our own script asks, which sends one file at a time and tells by itself how each fared."""
    return request.accepts("application/json") and not request.accepts("text/html")


def facts(form: forms.Form, kept: Sequence[Kept], refused: Sequence[Refused]) -> JsonResponse:
    """How each file fared, for our own script."""
    return JsonResponse(
        {
            "kept": [file.name for file in kept],
            "refused": [{"name": file.name, "why": file.why} for file in refused],
            "faults": [str(fault) for some in form.errors.values() for fault in some],
        }
    )


def tell(request: HttpRequest, kept: Sequence[Kept], refused: Sequence[Refused]) -> None:
    """Say on the next page how many were kept, and which were not and why."""
    words = ngettext("已添加 %(n)s 个文件。", "已添加 %(n)s 个文件。", len(kept)) % {"n": len(kept)}
    messages.success(request, words)
    for line in told(refused):
        messages.error(request, line)


def told(refused: Sequence[Refused]) -> list[str]:
    """A line for each file that was not kept."""
    return [f"{file.name}{gettext('：')}{file.why}" for file in refused]


def file_response(opened: OpenedFile, name: str) -> HttpResponseBase:
    """A file on its way to a browser, in parts: a picture is looked at, anything else is saved, nothing runs."""
    response = StreamingHttpResponse(
        opened.parts, content_type=_CONTENT_TYPES.get(opened.media, opened.media)
    )
    as_attachment = opened.size is not None or opened.media not in PICTURES
    label = name if opened.size is not None else label_of(name, Media.JPEG)
    response["Content-Disposition"] = content_disposition_header(as_attachment, label) or "attachment"
    if opened.size is not None:
        response["Content-Length"] = str(opened.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"  # desks are shared: nothing stays in a browser
    return response


_CONTENT_TYPES = {
    "text/plain": "application/octet-stream"
}  # its encoding is the sender's: saved, never shown
