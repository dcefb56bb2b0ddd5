"""A long select is Django's own element, only written faster."""

import pytest
from django import forms
from django.test.html import parse_html

from heyi.web.widgets import LongSelect, PickSelect

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


def test_one_with_a_box_to_type_in_tells_the_script_so_and_is_a_select_without_it():
    drawn = PickSelect(choices=CHOICES, near="#p-kind").render("kind", "1", {"id": "id_kind"})
    told = {"data-pick": True, "data-some": "找到：", "data-none": "没有找到", "data-near": "#p-kind"}
    plain = forms.Select(choices=CHOICES, attrs=told).render("kind", "1", {"id": "id_kind"})
    assert parse_html(drawn) == parse_html(plain)
