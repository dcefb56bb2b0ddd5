"""What parties of a mediation are told by text: that they are asked, when they meet, that there is something to sign.

A message says the least that leads to the party's own page: no name, no gist, for a telephone may be somebody else's
for the moment. Whoever had no mobile number is asked on paper or by telephone.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from heyi.journal.events import RecordedEvent
from heyi.journal.operations import NewDelivery, queue_deliveries
from heyi.journeys.texting import Message
from heyi.journeys.waking import deliver_later
from heyi.kernel.clock import CHINA
from heyi.matters.access import entering
from heyi.mediation.access import PartyText, addressees, party_text
from heyi.orgs.access import directory

DESTINATION = "text:party"
_Sides = Callable[[RecordedEvent], Sequence[str] | None]


def _everybody(_event: RecordedEvent) -> None:
    return None


def _who(event: RecordedEvent) -> Sequence[str]:
    """The side that the step is about."""
    return (str(event.facts["side"]),)


def _invited(event: RecordedEvent) -> Sequence[str]:
    return _who(event) if event.facts.get("way") == "LINK" else ()


def _heard(event: RecordedEvent) -> Sequence[str]:
    """Who consented by telephone is told so on their own: a consent that nobody gave does not stay unseen."""
    return _who(event) if event.facts.get("way") == "PHONE" else ()


def _corrected(event: RecordedEvent) -> Sequence[str]:
    """Who was not asked yet hears of it when they are."""
    return _who(event) if event.facts.get("was_asked") else ()


TOLD: Mapping[str, _Sides] = {
    "mediation.invited": _invited,
    "mediation.consent_recorded": _heard,
    "mediation.began": _everybody,
    "mediation.session_planned": lambda event: event.facts["sides"],
    "mediation.session_called_off": lambda event: event.facts["sides"],
    "agreement.fixed": _everybody,
    "agreement.concluded": _everybody,
    "agreement.reminded": lambda event: (str(event.facts["owing"]),),
    "agreement.broken": _everybody,
    "mediation.refused": _everybody,
    "mediation.refusal_recorded": _everybody,
    "mediation.stopped": _everybody,
    "agreement.declined": _everybody,
    "mediation.ended": _everybody,
    "agreement.read_back": lambda event: event.facts["links"],
    "agreement.confirmation_recorded": _who,
    "agreement.settled": _everybody,
    "mediation.lapsed": _everybody,
    "mediation.stop_recorded": _everybody,
    "mediation.party_corrected": _corrected,
    "mediation.link_renewed": _invited,
    "mediation.mediator_replaced": _everybody,
    "confirmation.asked": _everybody,
    "confirmation.joining_recorded": _who,
    "confirmation.answered": _everybody,
    "mediation.recusal_declined": lambda event: event.facts["asked"],
    "mediation.complaint_answered": _who,
}
_ENDED = "【合一】调解已经终止。您仍可以通过诉讼、仲裁等途径解决，办法见：%(page)s"
_ANSWERED = "【合一】您向调解单位提出的意见有了答复，请打开查看：%(page)s"
WORDS: Mapping[str, str] = {
    "mediation.invited": "【合一】%(unit)s请您参加一起纠纷的调解，是否参加由您自愿决定%(free)s。"
    "请本人打开查看并答复：%(page)s 请勿转发。",
    "mediation.consent_recorded": "【合一】%(unit)s登记了您在电话中同意参加调解。"
    "如果不是您本人的意思，请打开：%(page)s",
    "mediation.began": "【合一】各方都已同意，调解开始。您随时可以要求停止：%(page)s",
    "mediation.session_planned": "【合一】调解安排在%(at)s%(place)s。详情：%(page)s",
    "mediation.session_called_off": "【合一】原定%(at)s的调解已经取消。详情：%(page)s",
    "agreement.fixed": "【合一】调解协议已经定稿，请您核对，同意的再签名：%(page)s",
    "agreement.concluded": "【合一】调解协议已经生效，请按约定履行：%(page)s",
    "agreement.reminded": "【合一】按照调解协议，您有一项约定应当在%(day)s以前履行，请按时履行：%(page)s",
    "agreement.broken": "【合一】调解协议有一项没有履行。接下来可以怎么办，见：%(page)s",
    "mediation.refused": _ENDED,
    "mediation.refusal_recorded": _ENDED,
    "mediation.stopped": _ENDED,
    "agreement.declined": _ENDED,
    "mediation.ended": _ENDED,
    "agreement.read_back": "【合一】%(unit)s把刚才现场说定的内容记了下来。请本人打开核对，同意的请确认"
    "（三日内）；不确认就没有约束力：%(page)s 请勿转发。",
    "agreement.confirmation_recorded": "【合一】%(unit)s登记了您在纸上确认的现场调处结果。"
    "如果不是您本人的意思，请打开：%(page)s",
    "agreement.settled": "【合一】各方都已确认，现场说定的协议已经生效，请按约定履行：%(page)s",
    "mediation.lapsed": "【合一】现场说定的内容没有得到各方确认，协议没有成立。"
    "您仍可以通过调解、诉讼等途径解决：%(page)s",
    "mediation.stop_recorded": _ENDED,
    "mediation.party_corrected": "【合一】%(unit)s改正了您在调解中登记的姓名、电话或者监护人。"
    "请打开核对，不对的请告知：%(page)s",
    "mediation.link_renewed": "【合一】您的调解页面换了新链接，原来的链接不能再用。请本人打开：%(page)s 请勿转发。",
    "mediation.mediator_replaced": "【合一】调解员已经更换。详情：%(page)s",
    "confirmation.asked": "【合一】%(unit)s提出：各方一起请法院确认调解协议。是否参加由您自愿决定，"
    "请本人打开查看并答复：%(page)s 请勿转发。",
    "confirmation.joining_recorded": "【合一】%(unit)s登记了您在纸上同意一起请法院确认调解协议。"
    "如果不是您本人的意思，请打开：%(page)s",
    "confirmation.answered": "【合一】法院对确认调解协议的申请有了答复，请打开查看：%(page)s",
    "mediation.recusal_declined": _ANSWERED,
    "mediation.complaint_answered": _ANSWERED,
}
"""In Chinese: nobody asked a party's language, and the page behind the address speaks both."""
LATE = "【合一】按照调解协议，您有一项约定应当在%(day)s以前履行，现在已经过期，请尽快履行：%(page)s"
UNDATED = "【合一】按照调解协议，您有一项约定还没有履行，请履行：%(page)s"


