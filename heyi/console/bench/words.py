"""Reports as people write them, made up from sentences of our own: no two alike, the same for the same seed."""

from collections.abc import Mapping, Sequence
from random import Random

SUBJECTS: Mapping[str, Sequence[str]] = {
    "web": (
        "{firm}从{month}月起一直拖欠我们{count}名工人的工资，共计{money}元，找过负责人{times}次都说没有钱。",
        "我在{firm}花{money}元买的{thing}，用了{days}天就坏了，商家既不肯退货也不肯修理。",
        "{estate}的物业公司长期不打扫楼道，电梯坏了{days}天没有人修，物业费却照收不误。",
        "{place}附近的{firm}夜里偷偷排放废水，河水发黑发臭，周围住户都不敢开窗。",
        "去年{month}月我向{name}借出{money}元，约定半年归还，如今电话不接、微信不回。",
        "请问外地户籍的孩子在{place}上小学需要哪些材料，社保要交满多少个月？",
        "{firm}办的{thing}培训班突然关门，预付的{money}元学费退不回来，涉及家长{count}人。",
    ),
    "phone": (
        "邻居{name}在自家门口私搭雨棚，挡住了我家采光，社区上门调解{times}次没有结果。",
        "{place}的路灯已经坏了{days}天，晚上老人孩子走路很不安全，盼望尽快派人维修。",
        "{estate}楼上住户{name}装修时弄坏了防水层，我家天花板漏水，家具损失约{money}元。",
        "我骑电瓶车经过{place}时被一辆货车擦碰，对方只肯赔{money}元，医药费都不够。",
        "{place}有人占用消防通道停车，{days}天来多次反映没有人管，万一失火后果很严重。",
    ),
    "hotline_12345": (
        "{place}施工工地每天夜里{hour}点以后还在打桩，居民无法休息，已经持续{days}天。",
        "村里土地流转的租金{month}月就该发了，到现在{count}户人家都没有拿到，合计约{money}元。",
        "{estate}小区自来水发黄有异味，已经{days}天，打供水公司电话一直没有人接。",
        "我母亲在医院做手术后出现并发症，院方说是正常情况，我们要求封存病历并说明原因。",
        "{place}的公交站点取消以后，附近{count}多位老人看病买菜都要走很远，希望恢复。",
    ),
    "petition": (
        "我家{month}月房屋被征收，补偿面积少算了{count}平方米，多次要求复核一直没有书面答复。",
        "本人与{name}离婚后，对方不按判决支付抚养费，累计{money}元，孩子上学都成问题。",
        "{firm}与我签订的合同约定{month}月交房，已经逾期{days}天，违约金{money}元拒不支付。",
        "村里的山林承包边界一直没有划清，{name}砍了我家{count}棵树，赔偿谈不拢。",
    ),
    "grid": (
        "巡查时发现{place}一处危房外墙开裂，屋内仍住着{count}位老人，建议尽快安排鉴定。",
        "{estate}{name}与邻居因楼道堆放杂物发生口角，已当场劝开，双方情绪仍不稳定。",
        "{firm}仓库内存放大量{thing}，消防器材过期，已口头提醒，需要主管部门上门检查。",
    ),
    "police_110": (
        "{hour}时许，{place}两名男子因停车发生争执，民警到场处置后双方愿意调解，移交后续处理。",
        "报警人称与{name}因{money}元债务起纠纷，对方多次上门吵闹，未造成人身伤害，属民间纠纷。",
    ),
    "enterprise": (
        "我公司与{firm}的{thing}买卖合同纠纷，对方拖欠货款{money}元，影响企业正常周转，希望得到法律指导。",
        "我公司商标被{firm}仿冒使用，市场上出现大量同款{thing}，请相关部门介入查处。",
    ),
}
SITUATIONS = (
    "事情发生在{month}月{day}日，当时{name}和{count}位邻居都在场，可以作证。",
    "之前已经向村里反映过{times}次，每次都说会处理，但{days}天过去了没有任何进展。",
    "我手里有转账记录、聊天截图和现场照片，可以随时提供。",
    "家里老人今年{age}岁，身体一直不好，为了这件事整夜睡不着觉。",
    "我们也想心平气和地商量，可是对方态度很强硬，说告到哪里都不怕。",
    "{name}曾经答应在{month}月底之前解决，后来又改口说与他无关。",
    "附近像我们这样情况的还有{count}户，大家都很着急。",
    "{place}的工作人员上个月来看过一次，拍了照片，之后没有下文。",
    "为此我前后请假{times}天，光是路费就花了{fee}元。",
    "按照当时签的协议第{times}条，这笔费用应当由对方承担。",
)
WISHES = (
    "希望有关部门尽快核实处理，给我们一个明确的答复。",
    "请帮忙协调双方坐下来谈一谈，只要公平合理我都接受。",
    "盼望早日解决，谢谢你们的辛苦工作。",
    "请告知具体由哪个单位负责，需要准备什么材料。",
    "如果调解不成，也请指导我们通过法律途径解决。",
    "恳请派人到现场看一看，不要只打个电话就算结束。",
)
_FAMILY = "沈钱陆朱姚吴费潘徐俞闵施严章凌丁倪戴邱莫"
_GIVEN = "建国明华丽芳志强秀英海燕小军桂芬伟民雪梅佳怡永根水林"
_FIRM = ("宏达", "金鑫", "长丰", "华美", "天成", "永兴", "绿源", "新纪元", "恒泰", "吉祥")
_TRADE = ("建筑劳务公司", "纺织厂", "童装厂", "木业公司", "装饰公司", "食品厂", "教育咨询公司", "汽配经营部")
_ESTATE = ("阳光", "春江", "碧水", "东方", "祥和", "紫金", "翡翠", "滨湖")
_HOUSE = ("花园", "家园", "公寓", "新村", "名苑", "小区")
_THING = ("冰箱", "实木地板", "电动车", "空调", "舞蹈", "英语", "钢材", "童装", "涂料", "竹制品")


