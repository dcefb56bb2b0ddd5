"""The list of answers: each in words, with the way to change it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from heyi.kernel.point import Point
from heyi.portal.report.asking import Asked
from heyi.portal.report.pages import PAGES, asked_pages
from heyi.triage.codes import KINDS
from heyi.web import moments
from heyi.web.places import point_words


@dataclass(frozen=True, slots=True)
class Line:
    """A question's name, what was answered, and where to change it."""

    slug: str
    name: str
    words: str


def lines(asked: Asked) -> tuple[Line, ...]:
    """Every page that was asked, in order."""
    return tuple(
        Line(slug, PAGES[slug].name, _WORDS[slug](asked.written.of(slug) or {}, asked))
        for slug in asked_pages(asked)
    )


def _what(said: Mapping[str, Any], _asked: Asked) -> str:
    return str(said.get("text", ""))


def _danger(said: Mapping[str, Any], _asked: Asked) -> str:
    words = {"yes": gettext("有"), "no": gettext("没有"), "unsure": gettext("不清楚")}
    return words.get(str(said.get("danger")), "")


def _kind(said: Mapping[str, Any], _asked: Asked) -> str:
    nature, field = KINDS[str(said["kind"])]
    return gettext("%(field)s（%(nature)s）") % {"field": gettext(field), "nature": gettext(nature)}


def _about(said: Mapping[str, Any], asked: Asked) -> str:
    units = [asked.units_known.unit_by_code(code) for code in said.get("units", ())]
    names = "、".join(unit.name for unit in units if unit is not None)
    return gettext("%(units)s。它看不到这件事。") % {"units": names} if names else gettext("不反映政府单位")


def _where(said: Mapping[str, Any], asked: Asked) -> str:
    region = asked.units_known.region(str(said.get("county", "")))
    return region.name if region else gettext("说不清")


def _place(said: Mapping[str, Any], asked: Asked) -> str:
    region = asked.units_known.region(str(said.get("region", "")))
    point = point_words(Point.read(said.get("point")))
    words = " ".join(filter(None, (region.name if region else "", str(said.get("address", "")))))
    return "\n".join(filter(None, (words, point))) or gettext("不知道")


def _when(said: Mapping[str, Any], asked: Asked) -> str:
    day = said.get("on")
    return (
        moments.day_words(date.fromisoformat(str(day)), now=asked.at)
        if day
        else gettext("说不清，或一直都有")
    )


def _photos(said: Mapping[str, Any], _asked: Asked) -> str:
    names = [str(file["name"]) for file in said.get("files", ())]
    return "\n".join(names) or gettext("没有")


def _same(said: Mapping[str, Any], asked: Asked) -> str:
    pairs = [[gist["county"], gist["id"]] for gist in asked.gists]
    if said.get("same") == "yes":
        return "；".join(
            asked.words_of(asked.gists[pairs.index(pair)]) for pair in said["as"] if pair in pairs
        )
    return gettext("另一件事") if said.get("same") == "no" else gettext("说不清")


def _contact(said: Mapping[str, Any], _asked: Asked) -> str:
    if said.get("who") == "nobody":
        return gettext("匿名，不留姓名和电话")
    return " ".join(str(said[part]) for part in ("firm", "name", "phone") if said.get(part))


_WORDS: Mapping[str, Callable[[Mapping[str, Any], Asked], str]] = {
    "what": _what,
    "danger": _danger,
    "kind": _kind,
    "about": _about,
    "where": _where,
    "place": _place,
    "when": _when,
    "photos": _photos,
    "same": _same,
    "contact": _contact,
}
