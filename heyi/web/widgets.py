"""Widgets of this house."""

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

Options = Iterable[tuple[Any, Any]]


class LongSelect(forms.Select):
    """A choice among hundreds, written at once: Django renders a template for each option, half the work of a page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        """The same element as Django's own."""
        given = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        chosen = self.format_value(value)
        return format_html("<select{}>{}</select>", given, _options(self.offered(chosen), chosen))

    def offered(self, chosen: list[str]) -> Options:  # noqa: ARG002 - for those that offer more than they hold
        """What the element holds when these are chosen."""
        return self.choices


class PickSelect(LongSelect):
    """A long select that web/static/heyi/pick.js turns into a box to type in; without scripts it is the select.

    `near` names the part of the page whose data-read is a value beside which others are probably meant. `more` is the
    address of what can be found besides, fetched when somebody looks; `named` names such a value, "" of any other.
    """

    more = ""
    named: Callable[[str], str] | None = None

    def __init__(self, *args: Any, near: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near = near

    def offered(self, chosen: list[str]) -> Options:
        """What it holds, and what was chosen of the rest."""
        more = [(value, name) for value in chosen if self.named and (name := self.named(value))]
        return [*self.choices, *more]

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """What the box tells of its list."""
        told = {"data-pick": True, "data-some": gettext("找到："), "data-none": gettext("没有找到")}
        near = {"data-near": self.near} if self.near else {}
        more = {"data-more": self.more} if self.more else {}
        return super().build_attrs(base_attrs, {**(extra_attrs or {}), **told, **near, **more})


def _options(choices: Options, chosen: Container[str]) -> SafeString:
    return format_html_join("\n", "{}", ((written,) for written in _written(choices, chosen)))


def _written(choices: Options, chosen: Container[str]) -> Iterator[SafeString]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield format_html('<optgroup label="{}">{}</optgroup>', value, _options(label, chosen))
        else:
            typed = "" if value is None else str(value)
            selected = SafeString(" selected" if typed in chosen else "")
            yield format_html('<option value="{}"{}>{}</option>', typed, selected, label)
