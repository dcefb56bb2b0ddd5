"""The sentences of the reasons: a code's Chinese template, filled with the reason's parameters and quote."""

from collections.abc import Callable, Mapping

from heyi.kernel.words import _
from heyi.triage.codes import (
    DANGER_WORDS,
    FIELD_WORDS,
    NATURE_WORDS,
    NUMBER_WORDS,
    PARTY_ROLE_WORDS,
    SIDE_WORDS,
    SITE_WORDS,
    WISH_WORDS,
)
from heyi.triage.reading import Reason

SENTENCES: Mapping[str, str] = {
    "FIELD_WORD": _("文中写到“{quote}”，属于{field}"),
    "FIELD_UNKNOWN": _("没有读到能说明领域的词语"),
    "NATURE_WORD": _("文中写到“{quote}”，按{nature}处理"),
    "NATURE_DEFAULT": _("没有明确的诉求用语，按{nature}处理"),
    "DANGER_WORD": _("文中写到“{quote}”，有人正面临{danger}的危险"),
    "DANGER_UNSURE": _("文中写到“{quote}”，可能涉及{danger}，请工作人员先看"),
    "DANGER_PAST": _("文中写到“{quote}”，说的是过去的事，未按生命危险处理"),
    "DANGER_DENIED": _("文中写到“{quote}”，前文否定了它，未按生命危险处理"),
    "DANGER_SUPPOSED": _("文中写到“{quote}”，说的是假设、担心或预防，未按生命危险处理"),
    "URGENT_WORD": _("文中写到“{quote}”，需要尽快处理"),
    "NOT_URGENT": _("没有读到紧急情形"),
    "AMOUNT": _("文中写到“{quote}”，即 {yuan} 元"),
    "DATE": _("文中写到“{quote}”，即 {day}"),
    "PLACE_GIVEN": _("所填地点写明“{quote}”，属于{region}"),
    "PLACE_WORD": _("文中写到“{quote}”，属于{region}"),
    "VILLAGE_UNSURE": _("文中写到“{quote}”，{villages}都叫这个名字，没有写明是哪一个，请工作人员先看"),
    "VILLAGE_LIKELY": _("文中写到“{quote}”，可能是{villages}，没有写明镇街，请工作人员先看"),
    "VILLAGES_SEVERAL": _("文中写到{villages}，没有写明事情在哪一个，请工作人员先看"),
    "SUBJECT_WORD": _("文中写到“{quote}”，反映的是{unit}，该单位应回避"),
    "SUBJECT_UNKNOWN": _("文中写到“{quote}”，像是反映办事单位，但不能确定是哪一个，请工作人员先看"),
    "TOPIC_WORD": _("文中写到“{quote}”，像是{topic}问题"),
    "PARTY": _("文中写到“{quote}”，是{role}，{side}"),
    "CLAIM": _("文中写到“{quote}”，诉求是{wish}"),
    "NUMBER": _("文中有{number} {mask}，已遮盖"),
    "PERIOD": _("文中写到“{quote}”，即 {first} 至 {last}"),
    "MOMENT": _("文中写到“{quote}”，即 {first} 至 {last}"),
    "SITE": _("文中写到“{quote}”，是{site}的名称"),
    "RUNNER_UP": _("文中写到“{quote}”，也可能属于{field}"),
}
_CODED: Mapping[str, Mapping[str, str]] = {
    "field": FIELD_WORDS,
    "nature": NATURE_WORDS,
    "danger": DANGER_WORDS,
    "role": PARTY_ROLE_WORDS,
    "side": SIDE_WORDS,
    "wish": WISH_WORDS,
    "number": NUMBER_WORDS,
    "site": SITE_WORDS,
}


def sentence(reason: Reason, gettext: Callable[[str], str] = lambda words: words) -> str:
    """A reason as a person reads it, in the language of `gettext`; coded parameters are worded too."""
    words = {name: gettext(_CODED.get(name, {}).get(value, value)) for name, value in reason.params.items()}
    return gettext(SENTENCES[reason.code]).format(quote=reason.quote, **words)