def queue_party_texts(events: Sequence[RecordedEvent], *, at: datetime) -> int:
    """Queue a text for each party that is to hear of an event; the body holds neither number nor address."""
    queued = [new for event in events if event.verb in TOLD for new in _texts(event)]
    if not queued:
        return 0
    deliver_later()
    return queue_deliveries(queued, at=at)


def _texts(event: RecordedEvent) -> list[NewDelivery]:
    mediation = UUID(event.facts["mediation"])
    body = {
        "county": event.county,
        "matter": str(event.matter_id),
        "mediation": str(mediation),
        "what": event.verb,
        "session": event.facts.get("session"),
        "due_on": event.facts.get("due_on"),
        "late": event.facts.get("late", False),
    }
    return [
        NewDelivery(
            event.county,
            event.matter_id,
            event.seq,
            f"{DESTINATION}/{each.side}",
            event.verb,
            json.dumps({**body, "party": str(each.party_id)}),
        )
        for each in addressees(event.county, mediation, TOLD[event.verb](event))
    ]


def party_message(body: str) -> Message | None:
    """What a queued body stands for, composed as it leaves; None where the party is gone."""
    asked = json.loads(body)
    session = asked["session"] and UUID(asked["session"])
    with entering("worker"):
        found = party_text(
            asked["county"], UUID(asked["matter"]), UUID(asked["mediation"]), UUID(asked["party"]), session
        )
    return None if found is None else Message(found.phone, _words(asked, found))


def _sentence(asked: Mapping[str, Any]) -> str:
    """A reminder says by which day, and whether that is past."""
    if asked["what"] != "agreement.reminded":
        return WORDS[asked["what"]]
    if not asked.get("due_on"):
        return UNDATED
    return LATE if asked.get("late") else WORDS["agreement.reminded"]


def _day(asked: Mapping[str, Any]) -> str:
    on = date.fromisoformat(asked["due_on"]) if asked.get("due_on") else None
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


def _words(asked: Mapping[str, Any], text: PartyText) -> str:
    unit = directory().find_unit(text.unit_id)
    return _sentence(asked) % {
        "day": _day(asked),
        "unit": unit.name if unit else "",
        "free": "" if text.regime == "COMMERCIAL" else "，不收费",
        "page": text.address or "请与调解单位联系",
        "at": text.session_at.astimezone(CHINA).strftime("%-m月%-d日%H:%M") if text.session_at else "",
        "place": f"，{text.session_place}" if text.session_place else "",
    }
