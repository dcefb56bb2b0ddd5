"""The model that Heyi ships: topics of legal questions, learned from open data alone (docs/reference/topics.md)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from heyi.kernel.words import _
from heyi.triage.model_files import load
from heyi.triage.topics import Model

FOLDER = Path(__file__).resolve().parent / "learned" / "topics"

TOPIC_WORDS: Mapping[str, str] = {
    "交通事故": _("交通事故"),
    "人身损害": _("人身损害"),
    "侵权": _("侵权"),
    "债权债务": _("债权债务"),
    "公司法": _("公司法"),
    "刑事辩护": _("刑事辩护"),
    "劳动纠纷": _("劳动纠纷"),
    "医疗纠纷": _("医疗纠纷"),
    "合同纠纷": _("合同纠纷"),
    "婚姻家庭": _("婚姻家庭"),
    "建设工程": _("建设工程"),
    "房产纠纷": _("房产纠纷"),
    "抵押担保": _("抵押担保"),
    "拆迁安置": _("拆迁安置"),
    "海事海商": _("海事海商"),
    "消费权益": _("消费权益"),
    "涉外法律": _("涉外法律"),
    "知识产权": _("知识产权"),
    "行政诉讼": _("行政诉讼"),
}
"""Its labels in the reader's language."""


@cache
def topic_model() -> Model:
    """Loaded at the first call and kept: a process that reads no topics never pays for it."""
    return load(FOLDER)
