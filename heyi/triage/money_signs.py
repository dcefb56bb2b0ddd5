"""The words at a number by which it is money or none; windows before it are bounded where they are looked at."""

import re

_TENTH = "[0-9０-９零一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_THINGS = (
    "[0-9０-９.．个人斤只条瓶张台件次天月年日号点多块万千百十吨米公亩家户套袋箱本部"
    "栋楼层岁名位辆平度元角毛分%％至到-]"
)
_BLANK = "[ \u00a0\u3000]?"
_ABOUT = rf"(?P<about>多|余|来|几|把|许|左右)?{_BLANK}"

YUAN = re.compile(
    rf"{_BLANK}{_ABOUT}(?P<yuan>元|圆|圓|块钱|块|塊|人民币|RMB|rmb|CNY)"
    rf"(?P<tail>零?(?P<jiao>{_TENTH})[角毛](?:(?P<fen>{_TENTH})(?:分(?!之|钟)|(?!{_THINGS})))?"
    rf"|零?(?P<fen2>{_TENTH})分(?!之|钟|[内部店公开])"
    rf"|(?<=[块塊])(?P<spoken>一(?![\u4e00-\u9fff])|(?![一零]){_TENTH}{{1,2}}(?!{_THINGS})|半(?![年天月小个])))?"
)
"""元 or 块 behind a number, with what of 角 and 分 follows."""
SMALL = re.compile(
    rf"{_BLANK}[多几]?(?P<unit>角(?![形星度落色])|毛(?![利重米衣巾病孩坯主])|分(?=钱)|(?<=[壹贰叁肆伍陆柒捌玖])分)"
    rf"(?:(?P<fen>{_TENTH})(?:分(?!之|钟)|(?=[\s，。；、！？,;!?）)每]|$|钱|一[斤个只条度瓶])))?(?P<money>钱|人民币)?"
)
SMALL_BEFORE = re.compile(
    r"(?:[每费价钱欠差付收花退补罚涨降元块币]|[元块角毛钱][，、,]|加了?|只要)[^，。；！？,;!?0-9]{0,4}$"
)
NOTHING = re.compile(r"[没沒未不无别每从][^，。；！？,;!?]{0,8}$")
"""Before 一分钱 or 一毛钱, which then is none at all."""
NOTHING_AFTER = re.compile(r"[^，。；！？,;!?]{0,2}[没未不无也都]|[^，。；！？,;!?]{0,6}[没未不]")
KUAI_END = re.compile(r"[\s，。；、！？,;!?）)]|$|左右|多|一[斤个只条瓶张台件次天]|每")
FEW_ALONE = re.compile(r"(?:^|[，。；、！？,;!?\s（(])$")
IN_BRACKETS = re.compile(r"[（(](?:大写|小写)?[:：]?[￥¥]?")
AFTER_BRACKETS = re.compile(r"[)）](?:元|圆)")
"""What parts 贰仟（2000）元, one sum in words and in figures."""
FEW_BEFORE = re.compile(
    r"(?:[共只才要给以收花付交借还罚卖欠差退补费价金钱]|人民币|[元万块][，、,])(?:[了我你他她]{0,2})$"
)
"""共五元, not 二元 of 二元论."""
UP_TO = re.compile(r"[上近达约逾超过好成]$")
NO_MONEY_AFTER_KUAI = frozenset("地田砖板石牌招瓷玻屏表豆肉木绿菜")

SIGN = re.compile(r"(?:[￥¥]|(?:人民币|RMB|rmb|CNY)[:：]?)" + _BLANK + "$")
FOREIGN_AFTER = re.compile(
    rf"{_BLANK}[多余]?{_BLANK}(?:[美港欧日韩澳加新台越卢]元|美金|美刀|英镑|港币|日币|日圆|韩币|韩圆|新?台币|澳币"
    r"|加币|卢布|泰铢|法郎|越南盾|USD|HKD|EUR|GBP|JPY|比特币|Q币|[金积]分)"
)
FOREIGN_BEFORE = re.compile(
    r"(?:[$＄€£]|US|HK|USD|HKD|EUR|GBP|JPY|美元|美金|港币|港元|欧元|英镑|日元|韩元|新?台币|澳元|加元|卢布|泰铢)"
    r"[:：$＄]?[ \u00a0]?$"
)

RANGE = re.compile(r"[ ]?(?:万?元|块钱|块)?[ ]?(?:-{1,2}|[—–－~～∼〜]{1,2}|至|到)[ ]?[￥¥]?[ ]?")
OF_A_DAY = re.compile(r"[0-9０-９一二三四五六七八九十][年月日时号]$|[-—/]$")
"""Before what is no low end: 8月3-5000元."""
LINK = re.compile(r"[ ]?(?:元|块)?[ ]?(?:[、+＋=＝和与及]|以及)[ ]?")
LIST_END = re.compile(r"[ ]?(?:[、，。；和及）)+＋=＝\n]|$)")

