"""The one automatic act hangs on these: wordings of our own, none of them from a real report."""

from datetime import datetime

import pytest

from heyi.triage.codes import Danger, Urgency
from heyi.triage.danger import SENTENCE_REACH
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.read import read

NOW = {
    Danger.SUICIDE: [
        "我现在在楼顶，活着没意思了，准备跳下去",
        "老板再不给工资我今天就从楼上跳下去",
        "有个女的站在桥边要跳",
        "欠薪的工人爬上了塔吊，说不给钱就跳",
        "我不想活了，这个世界没有公平",
        "我已经喝了农药",
        "室友割腕了，流了好多血",
        "昨晚开始我妈妈就联系不上，她有抑郁症，留了封遗书",
        "我现在站在大桥上，你们不解决我就下去",
    ],
    Danger.VIOLENCE: [
        "隔壁男的拿着菜刀在砍门，女的在喊救命",
        "他说要杀了我全家，现在就在我家门口砸门",
        "有精神病人拿斧头在村口追人",
        "我被传销组织关起来了，不让走，救我",
        "丈夫威胁今晚就烧死我和孩子",
        "有人拿着汽油桶到政府门口要点",
    ],
    Danger.DOMESTIC_VIOLENCE: [
        "我老公正在打我，快来救救我",
        "他用绳子勒我脖子，我好不容易逃出来，他还在外面找我",
    ],
    Danger.FIRE: ["织里镇一栋民房着火了，里面还有人"],
    Danger.GAS: ["家里煤气泄漏，老人晕倒了", "我家有很重的煤气味，怎么办啊"],
    Danger.DROWNING: ["有人掉进苕溪了，快来人", "三个孩子下河游泳，两个没上来", "车子冲进河里了，车上有人"],
    Danger.TRAPPED: ["电梯坏了，我和孩子被困在里面半个小时了", "外面洪水很大，我们一家被困在屋顶"],
    Danger.COLLAPSE: ["工地脚手架塌了，有两个工人被埋"],
    Danger.POISONING: ["吃了喜酒几十个人上吐下泻，食物中毒了"],
    Danger.MISSING: [
        "孩子5岁，下午在公园走丢了，现在还没找到",
        "我妈妈下午出去到现在没回家，她有老年痴呆，找不到了",
    ],
    Danger.ILLNESS: ["我爸突然倒地不省人事，嘴唇发紫"],
}
NOT_NOW = [
    "去年我被车撞了，躺在医院三个月",
    "车被撞了，他不动产也不肯赔",
    "超市搞跳楼价大甩卖，噪音扰民",
    "去年隔壁小区有人自杀，物业一直没有加装护栏",
    "建议在水库边增设防溺水警示牌",
    "担心孩子溺水，请在河边装护栏",
    "小区充电桩乱接，容易起火，存在火灾隐患",
    "请问家庭暴力怎么申请人身保护令？",
    "2018年我被打伤，法院判决赔偿3万元一直没执行",
    "电梯经常困人，物业不修",
    "没有人跳楼，是谣言，请公安查处造谣者",
    "老公以前家暴，现在我想离婚",
    "如果发生火灾，消防车进不来",
    "我要举报有人砍伐树木",
    "楼上天天吵死人，救命稻草就是你们了",
    "三年前父亲在工地触电身亡，至今没有赔偿",
    "道德绑架，学校强制捐款",
    "建议加强燃气泄漏报警器安装",
    "打我电话的人说话很难听",
    "派出所对我被殴打一案迟迟不立案",
    "厂里火灾后一直没有复工，欠薪两个月",
    "老人走失后被找到，感谢民警",
    "我父亲2019年车祸昏迷，肇事方一直不赔",
    "村里路灯坏了，老人晚上出门容易摔进沟里",
    "有人在河里电鱼",
    "银行对债务人质押的货物能主张留置吗",
]

