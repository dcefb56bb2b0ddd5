"""Giving a matter to 110, 12345 or another city with a clear owner: what the steps ask, what leaves, who has it.

Until the partner has acknowledged with a number of its own, the unit stays answerable and its clocks run; then the
partner has it, until it closes it or gives it back (国办发〔2022〕12号).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.kernel.clock import CHINA
from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.codes import REASONS_FOR, Confidentiality
from heyi.matters.guards import no_open_assist, no_open_objection

_Facts = Mapping[str, object]
ASKED_MOST, TOLD_MOST, REF_MOST = 2000, 5000, 200  # letters
MOST_CITIES = 5  # that one matter may pass, the first and the last among them
LAW = "国办发〔2022〕12号"
POLICE110, CITY = "POLICE110", "CITY"
OFFER, RECALL = "transfer.offer", "transfer.recall"  # messages to a partner, as the envelope names them
ANSWER = "transfer.answer"  # to another city, of a matter that it handed over


@dataclass(frozen=True, slots=True)
class Receiver:
    """A partner that may be given a matter: its number, its kind (a key of REASONS_FOR) and its name.

    `city` is the division of another city; empty for the others.
    """

    id: int
    kind: str
    name: str
    city: str = ""


@dataclass(frozen=True, slots=True)
class TransferAnswer:
    """What a partner says of a transfer: a verb of the Step table, its own number, its words."""

    transfer_id: UUID
    verb: str
    ref: str = ""
    text: str = ""


def is_kin(receiver_kind: str, subject_kinds: Collection[str]) -> bool:
    """Whether a matter about units of these kinds must not leave for this kind of partner (信访工作条例 §30).

    110 belongs to the police. 12345 gives orders out to any department or town, where our walls end. Another city
    asks the units of ours that it needs, and has no say over them: a matter about any of them goes to their superior.
    """
    return "POLICE" in subject_kinds if receiver_kind == POLICE110 else bool(subject_kinds)


def leaving(
    *,
    number: str,
    unit: str,
    region_code: str,
    region: str,
    place: str,
    occurred_at: datetime | None,
    urgency: str,
    route: tuple[str, ...] = (),
) -> dict[str, str]:
    """What leaves beside the two texts that somebody wrote and, where allowed, the contact: nothing else does.

    Only to another city: by which cities it has come, so that it never goes in a circle.
    """
    came_by = {"route": ",".join(route)} if route else {}
    return {
        "number": number,
        "unit": unit,
        "region_code": region_code,
        "region": region,
        "place": place,
        "occurred_at": occurred_at.astimezone(CHINA).isoformat(timespec="seconds") if occurred_at else "",
        "urgency": urgency,
        **came_by,
    }


def stays_in_the_house(facts: _Facts) -> Refusal | None:
    """A part is answered to its head: who should go outside with it goes with the head, or it is ended here."""
    if facts.get("is_part"):
        return Refusal("part_stays", _("分项不能转交：请告诉主件的主办单位，由它转交或结束本分项。"))
    return None


def has_receiver(facts: _Facts) -> Refusal | None:
    """A partner must be chosen, and the reason must be one for which it takes matters."""
    receiver = facts.get("receiver")
    if not isinstance(receiver, Receiver):
        return Refusal("receiver_needed", _("请选择转交给谁。"))
    if facts.get("reason") not in REASONS_FOR.get(receiver.kind, ()):
        return Refusal("reason_unfit", _("请选择与对方职责相符的转交理由。"))
    return None


def says_what_to_do(facts: _Facts) -> Refusal | None:
    """The partner must learn what happened and what it is asked to do."""
    if all(str(facts.get(name) or "").strip() for name in ("told", "text")):
        return None
    return Refusal("text_needed", _("请填写内容。"))


def no_open_transfer(facts: _Facts) -> Refusal | None:
    """A matter that is offered to a partner has two who might act: first the offer is answered or recalled."""
    partner = str(facts.get("partner") or "")
    if not partner:
        return None
    return Refusal(
        "transfer_open",
        _("正转交 %(partner)s：请等对方接收或退回，或者先收回转交。"),
        {"partner": partner},
    )


def receiver_is_no_kin(facts: _Facts) -> Refusal | None:
    """Whom a matter is about must not learn of it by a detour over a partner (信访工作条例 §30)."""
    receiver, kinds = facts.get("receiver"), facts.get("subject_kinds")
    if not (isinstance(receiver, Receiver) and isinstance(kinds, frozenset) and is_kin(receiver.kind, kinds)):
        return None
    return Refusal(
        "receiver_is_kin",
        _("这件事反映了须回避的单位，转交出去对方可能得知：请在本平台内转办给其上级。"),
    )


def unit_gives_contact(facts: _Facts) -> Refusal | None:
    """Who reported is opened by the unit that leads alone; a superior hands over without it."""
    if facts.get("with_contact") and not facts.get("is_unit"):
        return Refusal("contact_by_unit", _("反映人的联系方式只能由主办单位提供，请不要勾选。"))
    return None


def is_not_sealed(facts: _Facts) -> Refusal | None:
    """What hardly anybody may know of here is not told to another city by a machine."""
    receiver, secrecy = facts.get("receiver"), facts.get("confidentiality")
    if isinstance(receiver, Receiver) and receiver.kind == CITY and secrecy == Confidentiality.SEALED:
        return Refusal("sealed_stays", _("密封的事项不能由平台移交外市：请按保密规定另行办理。"))
    return None


def goes_in_no_circle(facts: _Facts) -> Refusal | None:
    """A city that has had the matter does not get it anew: it is sent back the way that it came."""
    receiver, route = facts.get("receiver"), facts.get("route")
    if not (isinstance(receiver, Receiver) and receiver.city and isinstance(route, tuple)):
        return None
    if receiver.city in route:
        return Refusal(
            "goes_in_circle",
            _("这件事已经过 %(city)s：不能再移交给它；不该由本市办理的，请退回移交的城市。"),
            {"city": receiver.name},
        )
    if len(route) >= MOST_CITIES - 1:
        return Refusal("route_too_long", _("这件事已经转过太多城市：请退回移交的城市，由共同的上级决定。"))
    return None


def has_open_transfer(facts: _Facts) -> Refusal | None:
    """There must be something to recall."""
    return None if facts.get("partner") else Refusal("no_transfer", _("没有可以收回的转交。"))


def answers_the_open_one(facts: _Facts) -> Refusal | None:
    """An answer is to the transfer that stands open: not to one that was recalled or ended before."""
    if facts.get("transfer") is not None and facts.get("transfer") == facts.get("open_transfer"):
        return None
    return Refusal("transfer_over", _("这次转交已经收回或了结。"))


def has_ref(facts: _Facts) -> Refusal | None:
    """The partner's own number is its acknowledgement."""
    return None if str(facts.get("ref") or "").strip() else Refusal("ref_needed", _("请给出对方的受理编号。"))