ADMONISHED = re.compile(r"[别不要记小勿请莫当注]")
"""Behind 千万 where it is no number: 千万别, 千万要."""
LOOSE_BEFORE = re.compile(
    r"(?:欠|借|款|费|赔|付|花|钱|价|息|薪|工资|金|贷|元|收了|交了|损失|补偿|罚|骗|涉案|额|投资|融资|收入|[赚挣捐亏]|分别[是为]?|各)[^，。；！？,;!?]{0,6}$|[元万][，、,][^，。；！？,;!?]{0,4}$"
)
"""Before a number in 万 or 亿."""
_FILL = (
    r"(?:了|着|过|掉|走|我们?|他们?|她们?|你们?|咱们?|人家|老板|对方|公司|给|的|是|为|有|共|总共|一共|合计|总计|约|大约|大概|大致"
    r"|近|将近|接近|差不多|快|不到|不足|不过|只有?|就|才|仅|每[月天年次户人]|一个?[月年]|至少|最少|最多|最高|高达|达|超过|多达"
    r"|得|都|也|要|钱|款|金额|人民币|起码|还|[:：])"
)
_VERB = (
    r"(?:欠|借|付|交|收|花|赔|退|扣|罚|骗|领|缴|充|掏|汇|亏|赚|挣|捐|损失|工资|薪水?|款|费|押金|租金?|房租|钱|总共|一共|共计|合计|总计|加起来|定金|订金|彩礼|价格?"
    r"|补偿?|奖金|提成|贷|投资|本金|利息|金额|数额|总额|余额|月入|年入|收入|到手|卖|值|[给还][了我]|转[了我给账])"
)
STRICT_BEFORE = re.compile(rf"{_VERB}{_FILL}{{0,5}}[ ]?$")
"""Before a number that has neither 万 nor 元: a verb or a name of money, and nothing but filling words between."""
BIG_BEFORE = re.compile(
    r"(?:[买要拿出打转存送取赢输投车房]|房子)"
    r"(?:[了过出走掉给]|[我你他她]们?|大?约|大概|差不多|将?近|不到){0,3}[ ]?$"
)
"""The same before a number from ten thousand on."""
SPOKEN_ON = re.compile(r"[万萬][1-9１-９一二三四五六七八九]$")
"""5万8, said so of money alone."""
STRICT_NEAR = re.compile(r"(?:欠|付|花|赔|退|扣|罚|骗|收|交)[了我他她你]{1,2}$")
"""The same before fewer than a hundred."""
SURE_END = re.compile(
    r"[多余]?(?:左右|上下|以上|以下|以内|出头|整)?[ ]?(?:$|[，。；、！？!?;）)】”\"\n]|,(?![0-9])|\.(?![0-9])"
    r"|没|未|不|还|都|给|了|才|就|的|至今|到现在|呢|吧|啊|被|全|后|说|押|让|叫|并|和|外加|利息|本金|他|她|我|老板|钱)"
)
ALONE_BEFORE = re.compile(
    r"(?:^|[，。；、！？,;!?\n（(“\"])[ ]*(?:大?约|大概|差不多|将?近|不到|不足|至少|最少|最多|就){0,2}$"
)
SHORT_END = re.compile(r"[多余]?(?:左右|上下|出头|之间|以[上下内])?[ ]*(?:$|[，。；、！？,;!?）)”\"\n]|每)")
"""A clause of nothing but a number that has a unit: 三千二。"""
MONEY_AFTER = re.compile(
    r"[多余]?(?:左右)?(?:的(?:[^，。；！？0-9的]{0,4})(?:款|费|钱|工资|债务?|资金|损失|租金|定金|押金|彩礼|赔偿|补偿|利息|本金|房租|薪)"
    r"|货款|工程款|欠款|借款|贷款|赔偿|补偿|彩礼|现金|存款|工资|[ ]?[一每](?:亩|年|个月|套|平|斤|吨|台|辆))"
)
NOT_COUNTED = re.compile(
    r"(?:[多余](?![平亩人吨只户棵册件台辆头斤份次字居名个条]))?(?![0-9０-９]|[多余]?(?:[平亩人吨只户棵册件台辆头斤份次字居名条个倍步粉瓦克伏度公里票%％]|小时|分之))"
)
"""What must not stand behind a number without 元: what it may count."""
HOTLINE = re.compile(r"110|114|119|120|122|123[0-9][1-9]|9[56][0-9]{3}|100[0-9][0-9]")
PER_UNIT = re.compile(r"[/／](?:人|户|次|天|日|个?月|年|季)")
