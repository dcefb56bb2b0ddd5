"""批量改派: from one person (or nobody) to one or several others of the unit; looked through, done, taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heyi.desk.command.reassigned import TAKEN_BACK_WITHIN, Line, keep
from heyi.desk.doors import DeskRequest, actor_of, in_its_own_scopes, works_on_matters
from heyi.desk.matters.handlers import pick_words
from heyi.desk.matters.timeline import words_of
from heyi.dispatch.access import HandedRow, foreseen, handed_to, handlers_for, sharing_out
from heyi.dispatch.operations import Hand
from heyi.dispatch.rules.handlers import Pick
from heyi.journeys.together import MOST, Outcome, Went, do_each_its_own
from heyi.kernel.clock import now
from heyi.kernel.flow import Refusal
from heyi.kernel.typed import whole_number
from heyi.matters.access import Brief, briefs
from heyi.orgs.access import directory
from heyi.triage.codes import field_of
from heyi.web.scope import scope
from heyi.web.seen import read_seen

POOL = "pool"
AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Source:
    """From whom: a person of the unit, or nobody."""

    unit_id: int
    person_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A matter, to whom it would go and with what reasons; or why it would not."""

    row: HandedRow
    pick: Pick | None
    refusal: Refusal | None

    @property
    def words(self) -> SafeString | str:
        """The person with reasons and shortfalls."""
        return pick_words(self.pick) if self.pick else ""

    @property
    def goes(self) -> bool:
        """Whether it would be given."""
        return self.pick is not None and self.refusal is None


@require_http_methods(["GET", "HEAD", "POST"])
@in_its_own_scopes
@works_on_matters
def reassign(request: DeskRequest) -> HttpResponse:
    """Choose matters and people, look through who would get what, do it. Leaders of the unit alone."""
    with _scope(request):
        source, rows, picks = _asked(request)
    if request.POST.get("stage") == "do":
        return _do(request, source)
    chosen = set(request.POST.getlist("n"))
    among = [pick for pick in picks if str(pick.candidate.person_id) in request.POST.getlist("to")]
    context: dict[str, Any] = {"source": source, "unit": directory().unit(source.unit_id), "most": MOST}
    if request.method == "POST" and chosen and among:
        with _scope(request):
            plans = _plans(request, source, [row for row in rows if row.number in chosen], among)
        context |= {
            "will": [plan for plan in plans if plan.goes],
            "will_not": [plan for plan in plans if not plan.goes],
            "gone": len(chosen) - len(plans),
        }
        return render(request, "desk/command/reassign_preview.html", context)
    if request.method == "POST":
        messages.warning(request, _("请勾选要改派的事项，和接手的人。"))
    context |= {
        "rows": rows,
        "people": [(pick, pick_words(pick)) for pick in picks],
        "to": set(request.POST.getlist("to")),
        "chosen": chosen,
        "is_first": request.method != "POST",
    }
    return render(
        request, "desk/command/reassign.html", context, status=422 if request.method == "POST" else 200
    )


@require_POST
@in_its_own_scopes
@works_on_matters
def take_back(request: DeskRequest) -> HttpResponse:
    """收回: what is still as it was left goes back to who had it; what moved on stays, and is told."""
    try:
        unit, left = signing.loads(
            request.POST.get("left", ""), salt=_salt(request), max_age=TAKEN_BACK_WITHIN
        )
    except signing.BadSignature:
        messages.warning(request, _("收回的时间已过，没有收回。请在事项页上逐件指派。"))
        return redirect("desk:workload")
    if unit not in request.standing.leads:
        raise PermissionDenied
    asked = [
        (number, seq, {"left_with": to, "handler": (before, name) if before else None})
        for number, before, name, to, seq in left
    ]
    done = do_each_its_own("put_back", asked, by=_hand(request, unit), now=now)
    names = {number: name for number, _before, name, _to, _seq in left}
    return keep(request, unit, _lines(done, names), taken_back=request.POST.get("of") or "-")


def _scope(request: DeskRequest) -> Any:
    return scope("desk", units=request.standing.units, source=f"person:{request.standing.person_id}")


