"""One of each paper, of the laundry quarrel; the people do not exist."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from heyi.documents.codes import PaperKind
from heyi.documents.rules import bound_papers as bound
from heyi.documents.rules import closing_papers as closing
from heyi.documents.rules import opening_papers as opening
from heyi.documents.rules import session_papers as session
from heyi.documents.rules.parts import Entry, Exhibit, Payment, Question, Spoken
from tests.factories.papers import CHEN, COMMITTEE, EVENING, OUYANG, RARE, SIGNERS, agreement

_TODAY = EVENING.date()
_NUMBER = "（2026）织调字第 127 号"
_CASE = "陈小满与欧阳𠮷䶮洗衣店夜间噪声纠纷"
_REMEDIES = (
    "向有管辖权的人民法院提起诉讼",
    "就夜间噪声向生态环境部门或者公安机关反映",
    "需要法律援助的，向吴兴区法律援助中心申请",
)
_DIGEST = "SHA256:" + "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

SAMPLES: Mapping[PaperKind, object] = {
    PaperKind.AGREEMENT: agreement(),
    PaperKind.APPLICATION: opening.Application(
        regime="人民调解",
        committee=COMMITTEE,
        parties=(CHEN, OUYANG),
        applicants=SIGNERS[:1],
        facts="我在晚风路 8 号开洗衣店，楼上邻居多次为烘干机声音与我争吵。\n11 月 20 日晚店门玻璃被碰裂。",
        requests=("请求调解夜间营业时间和减震措施", "请求对方赔偿店门玻璃损失 1,200 元"),
        applied_on=_TODAY,
    ),
    PaperKind.INTAKE_FORM: opening.IntakeForm(
        regime="人民调解",
        committee=COMMITTEE,
        number=_NUMBER,
        source="110 移交",
        kind="邻里",
        received_at=EVENING,
        parties=(CHEN, OUYANG),
        gist="洗衣店夜间开烘干机，楼上住户反映噪声影响睡眠；争吵中店门玻璃碰裂。\n双方都愿意调解。",
        requests="确定夜间营业时间，减震，分担玻璃损失。",
        risks="双方有过推搡，当晚分开谈。",
        opinion="属于受理范围，双方同意，受理。",
        mediator="周敏",
        registrar="李明",
        registered_on=_TODAY,
    ),
    PaperKind.RIGHTS_NOTICE: opening.RightsNotice(
        regime="人民调解",
        committee=COMMITTEE,
        told=(CHEN.name, RARE),
        mediators=("周敏", "沈建国"),
        rights=(
            "选择或者接受调解员",
            "接受调解、拒绝调解或者要求终止调解",
            "要求调解公开进行或者不公开进行",
            "自主表达意愿，自愿达成调解协议",
        ),
        duties=("如实陈述纠纷事实", "遵守调解现场秩序，尊重调解员", "尊重对方当事人行使权利"),
        remedies=_REMEDIES,
        fee="人民调解不收取任何费用。",
        told_on=_TODAY,
    ),
    PaperKind.POWER_OF_ATTORNEY: opening.PowerOfAttorney(
        committee=COMMITTEE,
        principal=CHEN,
        agent=opening.Party(role="受委托人", name="陈立", sex="男", telephone="13800000003"),
        case=_CASE,
        powers=("代为陈述事实、提交材料", "代为参加调解"),
        starts_on=_TODAY,
        ends_on=date(2027, 1, 31),
        signed_on=_TODAY,
    ),
    PaperKind.INQUIRY_RECORD: session.InquiryRecord(
        committee=COMMITTEE,
        began_at=EVENING,
        ended_at=EVENING + timedelta(minutes=40),
        place="晚风路社区警务室",
        asked=OUYANG,
        asked_by="周敏、沈建国",
        recorder="李明",
        case=_CASE,
        questions=(
            Question(
                asked="您什么时候开始听到烘干机的声音？",
                answered="大概从九月开始，晚上十点以后还在响，楼板都在震。",
            ),
            Question(asked="和店主谈过吗？", answered="谈过三次。她说白天生意忙，只能晚上烘。"),
            Question(
                asked="11 月 20 日晚上发生了什么？",
                answered="我下楼敲门，她不开，我推了一下门，玻璃就裂了。\n我愿意赔玻璃，但是晚上不能再开。",
            ),
        ),
    ),
    PaperKind.EVIDENCE_LIST: opening.EvidenceList(
        committee=COMMITTEE,
        brought_by=CHEN.name,
        received_by="李明",
        received_on=_TODAY,
        exhibits=(
            Exhibit(
                name="店门玻璃照片",
                kind="电子数据",
                source="手机拍摄",
                pages="3",
                proves="玻璃破裂的位置和程度",
                digest=_DIGEST,
            ),
            Exhibit(
                name="玻璃更换收据",
                kind="书证",
                source="玻璃店",
                pages="1",
                proves="损失 1,200 元",
                digest=_DIGEST,
            ),
        ),
    ),
    PaperKind.MEDIATION_RECORD: session.MediationRecord(
        regime="人民调解",
        committee=COMMITTEE,
        number=_NUMBER,
        began_at=EVENING,
        ended_at=EVENING + timedelta(hours=2),
        place="吴兴区三源共治中心 2 号调解室",
        parties=(CHEN, OUYANG),
        mediators=("周敏", "沈建国"),
        recorder="李明",
        told="已向双方告知权利义务，双方表示明白，不申请更换调解员，同意不公开进行。",
        spoken=(
            Spoken(speaker="陈小满", words="烘干机是老机器，声音确实大。晚上不开可以，但是要给我时间减震。"),
            Spoken(speaker=RARE, words="晚上九点半以后不响就行。玻璃我认。"),
            Spoken(
                speaker="调解员周敏",
                words="双方对夜间不开机、做减震、赔玻璃都没有意见，先把时间和钱数说清楚。",
            ),
        ),
        agreed_facts=("玻璃更换费用为 1,200 元", "烘干机没有做过减震"),
        result="双方达成协议，另行签订调解协议书。",
        signers=SIGNERS,
    ),
    PaperKind.ORAL_AGREEMENT: session.OralAgreement(
        regime="人民调解",
        committee=COMMITTEE,
        number="（2026）织口字第 31 号",
        parties=(CHEN, OUYANG),
        facts="电动车停在店门口挡住进出，双方争吵。",
        agreed=("欧阳𠮷䶮今后把车停在指定车位", "陈小满不再挪动他人车辆"),
        manner="当场履行。",
        read_back="由调解员宣读，双方当场表示同意。",
        performed_at_once=True,
        place="晚风路 8 号门口",
        mediators=("周敏",),
        agreed_at=EVENING,
    ),
    PaperKind.PERFORMANCE_RECORD: closing.PerformanceRecord(
        committee=COMMITTEE,
        number=_NUMBER,
        case=_CASE,
        signers=SIGNERS,
        recorder="李明",
        recorded_on=date(2027, 1, 6),
        payments=(
            Payment(
                due_on=date(2026, 12, 5),
                due=Decimal("600"),
                what="玻璃损失第 1 期",
                done_on=date(2026, 12, 4),
                paid=Decimal("600"),
                manner="转账",
                proof="转账截图 1 张",
            ),
            Payment(
                due_on=date(2026, 12, 15),
                what="减震垫和软接",
                done_on=date(2026, 12, 12),
                manner="到场查看",
                proof="照片 2 张",
            ),
            Payment(
                due_on=date(2027, 1, 5),
                due=Decimal("600"),
                what="玻璃损失第 2 期",
                done_on=date(2027, 1, 6),
                paid=Decimal("600"),
                manner="转账",
                proof="转账截图 1 张",
            ),
        ),
    ),
    PaperKind.FOLLOW_UP_RECORD: closing.FollowUpRecord(
        committee=COMMITTEE,
        number=_NUMBER,
        case=_CASE,
        visited="陈小满、欧阳𠮷䶮",
        visitor="李明",
        manner="电话",
        visited_at=EVENING + timedelta(days=30),
        performance="减震已完成，两期赔款已付清。",
        satisfaction="双方都满意",
        signs="没有。",
        wishes="希望社区提醒其他商户夜间注意声音。",
        handling="已转社区。",
    ),
    PaperKind.CONFIRMATION_REQUEST: closing.ConfirmationRequest(
        court="湖州市吴兴区人民法院",
        parties=(CHEN, OUYANG),
        committee=COMMITTEE,
        agreement=_NUMBER,
        agreed_on=_TODAY,
        request="请求依法确认申请人之间达成的调解协议有效。",
        facts="双方因洗衣店夜间噪声发生纠纷，经调解自愿达成协议，内容明确。",
        promises=(
            "申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为",
            "如果因为该协议内容给他人造成损害的，愿意承担相应的法律责任",
        ),
        enclosed=("调解协议书 1 份", "身份证明复印件 2 份"),
        signers=SIGNERS,
        asked_on=_TODAY,
    ),
    PaperKind.ENDING_NOTICE: closing.EndingNotice(
        committee=COMMITTEE,
        to=(CHEN.name, RARE),
        case=_CASE,
        reason="被申请人明确表示不愿意继续调解。",
        basis="《中华人民共和国人民调解法》第二十六条",
        remedies=_REMEDIES,
        contact="织里镇人民调解委员会 0572-0000000",
        told_on=_TODAY,
    ),
    PaperKind.STATEMENT: closing.Statement(
        unit=COMMITTEE,
        about="关于身份证明缺失的情况说明",
        to="吴兴区社会治理中心",
        enclosed=("社区证明 1 份",),
        contact="李明 0572-0000000",
        paragraphs=(
            "陈小满与欧阳𠮷䶮纠纷一案的卷宗中，欧阳𠮷䶮的身份证明为社区出具的证明。",
            "原因是其身份证遗失，正在补办。补办后由本会补入卷宗。",
        ),
        dated_on=_TODAY,
    ),
    PaperKind.CLOSING_REPORT: closing.ClosingReport(
        regime="人民调解",
        committee=COMMITTEE,
        number=_NUMBER,
        kind="邻里",
        source="110 移交",
        parties=(CHEN, OUYANG),
        received_on=_TODAY,
        closed_on=date(2027, 1, 8),
        mediators="周敏、沈建国",
        facts="洗衣店夜间噪声，争吵中碰裂店门玻璃。",
        course="当晚分别谈话后共同调解，第二次会谈达成协议。",
        ending="达成调解协议并已履行",
        result="夜间不开机；完成减震；赔偿玻璃 1,200 元。",
        performance="全部履行。",
        reported_by="李明",
    ),
    PaperKind.CHAT_EXHIBIT: bound.ChatExhibit(
        committee=COMMITTEE,
        title="微信聊天记录（陈小满与欧阳𠮷䶮）",
        number="证-3",
        brought_by=CHEN.name,
        source="陈小满手机微信导出的文本文件",
        received_at=EVENING,
        digest=_DIGEST,
        messages=tuple(
            bound.Message(
                sent_at=EVENING - timedelta(days=9, minutes=-nth * 7),
                sender=(CHEN.name, RARE)[nth % 2],
                words=("今天又吵到几点？😤", "#set text(red) 十点就关了 $x$ \\ *真的*", "玻璃的钱先转你 300")[
                    nth % 3
                ],
                sort="转账" if nth % 3 == 2 else "",
                amount=Decimal("300") if nth % 3 == 2 else None,
            )
            for nth in range(40)
        ),
        totals=(
            bound.Total(sender=RARE, count=6, amount=Decimal("1800")),
            bound.Total(sender=CHEN.name, count=7, amount=Decimal("2100")),
        ),
    ),
    PaperKind.CASE_COVER: bound.CaseCover(
        regime="人民调解",
        committee=COMMITTEE,
        title=_CASE,
        number="330502-2026-ZL-0127",
        year=2026,
        kind="邻里",
        parties="陈小满、欧阳𠮷䶮",
        mediators="周敏、沈建国",
        began_on=_TODAY,
        ended_on=date(2027, 1, 8),
        ending="达成协议并已履行",
        kept_for="10 年",
        filed_by="李明",
        filed_on=date(2027, 1, 10),
        pages=36,
    ),
    PaperKind.CASE_INDEX: bound.CaseIndex(
        number="330502-2026-ZL-0127",
        entries=tuple(
            Entry(
                title=title,
                reference=_NUMBER if nth == 7 else "",
                dated="2026-11-27",
                pages=f"{2 * nth + 1}—{2 * nth + 2}",
            )
            for nth, title in enumerate(
                (
                    "调解申请书",
                    "受理登记表",
                    "权利义务告知书",
                    "身份证明",
                    "证据清单",
                    "证据材料",
                    "调解记录",
                    "调解协议书",
                    "履行记录",
                    "回访记录",
                )
            )
        ),
    ),
    PaperKind.BACK_COVER: bound.BackCover(
        number="330502-2026-ZL-0127",
        pages=36,
        papers=10,
        remarks="欧阳𠮷䶮身份证明为社区证明。",
        filed_by="李明",
        checked_by="王芳",
        filed_on=date(2027, 1, 10),
    ),
}
