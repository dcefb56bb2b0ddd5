"""The pages of a report in their order: which are asked, which come next, and what is shown of each in the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heyi.kernel.words import _
from heyi.portal.report import forms
from heyi.portal.report.asking import Asked
from heyi.portal.report.meaning import is_danger_asked


@dataclass(frozen=True, slots=True)
class Page:
    """One question: its address, its form, its heading, and its name on the list of answers."""

    slug: str
    form: type[forms.PageForm]
    heading: str
    name: str


PAGES: Mapping[str, Page] = {
    page.slug: page
    for page in (
        Page("what", forms.WhatForm, _("发生了什么事？"), _("经过")),
        Page("danger", forms.DangerForm, _("现在有人有生命危险吗？"), _("生命危险")),
        Page("kind", forms.KindForm, _("您反映的是哪一类事？"), _("类别")),
        Page("about", forms.AboutForm, _("是在反映某个政府单位，或它的工作人员吗？"), _("反映的单位")),
        Page("where", forms.WhereForm, _("事情发生在哪里？"), _("区县")),
        Page("place", forms.PlaceForm, _("具体在什么地方？"), _("地点")),
        Page("when", forms.WhenForm, _("什么时候发生的？"), _("时间")),
        Page("photos", forms.PhotosForm, _("有照片或文件吗？"), _("照片和文件")),
        Page("same", forms.SameForm, _("是下面这件事吗？"), _("是否同一件事")),
        Page("contact", forms.ContactForm, _("怎样联系您？"), _("联系方式")),
    )
}
_WHOLE = {"about": "units", "photos": "done"}  # what an answer must hold in order to be one
FIRST = "what"
CHECK = "check"


def asked_pages(asked: Asked) -> Sequence[str]:
    """The pages that this draft is asked, in order."""
    return [slug for slug in PAGES if _is_asked(slug, asked)]


def _is_asked(slug: str, asked: Asked) -> bool:
    if slug == "danger":
        return asked.meant is None or is_danger_asked(asked.meant)
    if slug == "same":
        return bool(asked.gists)
    return True


def next_page(slug: str, asked: Asked, *, to_check: bool) -> str:
    """Where an answered page leads: on in the order, or back to the list as soon as nothing is missing."""
    pages = asked_pages(asked)
    if to_check:
        return first_missing(asked) or CHECK
    following = list(PAGES)[list(PAGES).index(slug) + 1 :]
    return next((page for page in following if page in pages), CHECK)


def page_before(slug: str, asked: Asked) -> str:
    """The page that leads to this one; "" for the first."""
    before = list(PAGES)[: list(PAGES).index(slug)] if slug in PAGES else list(PAGES)
    pages = asked_pages(asked)
    return next((page for page in reversed(before) if page in pages), "")


def is_answered(slug: str, asked: Asked) -> bool:
    """Whether the page needs no more; a search for a unit, and files without a word, are not yet an answer."""
    answer = asked.written.of(slug)
    return answer is not None and _WHOLE.get(slug, "") in ("", *answer)


def first_missing(asked: Asked) -> str:
    """The first page that was not answered; "" where nothing is missing."""
    return next((slug for slug in asked_pages(asked) if not is_answered(slug, asked)), "")
