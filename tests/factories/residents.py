"""A resident at a browser without scripts: opens pages, fills them in, and follows where they lead."""

import re
from dataclasses import dataclass, field
from html import unescape

from django.db import connection
from django.http import HttpResponse
from django.test import Client

from heyi.matters.access import entering, find_tracked, matter_view
from tests.factories.matters import ZHILI, desk, unit

WAGES = "我在织里镇一家童装厂做工，老板拖欠我三个月工资两万元，找了几次都不给。"
ANSWERS = {
    "danger": {"danger": "no"},
    "kind": {"kind": "other", "field": "LABOUR"},
    "about": {"about": "no"},
    "where": {"county": "330502"},
    "place": {"region": "330502100", "address": "富民路 8 号"},
    "when": {"when": "today"},
    "photos": {"on": "1"},
    "same": {"same": "no"},
    "contact": {"who": "me", "name": "沈月琴", "phone": "13800000000"},
}
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass
class Resident:
    """One browser with its cookies."""

    client: Client = field(default_factory=Client)

    def look(self, page: str = "") -> HttpResponse:
        """Open a page of the report."""
        return self.client.get(f"/report/{page}")

    def fill(self, page: str, *, looked: HttpResponse | None = None, **said: str) -> HttpResponse:
        """Fill a page in as it was looked at, and press its button."""
        drawn = (looked or self.look(page)).content.decode()
        hidden = {name: unescape(value) for name, value in _HIDDEN.findall(drawn)}
        return self.client.post(f"/report/{page}", {**hidden, **said})

    def write(self, text: str = WAGES, **answers: dict[str, str]) -> HttpResponse:
        """Every page as it comes, up to the list of answers; the answers are the usual ones unless told."""
        answer = self.fill("what", text=text)
        for _page in range(12):
            assert answer.status_code == 302, answer.content.decode()
            slug = answer["Location"].removeprefix("/report/").partition("?")[0]
            if slug == "check":
                return self.look("check")
            answer = self.fill(slug, **{**ANSWERS, **answers}[slug])
        raise AssertionError("the pages never end")

    def send(self, looked: HttpResponse | None = None) -> HttpResponse:
        """Press the last button."""
        drawn = (looked or self.look("check")).content.decode()
        return self.client.post(
            "/report/send", {name: unescape(value) for name, value in _HIDDEN.findall(drawn)}
        )

    def code(self) -> str:
        """The tracking code on the receipt."""
        found = re.search(r'class="big-code"><code>([0-9A-Z-]+)<', self.look("receipt").content.decode())
        assert found is not None
        return found[1]


def view_of(code: str, looks: str = ZHILI):
    """The matter as its unit sees it."""
    found = find_tracked(code)
    assert found is not None
    with desk(looks):
        return matter_view(*found, units=[unit(looks)])


def sees(code: str, looks: str) -> bool:
    """Whether a unit sees the matter of a code."""
    try:
        view_of(code, looks)
    except LookupError:
        return False
    return True


def words_of(answer) -> str:
    return unescape(answer.content.decode())


def matters() -> int:
    """How many matters there are."""
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matters_matter")
        return int(cursor.fetchone()[0])


def drafts() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM intake_draft")
        return int(cursor.fetchone()[0])