def has_result(facts: _Facts) -> Refusal | None:
    """Nothing is closed before the reporter was told a result: now, or by an answer before."""
    if facts.get("replied") or str(facts.get("text") or "").strip():
        return None
    return Refusal("result_needed", _("办结前要有答复：请写明办理结果。"))


def has_open_assist(facts: _Facts) -> Refusal | None:
    """Only while something of ours is open does a partner's "done" bring the matter back instead of closing it."""
    if facts.get("open_assists") or facts.get("open_parts"):
        return None
    return Refusal("nothing_open", _("没有未办结的协办、警情或分项。"))


def has_text(facts: _Facts) -> Refusal | None:
    """What is written for others must say something."""
    return None if str(facts.get("text") or "").strip() else Refusal("text_needed", _("请填写内容。"))


def denies_no_partner(facts: _Facts) -> Refusal | None:
    """Who has the matter outside cannot become whom it is about: first it is recalled (信访工作条例 §30)."""
    kind, kinds = str(facts.get("partner_kind") or ""), facts.get("denied_kinds")
    if kind and isinstance(kinds, frozenset) and is_kin(kind, kinds):
        return Refusal("partner_is_kin", _("这件事正转交给与该单位有关的对方：请先收回转交，再更正。"))
    return None


OFFERED_FROM = ("TO_SIGN", "IN_HAND")  # states in which a matter waits for a partner's number
_UNIT_OR_ABOVE, _PARTNER = ("UNIT", "SUPERIOR"), ("PARTNER",)

