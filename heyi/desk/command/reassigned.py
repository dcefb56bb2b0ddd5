"""What became of a bulk reassignment, kept with the session: its page has an address, and can be read again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.kernel.clock import now
from heyi.kernel.flow import Refusal
from heyi.matters.access import briefs
from heyi.orgs.access import directory

TAKEN_BACK_WITHIN = 1800  # seconds
_KEPT, _MOST = "reassigned", 5


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a matter: to whom it went, or why it did not."""

    number: str
    to: str
    is_done: bool
    refusal: Refusal | None
    words: str

    @property
    def stored(self) -> list[Any]:
        """The line as a session keeps it."""
        refusal = self.refusal and [self.refusal.code, self.refusal.sentence, dict(self.refusal.params)]
        return [self.number, self.to, self.is_done, refusal, self.words]


def keep(
    request: DeskRequest, unit: int, lines: Sequence[Line], *, left: str = "", taken_back: str = ""
) -> HttpResponse:
    """Lead to the page of this result. `left`: from what it is taken back; `taken_back`: the result that this undid."""
    kept: dict[str, dict[str, Any]] = dict(request.session.get(_KEPT, {}))
    if taken_back in kept:
        kept[taken_back] = {**kept[taken_back], "left": ""}
    name = token_urlsafe(9)
    kept[name] = {
        "unit": unit,
        "at": now().isoformat(),
        "lines": [line.stored for line in lines],
        "left": left,
        "is_back": not left and bool(taken_back),
    }
    request.session[_KEPT] = dict(list(kept.items())[-_MOST:])
    return redirect("desk:reassigned", name)


@require_safe
@works_on_matters
def reassigned(request: DeskRequest, name: str) -> HttpResponse:
    """The result, matter by matter; for half an hour it can be taken back from here."""
    kept = request.session.get(_KEPT, {}).get(name)
    if kept is None:
        messages.warning(request, _("这次改派的结果已经不在了：只在登录期间保留最近几次。"))
        return redirect("desk:workload")
    if kept["unit"] not in request.standing.leads:
        raise PermissionDenied
    until = datetime.fromisoformat(kept["at"]) + timedelta(seconds=TAKEN_BACK_WITHIN)
    lines = [_line(each) for each in kept["lines"]]
    titles = {brief.number: brief.title for brief in briefs([line.number for line in lines])}
    context = {
        "unit": directory().unit(kept["unit"]),
        "lines": [(line, titles.get(line.number, "")) for line in lines],
        "count": sum(line.is_done for line in lines),
        "was_taken_back": kept["is_back"],
        "left": kept["left"] if now() < until else "",
        "name": name,
        "until": until,
    }
    return render(request, "desk/command/reassign_result.html", context)


def _line(stored: Sequence[Any]) -> Line:
    number, to, is_done, refusal, words = stored
    return Line(number, to, is_done, Refusal(*refusal) if refusal else None, words)
