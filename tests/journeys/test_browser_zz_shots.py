import pytest

from heyi.mediation.codes import Capacity, Part
from heyi.mediation.operations import NewParty
from tests.journeys.test_browser_mediation_desk import *

pytestmark = pytest.mark.browser
OUT = "/tmp/mine/meddesk-shots/"
LOOKS = {"zh": {}, "phone": {"phone": True}, "en": {"phone": True, "language": "en", "theme": "dark"}}


def shots(seats, who, name, path, do=None):
    for look, given in LOOKS.items():
        seat = seats(who, **given)
        seat.go(path)
        if do:
            do(seat)
        seat.page.screenshot(path=f"{OUT}{name}-{look}.png", full_page=True)
        flaws = seat.flaws()
        if flaws:
            print(name, look, flaws)
        seat.page.context.close()


def test_shots(seats):
    me = Person.objects.get(username="zhili.mediator")
    fresh = signed_for()
    shots(seats, "zhili.mediator", "01-matter", f"/desk/matters/{fresh.number}/")
    shots(seats, "zhili.mediator", "02-screen", of(fresh, "open"))
    shots(seats, "zhili.mediator", "03-door", of(fresh, "open?safety=CLEAR&exclusion=CRIME"))
    shots(seats, "zhili.mediator", "04-open", of(fresh, "open?safety=VIOLENCE&exclusion="))
    from tests.factories.mediations import opened

    parties = [
        NewParty(Part.APPLICANT, "王秀英", "13900000001"),
        NewParty(Part.RESPONDENT, "李建国", "0572-2222222", Capacity.FULL, hides_address=True),
        NewParty(Part.THIRD, "湖州织里某某服饰有限公司", "", Capacity.BODY),
    ]
    m, _ = opened(
        matter=received(TEXT, at=now(), title="楼道晾衣服纠纷"),
        at=now(),
        mediator_id=me.pk,
        mediator=me.name,
        parties=parties,
        gist="楼道晾晒衣物引起的相邻纠纷，双方想约定今后怎么做。",
    )
    shots(seats, "zhili.mediator", "05-inviting", of(m))
    shots(seats, "zhili.clerk", "06-phone-form", of(m, "heard?of=B"))
    seat = seats("zhili.mediator")
    seat.go(of(m))
    press(seat, "打印征询单", "#party-B")
    seat.page.screenshot(path=f"{OUT}07-letter-zh.png", full_page=True)
    seat.go(of(m))
    press(seat, "查看姓名电话", "#party-B")
    seat.page.screenshot(path=f"{OUT}08-names-zh.png", full_page=True)
    consents(m, "A", "B", "C")
    seat.go(of(m))
    press(seat, "声明无利害关系", ".headed")
    press(seat, "开始调解", ".headed")
    seat.go(of(m, "plan"))
    seat.page.fill("#id_day", in_days(1))
    seat.page.fill("#id_starts", "19:00")
    seat.page.fill("#id_ends", "20:30")
    seat.page.fill("#id_place", "社区会客厅")
    sends(seat)
    shots(seats, "zhili.mediator", "09-plan", of(m, "plan"))
    opens(seat, "写笔记")
    seat.page.select_option("#id_side", "A")
    seat.page.fill("#id_text", "底线是赔八百元，不想让邻居知道她在住院。")
    sends(seat)
    opens(seat, "写笔记")
    seat.page.check("input[name=room][value=OWN]")
    seat.page.fill("#id_text", "先谈今后，再谈赔偿。")
    sends(seat)
    opens(seat, "提出方案")
    seat.page.fill("#id_amount", "1000")
    seat.page.fill("#id_text", "赔一千元，三个月付清，今后不在楼道晾衣服。")
    sends(seat)
    opens(seat, "记录无争议事实")
    seat.page.fill("#id_text", "11 月 20 日楼道积水，打湿了门垫。")
    sends(seat)
    shots(seats, "zhili.mediator", "10-mediating", of(m))
    shots(seats, "zhili.mediator", "11-note", of(m, "write"))
    seat.go(of(m, "agreement"))
    press(seat, "邻里")
    seat.page.select_option("#id_who", "B")
    seat.page.select_option("#id_to", "A")
    seat.page.fill("#id_what", "门垫和衣物的赔偿")
    seat.page.fill("#id_amount", "1000")
    seat.page.fill("#id_due_on", in_days(10))
    seat.page.fill("#id_parts", "3")
    seat.page.fill("#id_manner", "微信转账")
    seat.page.fill("#id_breach", "一期不付，未付部分一并到期")
    press(seat, "加上这一条")
    shots(seats, "zhili.mediator", "12-draft", of(m, "agreement"))
    for _i in range(4):
        press(seat, "删去")
    press(seat, "协议定稿")
    shots(seats, "zhili.mediator", "13-signing", of(m))
    shots(seats, "zhili.clerk", "14-fixed", of(m, "agreement"))
    shots(seats, "zhili.clerk", "15-signature", of(m, "signature?of=B"))
    signs(m, "A", "B", "C")
    seat.go(of(m))
    press(seat, "签发协议", ".headed")
    shots(seats, "zhili.mediator", "16-agreed", of(m))
    shots(seats, "zhili.mediator", "17-matter", f"/desk/matters/{m.number}/")
    m2, _ = opened(
        matter=received(TEXT, at=now(), title="夫妻争吵"),
        at=now(),
        mediator_id=me.pk,
        mediator=me.name,
        dispute="FAMILY",
        safety="VIOLENCE",
    )
    consents(m2, "A", "B")
    seat.go(of(m2))
    press(seat, "声明无利害关系", ".headed")
    press(seat, "开始调解", ".headed")
    seat.go(of(m2, "plan"))
    seat.page.fill("#id_day", in_days(2))
    seat.page.fill("#id_starts", "09:00")
    seat.page.fill("#id_ends", "10:00")
    seat.page.fill("#id_place", "二楼小会议室")
    sends(seat)
    m3, _ = opened(
        matter=received(TEXT, at=now(), title="狗咬人纠纷"), at=now(), mediator_id=me.pk, mediator=me.name
    )
    with as_party(m3):
        ops.refuse(m3.key, taking=party("B", at=now()), device="x")
    shots(seats, "zhili.mediator", "18-refused", of(m3))
    shots(seats, "zhili.mediator", "19-list", "/desk/mediations/")
    shots(seats, "zhili.mediator", "20-week", "/desk/mediations/week?by=mediator")
    shots(seats, "zhili.mediator", "21-calendar", "/desk/mediations/calendar")
    shots(seats, "wuxing.leader", "22-rooms", "/desk/mediations/rooms")
