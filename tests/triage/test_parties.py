"""Who speaks and against whom, in sentences as people of a city write them; every name in them is invented."""

import pytest

from heyi.triage.lexicon.standard import of_facts
from heyi.triage.parties import MOST, parties
from heyi.triage.reading import Where
from heyi.triage.scan import scan

SIDES = {"SPEAKER": "+", "OTHER": "-", "UNTOLD": ""}


def told(words: str) -> list[str]:
    """Each party as `sign of its side, role, name`."""
    found = parties(scan(words, Where.TEXT, of_facts()))
    return [f"{SIDES[party.side]}{party.role} {party.name}" for party in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "我叫王建国，在织里镇利民童装厂打工，老板沈某拖欠我工资3万元。",
            ["+REPORTER 王建国", "EMPLOYER 织里镇利民童装厂", "-EMPLOYER 沈某"],
        ),
        ("我是租客，房东张先生在合同到期后不退押金2000元。", ["+TENANT 租客", "-LANDLORD 张先生"]),
        ("本人李某某，与吴某因借款发生纠纷。", ["+REPORTER 李某某", "-PERSON 吴某"]),
        ("我老公陈某经常打我，我要离婚，孩子归我。", ["+REPORTER 我", "-SPOUSE 陈某", "CHILD 孩子"]),
        ("包工头老马欠我们工钱，一共三十个人。", ["+REPORTER 我们", "-CONTRACTOR 老马"]),
        ("去年腊月借给老乡孙某2万元，他跑路了。", ["-PERSON 孙某"]),
        ("楼上邻居家漏水，天花板都湿了，物业不管。", ["-NEIGHBOUR 楼上邻居", "-PROPERTY_COMPANY 物业"]),
        ("楼上邻居李建国家洗衣机漏水，不肯赔。", ["-NEIGHBOUR 李建国"]),
        ("我和隔壁的赵阿姨因为围墙吵架。", ["+REPORTER 我", "-NEIGHBOUR 赵阿姨"]),
        ("骑电瓶车被一辆货车撞伤，司机不肯赔医药费。", ["-DRIVER 司机"]),
        ("湖州市第九医院误诊，要求赔偿。", ["-HOSPITAL 湖州市第九医院"]),
        (
            "在浙江恒立建筑劳务有限公司上班，公司把我辞退了。",
            ["+REPORTER 我", "-EMPLOYER 浙江恒立建筑劳务有限公司"],
        ),
        (
            "我们小区业主要求开发商湖州永信房地产开发有限公司按时交房。",
            ["+OWNER 小区业主", "-DEVELOPER 湖州永信房地产开发有限公司"],
        ),
        ("村委会不给我家分征地款。", ["+REPORTER 我", "-VILLAGE 村委会"]),
        ("反映人周小红与前夫朱大伟离婚后，前夫不付抚养费。", ["+REPORTER 周小红", "-SPOUSE 朱大伟"]),
        (
            "姓名：钱阿根，男，六十岁，投诉德清县某某小学乱收费。",
            ["+REPORTER 钱阿根", "-SCHOOL 德清县某某小学"],
        ),
        ("投诉蓝天健身房，办卡后商家跑路了。", ["-SELLER 蓝天健身房"]),
        ("我向老板要工钱，他一直拖着。", ["+REPORTER 我", "-EMPLOYER 老板"]),
        ("卖家发来的货是坏的，不肯退。", ["-SELLER 卖家"]),
        ("业委会私自改选，业主都不知道。", ["-OWNERS_COMMITTEE 业委会"]),
        ("中介说好免费，签完又多收我两千。", ["+REPORTER 我", "-AGENT 中介"]),
        ("对方当事人胡某拒绝调解。", ["-OPPONENT 胡某"]),
        ("举报和孚镇兴旺砖厂夜里偷排废气。", ["-COMPANY 和孚镇兴旺砖厂"]),
        ("我作为房东，租客三个月没付房租还失联。", ["+LANDLORD 房东", "-TENANT 租客"]),
        ("我母亲和姑姑为了老宅争吵。", ["+REPORTER 我", "-RELATIVE 姑姑"]),
        ("被告施国强与原告因买卖合同起争执。", ["-OPPONENT 施国强", "+REPORTER 原告"]),
        ("欧阳小明老师好，我想问退休的事。", ["+REPORTER 我"]),
        ("借款人汤某到期不还，担保人也失联。", ["-BORROWER 汤某"]),
        ("4S店拖着不办上牌，我买的是新车。", ["+REPORTER 我", "-SELLER 4S店"]),
        ("埭溪镇红星村村委会违规出租土地。", ["-VILLAGE 埭溪镇红星村村委会"]),
        ("联系人：严小妹，家住东街。", ["PERSON 严小妹"]),
        ("老板张三拖欠工资。", ["-EMPLOYER 张三"]),
        ("包工头刘强跑了。", ["CONTRACTOR 刘强"]),
        ("司机马超肇事逃逸。", ["-DRIVER 马超"]),
        ("司机超速行驶，老板张嘴骂人。", ["DRIVER 司机", "-BOSS 老板"]),
        ("我是张小红的女儿。", ["PERSON 张小红", "+CHILD 女儿"]),
        ("我是张小红，要求退款。", ["+REPORTER 张小红"]),
        ("业主委员会主任郑华贪污。", ["OWNERS_COMMITTEE 业主委员会", "-PERSON 郑华"]),
        ("我是业委会主任郑华。", ["OWNERS_COMMITTEE 业委会", "+REPORTER 郑华"]),
        ("村委会主任李大山霸占土地。", ["VILLAGE 村委会", "-OFFICIAL 李大山"]),
        ("投诉隔壁工厂夜里施工。", ["-COMPANY 工厂"]),
        ("请城管管一管烧烤摊。", []),
    ],
)
def test_parties_with_their_side_and_role(words: str, expected: list[str]) -> None:
    assert told(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "尊敬的张书记您好，请关注路灯。",
        "总共多少钱，总额不对。",
        "去派出所报警，到法院起诉。",
        "厂房和店面空着，物业费太高。",
        "被告知不能办理。",
        "高中毕业后上大学。",
        "八里店镇的路灯",
        "孩子上吐下泻送医院。",
        "公司经理周末不在。",
        "时间到了，等一会儿。",
        "这是居民小区，有居民楼。",
        "",
    ],
)
def test_who_is_addressed_or_stands_in_another_word_is_no_party(words: str) -> None:
    assert told(words) == []


def test_the_county_before_a_name_makes_no_second_party() -> None:
    words = "投诉吴兴区永安物业公司。永安物业公司乱收费，物业公司不开发票。"
    assert told(words) == ["-PROPERTY_COMPANY 吴兴区永安物业公司"]


def test_a_boss_without_a_name_is_none_of_two_companies() -> None:
    words = "加工点老板拖欠工资，说永新服装公司没有付加工费给兴达服装公司。"
    assert "-EMPLOYER 老板" in told(words)


def test_a_text_of_names_is_cut_off() -> None:
    names = "".join(f"{family}某{number}，" for family in "王李张刘陈杨黄赵吴周" for number in "甲乙丙丁戊")
    assert len(told(names)) == MOST