def report(draw: Random, places: Sequence[tuple[str, str]]) -> dict[str, object]:
    """One body as a sender sends it; `places` are (region code, name) to choose from."""
    channel = draw.choice(list(SUBJECTS))
    region, place = draw.choice(places)
    words = _words(draw, place)
    middle = "".join(draw.sample(SITUATIONS, draw.randint(1, 4)))
    text = draw.choice(SUBJECTS[channel]) + middle + draw.choice(WISHES)
    body: dict[str, object] = {"text": text.format(**words), "channel": channel, "place": words["place"]}
    if draw.random() < 0.7:
        body["region"] = region
    if draw.random() < 0.8:
        body["reporter"] = {"name": _name(draw), "phone": f"13{draw.randrange(10**9):09d}"}
    if draw.random() < 0.4:
        body["source_ref"] = f"GD{draw.randrange(10**10):010d}"
    return body


def _words(draw: Random, place: str) -> dict[str, object]:
    return {
        "firm": place[:2] + draw.choice(_FIRM) + draw.choice(_TRADE),
        "estate": f"{place}{draw.choice(_ESTATE)}{draw.choice(_HOUSE)}{draw.randint(1, 60)}幢",
        "place": f"{place}{draw.choice(_ESTATE)}路{draw.randint(1, 999)}号",
        "name": _name(draw),
        "thing": draw.choice(_THING),
        "money": draw.randrange(3, 900) * 100,
        "fee": draw.randint(20, 900),
        "count": draw.randint(2, 60),
        "days": draw.randint(2, 90),
        "times": draw.randint(2, 9),
        "month": draw.randint(1, 12),
        "day": draw.randint(1, 28),
        "hour": draw.randint(20, 23),
        "age": draw.randint(61, 95),
    }


def _name(draw: Random) -> str:
    return draw.choice(_FAMILY) + "".join(draw.sample(_GIVEN, draw.randint(1, 2)))