CODED = {
    Danger.SUICIDE: [
        "我朋友在微信上说要去死，电话打不通",
        "女儿把自己锁在房间里，说活着没意思，窗户开着",
        "有个小伙子翻到高架护栏外面了",
        "他打开煤气说要一起死",
    ],
    Danger.VIOLENCE: [
        "救命",
        "快来人救命",
        "救命呀，快来人",
        "有人拿枪对着我",
        "我被人绑在仓库里",
        "有陌生人撬门进来了，我躲在衣柜里",
        "有人抢劫，捅了店主一刀",
        "一个男的正把女孩往车里拖",
        "有人带了炸药到政府大厅",
    ],
    Danger.FIRE: [
        "电瓶车在楼道里烧着了",
        "山上的火烧到村边了",
        "救命，家里着火了",
    ],
    Danger.DROWNING: [
        "河里有个小孩在扑腾，快淹死了",
        "水里有个人在挣扎",
        "有人跳进苕溪了",
    ],
    Danger.TRAPPED: [
        "电梯里还困着两个人",
        "洪水进村了，老人还在屋里",
        "家里进水了，奶奶瘫在床上走不了",
        "有人掉进窨井了",
    ],
    Danger.COLLAPSE: [
        "墙要倒了，下面还有人",
        "山上滑坡把房子埋了",
        "吊篮绳子断了，工人掉下来了",
    ],
    Danger.ILLNESS: [
        "孩子吞了一粒纽扣电池",
        "有人被车撞了躺在路上不动",
        "刚才有个老人被电动车撞倒，躺在地上叫不醒",
        "弟弟把纽扣电池咽下去了",
        "我爸胸口疼，喘不上气，快不行了",
        "有臭味，敲门没反应",
        "宝宝被花生噎住了，脸都紫了",
        "我妈突然不会说话了，半边身子动不了",
        "孕妇羊水破了，路堵死了救护车进不来",
        "我被蛇咬了，腿肿起来了",
        "老婆大出血，快叫救护车",
        "有人倒在路边一动不动",
        "有人晕倒在公交站",
    ],
}
"""Cries and short words; each has to be told by the right danger."""
TOLD_FOR_ELSE = [
    "表扬公交司机救了晕倒的老人",
    "老师讲解了老人晕倒怎么急救",
    "谢谢社区工作人员帮我母亲找到走失的小狗",
    "感谢民警帮我找到走失的父亲",
    "给派出所送锦旗，孩子走丢了是他们找回来的",
    "感谢保安及时发现老人昏倒并叫了救护车",
    "点赞路人，跳进河里救起落水的孩子",
    "向救助落水者的小伙子致敬",
    "医院抢救及时，我爸心脏病发作捡回一条命，感谢医生",
    "学校讲了煤气中毒怎么办",
    "学校请医生来讲了噎住了怎么办",
    "今天参加了消防演习，模拟有人被困电梯",
    "希望开展防溺水教育，孩子落水怎么自救要教",
    "昨晚做梦梦见有人掉进河里",
    "游戏里有人拿着刀砍人，对孩子影响不好",
    "春晚小品里有人喊救命",
    "看新闻说外地工厂爆炸了",
    "小时候我掉进河里，是邻居救了我",
    "我家小狗走丢了",
    "孩子的猫不见了",
    "邻居的狗掉进井里了",
    "公司吞了我的电池货款",
    "水枪对着人喷，保洁态度差",
    "房贷压得我喘不过气",
    "护士给我们讲解中暑晕倒的处理方法",
    "我们小区老人去年晕倒过",
    "司机师傅及时把晕倒乘客送到医院，太暖心了",
    "老人走失三小时后已平安到家",
    "咨询：老人走失怎么预防",
    "我的手机掉进河里了怎么办",
    "车钥匙掉进下水道了",
    "我家鸭子掉进窨井了",
    "路边广告牌写着救命两个字",
]
"""Praise, thanks, lessons, drills, dreams, films, animals: quiet, without even a doubt."""


@pytest.mark.parametrize(
    ("danger", "text"), [(danger, text) for danger, texts in NOW.items() for text in texts]
)
def test_present_danger_is_urgent_and_quoted(
    danger: Danger, text: str, huzhou: Gazetteer, tuesday: datetime
) -> None:
    reading = read(text, gazetteer=huzhou, at=tuesday)
    assert reading.danger is not None
    assert reading.urgency.value is Urgency.URGENT
    quote = reading.danger.reason
    assert text[quote.start :].startswith(quote.quote)
    assert quote.quote


@pytest.mark.parametrize("text", [texts[0] for texts in NOW.values()])
def test_danger_is_named(text: str, huzhou: Gazetteer, tuesday: datetime) -> None:
    expected = next(danger for danger, texts in NOW.items() if text in texts)
    found = read(text, gazetteer=huzhou, at=tuesday).danger
    assert found is not None
    assert found.value is expected


@pytest.mark.parametrize("text", NOT_NOW)
def test_no_alarm_for_past_feared_denied_or_figurative_danger(
    text: str, huzhou: Gazetteer, tuesday: datetime
) -> None:
    assert read(text, gazetteer=huzhou, at=tuesday).danger is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("去年有人落水", "DANGER_PAST"),
        ("没有落水的人", "DANGER_DENIED"),
        ("以免有人落水", "DANGER_SUPPOSED"),
        ("昨天老公拿刀追着我砍", "DANGER_UNSURE"),
    ],
)
def test_why_a_danger_word_raised_no_alarm_is_told(
    text: str, code: str, huzhou: Gazetteer, tuesday: datetime
) -> None:
    story = "小区的事情说来话长，请先听我慢慢讲。" * 10
    reading = read(story + text, gazetteer=huzhou, at=tuesday)
    assert reading.danger is None
    assert code in [reason.code for reason in reading.reasons]