OF_MATTER = (
    Step(
        "take_over",
        OFFERED_FROM,
        "WITH_PARTNER",
        _PARTNER,
        _("对方接收"),
        (has_ref,),
        "PAUSES",
        shown=_("已由对方接收，由其办理"),
        why=LAW,
    ),
    Step(
        "conclude",
        ("WITH_PARTNER",),
        "CLOSED",
        _PARTNER,
        _("对方办结"),
        (no_open_assist,),
        "STOPS",
        shown=_("已办结"),
    ),
    Step(
        "fulfil",
        ("WITH_PARTNER",),
        "IN_HAND",
        _PARTNER,
        _("对方办完，由本单位收尾"),
        (has_open_assist,),
        "RESUMES",
        shown=_("对方已办完，由原单位收尾"),
    ),
    Step(
        "give_back",
        ("WITH_PARTNER",),
        "IN_HAND",
        _PARTNER,
        _("对方退回"),
        (has_text,),
        "RESUMES",
        shown=_("对方退回，由原单位继续办理"),
    ),
    Step("recall", OFFERED_FROM, SAME, _UNIT_OR_ABOVE, _("收回转交"), (has_open_transfer, has_text)),
    Step(
        "recall",
        ("WITH_PARTNER",),
        "IN_HAND",
        _UNIT_OR_ABOVE,
        _("收回转交"),
        (has_text,),
        "RESUMES",
        shown=_("已收回，由原单位继续办理"),
    ),
)
OF_TASK = (
    Step(
        "transfer",
        OFFERED_FROM,
        SAME,
        _UNIT_OR_ABOVE,
        _("转交"),
        (
            stays_in_the_house,
            no_open_transfer,
            no_open_objection,
            has_receiver,
            says_what_to_do,
            receiver_is_no_kin,
            is_not_sealed,
            goes_in_no_circle,
            unit_gives_contact,
        ),
        why=LAW,
    ),
    Step("recall", OFFERED_FROM, SAME, _UNIT_OR_ABOVE, _("收回转交"), (has_open_transfer, has_text)),
    Step("recall", ("WITH_PARTNER",), "IN_HAND", _UNIT_OR_ABOVE, _("收回转交"), (has_text,), "RESUMES"),
    Step(
        "take_over",
        OFFERED_FROM,
        "WITH_PARTNER",
        _PARTNER,
        _("对方接收"),
        (answers_the_open_one, has_ref),
        "STOPS SIGN; PAUSES",
        why=LAW,
    ),
    Step("turn_down", OFFERED_FROM, SAME, _PARTNER, _("对方不接收"), (answers_the_open_one, has_text)),
    Step("progress", ("WITH_PARTNER",), SAME, _PARTNER, _("对方进展"), (answers_the_open_one, has_text)),
    Step("reply", ("WITH_PARTNER",), SAME, _PARTNER, _("对方答复"), (answers_the_open_one, has_text)),
    Step(
        "conclude",
        ("WITH_PARTNER",),
        "CLOSED",
        _PARTNER,
        _("对方办结"),
        (answers_the_open_one, no_open_assist, has_result),
        "STOPS",
    ),
    Step(
        "fulfil",
        ("WITH_PARTNER",),
        "IN_HAND",
        _PARTNER,
        _("对方办完，由本单位收尾"),
        (answers_the_open_one, has_open_assist, has_result),
        "RESUMES",
    ),
    Step(
        "give_back",
        ("WITH_PARTNER",),
        "IN_HAND",
        _PARTNER,
        _("对方退回"),
        (answers_the_open_one, has_text),
        "RESUMES",
    ),
)
SAID = frozenset(
    {"take_over", "turn_down", "progress", "reply", "conclude", "give_back"}
)  # what a signed answer can say
OF_PARTNER = SAID | {"fulfil"}  # what comes of "done" while something of ours is open
OF_TRANSFER = OF_PARTNER | {"transfer", "recall"}
