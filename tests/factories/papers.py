"""Papers of people who do not exist: the laundry quarrel of two neighbours, and a wage group of thirty."""

from datetime import date, datetime
from decimal import Decimal

from heyi.documents.rules.parts import Clause, Instalment, Party, Signer
from heyi.documents.rules.session_papers import Agreement
from heyi.kernel.clock import CHINA

EVENING = datetime(2026, 11, 27, 19, 30, tzinfo=CHINA)
COMMITTEE = "织里镇人民调解委员会"
RARE = "欧阳𠮷䶮"
CHEN = Party(
    role="申请人", name="陈小满", sex="女", people="汉族", age="46岁", occupation="个体工商户",
    telephone="13800000001", address="湖州市吴兴区织里镇晚风路 8 号",
)  # fmt: skip
OUYANG = Party(
    role="被申请人", name=RARE, sex="男", people="汉族", age="58岁", occupation="退休",
    telephone="13800000002", address="湖州市吴兴区织里镇晚风路 10 号",
)  # fmt: skip
SIGNERS = (Signer(role="申请人", name=CHEN.name), Signer(role="被申请人", name=RARE))


def agreement(**changes: object) -> Agreement:
    """The neighbours' agreement."""
    content: dict[str, object] = {
        "regime": "人民调解",
        "committee": COMMITTEE,
        "number": "（2026）织调字第 127 号",
        "parties": (CHEN, OUYANG),
        "facts": "陈小满在晚风路 8 号开洗衣店，夜间 22 时后仍开烘干机，楼上住户欧阳𠮷䶮多次反映噪声影响睡眠。"
        "2026 年 11 月 20 日晚双方在店门口争吵，店门玻璃被碰裂。\n"
        "争议事项：夜间营业时间；减震措施；玻璃损失由谁承担。",
        "clauses": (
            Clause(words="陈小满自 2026 年 12 月 1 日起，每日 21:30 至次日 7:30 不开烘干机和脱水机。"),
            Clause(
                words="陈小满于 2026 年 12 月 15 日前完成减震。",
                points=("烘干机底座加装橡胶减震垫", "排风管改为软接，出口背向住宅"),
            ),
            Clause(words="欧阳𠮷䶮赔偿店门玻璃损失人民币 1,200.00 元（大写：壹仟贰佰元整），分两期付清。"),
        ),
        "total": Decimal("1200"),
        "instalments": (
            Instalment(
                payer=RARE, payee=CHEN.name, amount=Decimal("600"), due_on=date(2026, 12, 5), manner="转账"
            ),
            Instalment(
                payer=RARE, payee=CHEN.name, amount=Decimal("600"), due_on=date(2027, 1, 5), manner="转账"
            ),
        ),
        "manner": "按上表付款；减震完成后由调解员到场查看。",
        "breach": "一方不履行的，对方可以向人民法院起诉，或者在协议经司法确认后申请强制执行。",
        "confirmation": "当事人可以自本协议生效之日起三十日内共同向有管辖权的人民法院申请司法确认。",
        "copies": 3,
        "signers": SIGNERS,
        "mediators": ("周敏", "沈建国"),
        "recorder": "李明",
        "agreed_on": date(2026, 11, 27),
    }
    return Agreement(**{**content, **changes})  # type: ignore[arg-type]