def test_a_day_long_past_is_past_and_today_is_now(huzhou: Gazetteer, tuesday: datetime) -> None:
    assert read("2018年5月3日小区着火了", gazetteer=huzhou, at=tuesday).danger is None
    assert read("11月24日小区着火了", gazetteer=huzhou, at=tuesday).danger is not None


def test_an_unclear_danger_is_urgent_for_a_clerk_but_no_alarm(huzhou: Gazetteer, tuesday: datetime) -> None:
    reading = read("昨天晚上丈夫打我妈，劝不住", gazetteer=huzhou, at=tuesday)
    assert reading.danger is None


def test_suicide_at_the_end_of_a_long_petition_is_heard(huzhou: Gazetteer, tuesday: datetime) -> None:
    story = "我在工地干了一年，包工头拖欠工资，多次协商没有结果。" * 20
    reading = read(story + "再不给钱我就从楼上跳下去。", gazetteer=huzhou, at=tuesday)
    assert reading.danger is not None
    assert reading.danger.value is Danger.SUICIDE


def test_danger_in_the_title_is_heard(huzhou: Gazetteer, tuesday: datetime) -> None:
    reading = read("请快", title="有人要跳楼！", gazetteer=huzhou, at=tuesday)
    assert reading.danger is not None
    assert reading.danger.reason.where == "TITLE"


@pytest.mark.parametrize(("letters", "alarmed"), [(0, False), (2 * SENTENCE_REACH, True)])
def test_marks_far_off_in_a_text_without_full_stops_say_nothing(
    letters: int, alarmed: bool, huzhou: Gazetteer, tuesday: datetime
) -> None:
    """So that a text without full stops takes time by its length, not by its length squared."""
    text = "去年" + "啊" * letters + "有人要跳楼"
    reading = read(text, gazetteer=huzhou, at=tuesday)
    assert (reading.danger is not None) is alarmed


@pytest.mark.parametrize(
    ("danger", "text"), [(danger, text) for danger, texts in CODED.items() for text in texts]
)
def test_a_cry_or_a_short_word_is_told_by_its_danger(
    danger: Danger, text: str, huzhou: Gazetteer, tuesday: datetime
) -> None:
    found = read(text, gazetteer=huzhou, at=tuesday).danger
    assert found is not None
    assert found.value is danger


@pytest.mark.parametrize("text", TOLD_FOR_ELSE)
def test_what_is_told_to_praise_or_teach_or_of_an_animal_is_quiet(
    text: str, huzhou: Gazetteer, tuesday: datetime
) -> None:
    reading = read(text, gazetteer=huzhou, at=tuesday)
    assert (reading.danger, reading.urgency.value) == (None, Urgency.NORMAL)


@pytest.mark.parametrize(
    "text",
    [
        "谢谢你们快来救救我爸，他晕倒了",
        "孩子落水了，快来救人，谢谢领导",
        "我爸晕倒在家，感谢政府",
        "电影院着火了",
        "一个救上来了，另一个孩子还在水里挣扎",
        "消防演练时真的着火了，快来人",
        "有人掉进河里了，没救上来",
        "我被狗追掉进河里了，水很深",
        "孩子遛狗走丢了",
        "孩子捡手机掉进河里了",
        "有人持枪抢劫加油站",
        "有人拿着砍刀在菜场乱砍",
        "我女儿被人贩子抱走了",
        "孩子发高烧抽筋了",
    ],
)
def test_polite_words_and_words_like_praise_hide_no_danger(
    text: str, huzhou: Gazetteer, tuesday: datetime
) -> None:
    assert read(text, gazetteer=huzhou, at=tuesday).danger is not None


def test_a_title_of_praise_or_thanks_speaks_for_the_text(huzhou: Gazetteer, tuesday: datetime) -> None:
    text = "老人晕倒在车上。司机把他送到医院。"
    assert read(text, gazetteer=huzhou, at=tuesday).danger is not None
    for title in ("表扬3路车司机", "感谢公交司机帮助老人"):
        assert read(text, title=title, gazetteer=huzhou, at=tuesday).danger is None
    assert read(text, title="求助，谢谢", gazetteer=huzhou, at=tuesday).danger is not None
