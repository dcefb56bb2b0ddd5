"""A matter given to 12345, in its words, and its answers. Codes and names are this project's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heyi.adapters.partner.transferring import Names, contact_of, read_answer
from heyi.matters.transfers import OFFER, RECALL, TransferAnswer

REASONS: Mapping[str, str] = {"SERVICE_REQUEST": "SERVICE", "OTHER_DEPARTMENT": "DEPARTMENT"}
NAMES = Names(
    transfer="transferNo",
    action="action",
    ref="orderNo",
    text="content",
    actions={
        "ACCEPT": "take_over",
        "REFUSE": "turn_down",
        "REPLY": "reply",
        "CLOSE": "conclude",
        "RETURN": "give_back",
    },
)


def offer_of(news: Mapping[str, Any]) -> Mapping[str, object]:
    """The matter as 12345 is asked to take it."""
    sent, (name, phone) = news["sent"], contact_of(news)
    return {
        "transferNo": news["transfer"],
        "matterNo": news["number"],
        "transferTime": news["at"],
        "department": sent["unit"],
        "reason": REASONS[news["reason"]],
        "content": news["told"],
        "request": news["asked"],
        "areaCode": sent["region_code"],
        "address": " ".join(filter(None, (sent["region"], sent["place"]))),
        "occurredTime": sent["occurred_at"],
        "urgent": "Y" if sent["urgency"] == "URGENT" else "N",
        "contactName": name,
        "contactPhone": phone,
    }


def recall_of(news: Mapping[str, Any]) -> Mapping[str, object]:
    """That the matter is not 12345's to take any more."""
    return {"transferNo": news["transfer"], "matterNo": news["number"], "recallTime": news["at"]}


def answer_of(document: object, *, at: datetime) -> TransferAnswer:
    """What 12345 answers; raises InvalidReport with every fault."""
    return read_answer(document, NAMES, at=at)


MESSAGES = {OFFER: offer_of, RECALL: recall_of}
