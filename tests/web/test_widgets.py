"""A long select is Django's own element, only written faster."""

import pytest
from django import forms
from django.test.html import parse_html

from heyi.web.widgets import LongSelect

CHOICES = [
    ("", "全部 <类别>"),
    ("A&B", 'x "quoted"'),
    ("组", [("1", "一"), (2, "二")]),
]


@pytest.mark.parametrize("value", ["", None, "A&B", "2", 2, "nonsense"])
@pytest.mark.parametrize("attrs", [None, {"id": "id_kind", "required": True}])
def test_it_is_the_element_that_django_writes(value, attrs):
    mine = LongSelect(choices=CHOICES).render("kind", value, attrs)
    assert parse_html(mine) == parse_html(forms.Select(choices=CHOICES).render("kind", value, attrs))
