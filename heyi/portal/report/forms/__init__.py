"""One form for each page of a report."""

from heyi.portal.report.forms.base import PageForm
from heyi.portal.report.forms.place import PlaceForm, WhenForm, WhereForm
from heyi.portal.report.forms.reporter import ContactForm, PhotosForm, SameForm
from heyi.portal.report.forms.story import AboutForm, DangerForm, KindForm, WhatForm

__all__ = [
    "AboutForm",
    "ContactForm",
    "DangerForm",
    "KindForm",
    "PageForm",
    "PhotosForm",
    "PlaceForm",
    "SameForm",
    "WhatForm",
    "WhenForm",
    "WhereForm",
]