def _asked(request: DeskRequest) -> tuple[Source, tuple[HandedRow, ...], tuple[Pick, ...]]:
    """From whom, what they have, and who could take it. Three queries."""
    given: QueryDict = request.POST if request.method == "POST" else request.GET
    unit = _number(given.get("unit", ""))
    if unit not in request.standing.leads:
        raise PermissionDenied
    person = None if given.get("from") == POOL else _number(given.get("from", ""))
    picks = handlers_for(unit, at=now())
    name = next((pick.candidate.name for pick in picks if pick.candidate.person_id == person), "")
    rows = handed_to(unit, person, limit=MOST)
    if person is not None and not name:
        name = next((row.handler for row in rows), "")
    others = tuple(pick for pick in picks if pick.candidate.person_id != person)
    return Source(unit, person, name), rows, others


def _plans(
    request: DeskRequest, source: Source, rows: Sequence[HandedRow], among: Sequence[Pick]
) -> list[Plan]:
    """Who would get what, and whether each step would be taken; nothing is written."""
    known = {brief.number: brief for brief in briefs([row.number for row in rows])}
    there = [row for row in rows if row.number in known]
    people = {pick.candidate.person_id for pick in among}
    matters = [(known[row.number], field_of(row.kind)) for row in there]
    picks = sharing_out(source.unit_id, matters, people, at=now())
    refusals = _refusals(request, dict(zip((row.number for row in there), picks, strict=True)), known)
    return [Plan(row, pick, refusals.get(row.number)) for row, pick in zip(there, picks, strict=True)]


def _refusals(
    request: DeskRequest, picks: Mapping[str, Pick | None], known: Mapping[str, Brief]
) -> dict[str, Refusal]:
    """Why a step would be refused, asked of each receiver's matters together."""
    found: dict[str, Refusal] = {}
    units = frozenset(request.standing.units)
    receivers = {pick.candidate.person_id: pick.candidate for pick in picks.values() if pick}
    for person, candidate in receivers.items():
        mine = [known[n] for n, pick in picks.items() if pick and pick.candidate.person_id == person]
        given = {"handler": (person, candidate.name)}
        for matter, refusal in zip(
            mine, foreseen("assign", mine, units=units, given=given, at=now()), strict=True
        ):
            if refusal:
                found[matter.number] = refusal
    return found


def _do(request: DeskRequest, source: Source) -> HttpResponse:
    """As looked through: to each the matters that the page named, under the one door."""
    given = request.POST
    with _scope(request):
        names = {
            pick.candidate.person_id: pick.candidate.name for pick in handlers_for(source.unit_id, at=now())
        }
        before = {row.number: row for row in handed_to(source.unit_id, source.person_id, limit=MOST)}
    asked = []
    for number, seen, to in zip(given.getlist("n"), given.getlist("seen"), given.getlist("to"), strict=False):
        read, person = read_seen(seen, number), _number(to)
        if read is not None and person in names:
            asked.append((number, read, {"handler": (person, names[person])}))
    done = do_each_its_own("assign", asked[:MOST], by=_hand(request, source.unit_id), now=now)
    to_whom = {number: handler["handler"] for number, _seen, handler in asked}
    moved = [outcome.number for outcome in done if outcome.went is Went.DONE and outcome.number in before]
    lines = _lines(done, {number: who[1] for number, who in to_whom.items()})
    return keep(request, source.unit_id, lines, left=_left(request, source, moved, to_whom) if moved else "")


def _left(
    request: DeskRequest, source: Source, moved: Sequence[str], to: Mapping[str, tuple[int, str]]
) -> str:
    """How each matter was left, signed for this person: what taking back starts from."""
    with _scope(request):
        seqs = {brief.number: brief.seq for brief in briefs(moved)}
    lines = [
        [number, source.person_id, source.name, to[number][0], seqs[number]]
        for number in moved
        if number in seqs
    ]
    return signing.dumps([source.unit_id, lines], salt=_salt(request), compress=True)


def _lines(done: Sequence[Outcome], to: Mapping[str, str]) -> list[Line]:
    return [
        Line(each.number, to.get(each.number, ""), each.is_done, each.refusal, _said(each)) for each in done
    ]


def _said(each: Outcome) -> str:
    if each.went is Went.OVERTAKEN:
        words = _("%(who)s 已办了“%(what)s”，没有动它")
        return words % {"who": each.who or _("平台"), "what": words_of(each.verb)}
    return _("已不在您的范围内") if each.went is Went.GONE else ""


def _hand(request: DeskRequest, unit: int) -> Hand:
    return Hand(actor_of(request.standing, unit), frozenset(request.standing.units), request.standing.leads)


def _salt(request: DeskRequest) -> str:
    return f"reassigned:{request.standing.person_id}"


def _number(typed: str) -> int:
    return whole_number(typed) or 0
