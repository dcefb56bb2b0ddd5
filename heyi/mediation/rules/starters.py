"""Ready-made clauses to begin an agreement with, by kind of dispute; what is left empty is told as unclear.

Sides stand as parts: A is who makes the claim, R who answers it. The words are the agreement's own: Chinese.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from heyi.kernel.words import _
from heyi.mediation.codes import Clause
from heyi.mediation.rules.clauses import Term


@dataclass(frozen=True, slots=True)
class Sketch:
    """A clause that waits for its names, amounts and days."""

    kind: Clause
    who: str
    to: str = ""
    what: str = ""
    manner: str = ""
    breach: str = ""


@dataclass(frozen=True, slots=True)
class Starter:
    """A set of clauses for one kind of agreement, and the disputes that it is usual for."""

    words: str
    disputes: frozenset[str]
    clauses: tuple[Sketch, ...]


_TRANSFER = "转账至对方指定的本人账户，以转账记录为凭"
_ALL_DUE = "有一期未按时足额支付的，未付部分一并到期，对方可以要求一次付清"
_LATE = "逾期未付的，从逾期之日起按一年期贷款市场报价利率支付逾期利息"
_REST = Sketch(Clause.WAIVE, "A", what="双方就本次纠纷再无其他争议")

STARTERS: Mapping[str, Starter] = {
    "NEIGHBOURS": Starter(
        _("邻里"),
        frozenset({"NEIGHBOURS", "POLLUTION"}),
        (
            Sketch(
                Clause.REFRAIN,
                "R",
                what="不在公共部位堆放、晾晒物品，不在 22 时至次日 6 时发出影响他人休息的声响",
            ),
            Sketch(Clause.DO, "R", what="清理已经堆放的物品，恢复公共部位原状", manner="自行清理，费用自理"),
            Sketch(Clause.APOLOGISE, "R", "A", what="就争吵时的言语当面道歉"),
            _REST,
        ),
    ),
    "WAGES": Starter(
        _("劳动报酬"),
        frozenset({"LABOUR"}),
        (
            Sketch(Clause.PAY, "R", "A", what="拖欠的工资", manner=_TRANSFER, breach=_ALL_DUE),
            Sketch(Clause.DELIVER, "R", "A", what="解除劳动合同的证明，以及工资支付记录的复印件"),
            _REST,
        ),
    ),
    "DEBT": Starter(
        _("欠款（分期）"),
        frozenset({"CONTRACT", "BUSINESS", "FINANCE"}),
        (
            Sketch(Clause.PAY, "R", "A", what="欠款本金", manner=_TRANSFER, breach=_ALL_DUE),
            Sketch(Clause.WAIVE, "A", what="按期付清时的利息和违约金"),
        ),
    ),
    "TRAFFIC": Starter(
        _("交通事故"),
        frozenset({"TRAFFIC", "DAMAGES", "MEDICAL"}),
        (
            Sketch(
                Clause.PAY,
                "R",
                "A",
                what="医疗费、误工费、护理费和车辆维修费等全部损失",
                manner=_TRANSFER,
                breach=_LATE,
            ),
            Sketch(Clause.DELIVER, "A", "R", what="病历、费用票据和维修发票的原件，供办理保险理赔"),
            _REST,
        ),
    ),
    "PROPERTY": Starter(
        _("物业"),
        frozenset({"PROPERTY_SERVICES", "HOUSING"}),
        (
            Sketch(Clause.DO, "A", what="完成报修部位的维修", manner="派员上门维修，维修后由业主当场确认"),
            Sketch(Clause.PAY, "R", "A", what="拖欠的物业服务费", manner=_TRANSFER, breach=_LATE),
            Sketch(Clause.WAIVE, "A", what="物业服务费的滞纳金"),
        ),
    ),
    "FAMILY": Starter(
        _("婚姻家庭（财产、赡养、抚养费）"),
        frozenset({"FAMILY"}),
        (
            Sketch(Clause.PAY, "R", "A", what="赡养费（抚养费）", manner=_TRANSFER, breach=_ALL_DUE),
            Sketch(Clause.DO, "R", what="每月看望不少于两次，事先约好时间"),
            Sketch(Clause.REFRAIN, "R", what="不以任何方式恐吓、打骂对方"),
        ),
    ),
    "CONTRACT": Starter(
        _("合同"),
        frozenset({"CONTRACT", "CONSUMER", "E_COMMERCE", "BUSINESS", "LAND"}),
        (
            Sketch(
                Clause.DELIVER,
                "R",
                "A",
                what="约定的货物（写明名称、数量和规格）",
                manner="送到约定的地点，当场验收",
            ),
            Sketch(Clause.PAY, "A", "R", what="余下的货款", manner=_TRANSFER, breach=_LATE),
            _REST,
        ),
    ),
}


def usual_for(dispute: str) -> str:
    """The set that is usual for such a dispute; "" for none."""
    return next((name for name, each in STARTERS.items() if dispute in each.disputes), "")


def begun_with(name: str, sides: Mapping[str, str]) -> tuple[Term, ...]:
    """The clauses of a set as terms; `sides` tells the letter of A (who claims) and of R (who answers)."""
    return tuple(
        Term(
            each.kind,
            sides.get(each.who, ""),
            sides.get(each.to, ""),
            what=each.what,
            manner=each.manner,
            breach=each.breach,
        )
        for each in STARTERS[name].clauses
    )
