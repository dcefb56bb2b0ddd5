"""A matter given to 110, in its words (接警推送单), and its answers. Codes and names are this project's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heyi.adapters.partner.transferring import Names, contact_of, read_answer
from heyi.matters.transfers import OFFER, RECALL, TransferAnswer

REASONS: Mapping[str, tuple[str, str]] = {
    "EMERGENCY": ("1", "正在发生的危险或紧急求助"),
    "POLICE_MATTER": ("2", "属于公安管辖的警情"),
}
NAMES = Names(
    transfer="zjbh",
    action="czlx",
    ref="jjdbh",
    text="fknr",
    actions={"1": "take_over", "2": "turn_down", "3": "reply", "4": "conclude", "5": "give_back"},
)


def offer_of(news: Mapping[str, Any]) -> Mapping[str, object]:
    """The matter as 110 is asked to take it."""
    sent, (code, words) = news["sent"], REASONS[news["reason"]]
    name, phone = contact_of(news)
    return {
        "zjbh": news["transfer"],
        "sjbh": news["number"],
        "zjsj": news["at"],
        "zjdw": sent["unit"],
        "zjyy": code,
        "zjyysm": words,
        "bjnr": news["told"],
        "clyq": news["asked"],
        "xzqh": sent["region_code"],
        "sfdz": " ".join(filter(None, (sent["region"], sent["place"]))),
        "fssj": sent["occurred_at"],
        "jjcd": "1" if sent["urgency"] == "URGENT" else "0",
        "lxr": name,
        "lxdh": phone,
    }


def recall_of(news: Mapping[str, Any]) -> Mapping[str, object]:
    """That the matter is not 110's to take any more."""
    return {"zjbh": news["transfer"], "sjbh": news["number"], "chsj": news["at"]}


def answer_of(document: object, *, at: datetime) -> TransferAnswer:
    """What 110 answers; raises InvalidReport with every fault."""
    return read_answer(document, NAMES, at=at)


MESSAGES = {OFFER: offer_of, RECALL: recall_of}
