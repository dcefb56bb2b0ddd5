"""What is asked for, with its object and amount; every case is invented."""

import pytest

from heyi.triage.amounts import amounts
from heyi.triage.claims import claims
from heyi.triage.lexicon.standard import of_facts
from heyi.triage.reading import Where
from heyi.triage.scan import scan


def told(words: str) -> list[str]:
    one = scan(words, Where.TEXT, of_facts())
    return [
        f"{claim.wish} {claim.words}" + (f" = {claim.amount:f}" if claim.amount else "")
        for claim in claims(one, tuple(amounts(one)))
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "要求老板支付拖欠的工资3万元，并赔偿误工费2000元。",
            ["PAY 支付拖欠的工资3万元 = 30000", "COMPENSATE 赔偿误工费2000元 = 2000"],
        ),
        (
            "请求：1、解除合同；2、退还押金5000元；3、赔礼道歉。",
            ["REVOKE 解除合同", "REFUND 退还押金5000元 = 5000", "APOLOGIZE 赔礼道歉"],
        ),
        ("希望有关部门尽快处理。", ["HANDLE 处理"]),
        ("我要离婚，孩子抚养权归我。", ["DIVORCE 离婚", "CUSTODY 孩子抚养权归我"]),
        ("要求对方拆除违建，恢复原状，停止施工。", ["REMOVE 拆除违建", "REMOVE 恢复原状", "STOP 停止施工"]),
        ("希望领导在百忙之中，帮忙协调解决房产证问题。", ["MEDIATE 协调解决房产证问题"]),
        ("要求将违章围墙拆除并道歉。", ["REMOVE 将违章围墙拆除", "APOLOGIZE 道歉"]),
        ("建议在凯旋路增设公交站，延长运营时间。", ["BUILD 增设公交站", "BUILD 延长运营时间"]),
        ("能不能帮我追讨工资12000元？", ["PAY 追讨工资12000元 = 12000"]),
        ("物业应当修复外墙。", ["REPAIR 修复外墙"]),
        ("要求商家退一赔三。", ["REFUND 退一赔三"]),
        ("请彻查此事，严肃处理相关人员。", ["INVESTIGATE 彻查此事", "INVESTIGATE 严肃处理相关人员"]),
        ("诉求：判令被告归还借款本金10万元及利息。", ["PAY 归还借款本金10万元及利息 = 100000"]),
        ("希望政府给我们一个明确的答复。", ["DISCLOSE 给我们一个明确的答复"]),
        ("请帮忙办理房产证过户。", ["CERTIFICATE 办理房产证过户"]),
        (
            "要求李建国赔偿损失3800元并修好防水。",
            ["COMPENSATE 赔偿损失3800元 = 3800", "REPAIR 修好防水"],
        ),
        ("我要求赔偿全部医药费，请帮忙调解。", ["COMPENSATE 赔偿全部医药费", "MEDIATE 调解"]),
        ("要求按合同约定交房。", ["PERFORM 按合同约定交房"]),
        ("恳请社区加强小区管理，疏通下水道。", ["INVESTIGATE 加强小区管理", "REPAIR 疏通下水道"]),
        ("把押金还给我！要求今天就退款。", ["REFUND 退款"]),
        ("要求先把工资要回来。", ["PAY 把工资要回来"]),
        ("希望物业把垃圾清走。", ["REMOVE 把垃圾清走"]),
        ("希望邻居把车挪走。", ["REMOVE 把车挪走"]),
        ("让他赔我医药费。", ["COMPENSATE 赔我医药费"]),
        ("叫他把墙拆了。", ["REMOVE 把墙拆了"]),
        ("请城管管一管。", ["INVESTIGATE 管一管"]),
        ("我想取消合同，退还定金贰仟元整。", ["REVOKE 取消合同", "REFUND 退还定金贰仟元整 = 2000"]),
    ],
)
def test_a_claim_is_told_with_its_object_and_amount(words: str, expected: list[str]) -> None:
    assert told(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "老板要求我赔偿损失，我不同意。",
        "公司要求支付违约金。",
        "让我赔他医药费，没道理。",
        "没有要求赔偿。",
        "请问离婚怎么办理？",
        "不应该让我们业主承担维修费用。",
        "物业一直不处理，问题没有得到解决。",
        "他会帮我处理好的。",
        "解决的办法是有的。",
        "申请表已经交了。",
        "",
    ],
)
def test_what_others_ask_or_nobody_asked_is_no_claim(words: str) -> None:
    assert told(words) == []
