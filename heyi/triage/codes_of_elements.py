"""What a dispute turns on, finer than its kind: elements, with the Chinese words beside."""

from collections.abc import Mapping
from enum import StrEnum

from heyi.kernel.words import _


class Element(StrEnum):
    """What a dispute turns on: by these a mediator asks whether another case is like this one."""

    OVERTIME_PAY = "OVERTIME_PAY"
    WAGE_ARREARS = "WAGE_ARREARS"
    DISMISSAL = "DISMISSAL"
    SEVERANCE = "SEVERANCE"
    NO_WRITTEN_CONTRACT = "NO_WRITTEN_CONTRACT"
    WORK_INJURY = "WORK_INJURY"
    SOCIAL_INSURANCE = "SOCIAL_INSURANCE"
    DISPATCH = "DISPATCH"
    PROBATION = "PROBATION"
    WORKING_TIME = "WORKING_TIME"
    LABOUR_TIE = "LABOUR_TIE"
    CHANGED_POST = "CHANGED_POST"
    NON_COMPETITION = "NON_COMPETITION"
    LIMIT_OF_ARBITRATION = "LIMIT_OF_ARBITRATION"
    LIMIT_OF_ACTION = "LIMIT_OF_ACTION"
    BURDEN_OF_PROOF = "BURDEN_OF_PROOF"
    DIVORCE = "DIVORCE"
    CHILD_CUSTODY = "CHILD_CUSTODY"
    MARITAL_PROPERTY = "MARITAL_PROPERTY"
    MARITAL_DEBT = "MARITAL_DEBT"
    BRIDE_PRICE = "BRIDE_PRICE"
    VOIDABLE_MARRIAGE = "VOIDABLE_MARRIAGE"
    SUPPORT_OF_PARENTS = "SUPPORT_OF_PARENTS"
    INHERITANCE = "INHERITANCE"
    WILL = "WILL"
    GUARDIANSHIP = "GUARDIANSHIP"
    DOMESTIC_VIOLENCE = "DOMESTIC_VIOLENCE"
    LOAN = "LOAN"
    INTEREST = "INTEREST"
    GUARANTEE = "GUARANTEE"
    ASSIGNED_CLAIM = "ASSIGNED_CLAIM"
    CONSUMER_CREDIT = "CONSUMER_CREDIT"
    PENALTY = "PENALTY"
    EARNEST_MONEY = "EARNEST_MONEY"
    LEASE_DEPOSIT = "LEASE_DEPOSIT"
    TERMINATED_CONTRACT = "TERMINATED_CONTRACT"
    VOID_CONTRACT = "VOID_CONTRACT"
    STANDARD_TERMS = "STANDARD_TERMS"
    FRAUD = "FRAUD"
    WORKS_PAYMENT = "WORKS_PAYMENT"
    PRICE_OF_GOODS = "PRICE_OF_GOODS"
    LEASE = "LEASE"
    PARTNERSHIP = "PARTNERSHIP"
    SHARES = "SHARES"
    HOME_PURCHASE = "HOME_PURCHASE"
    BUILDING_QUALITY = "BUILDING_QUALITY"
    TITLE_CERTIFICATE = "TITLE_CERTIFICATE"
    RIGHT_OF_RESIDENCE = "RIGHT_OF_RESIDENCE"
    HOMESTEAD = "HOMESTEAD"
    PROPERTY_MANAGEMENT = "PROPERTY_MANAGEMENT"
    LEAK = "LEAK"
    NOISE = "NOISE"
    ADJOINING = "ADJOINING"
    PARKING = "PARKING"
    FALLING_OBJECT = "FALLING_OBJECT"
    DECORATION = "DECORATION"
    ROAD_ACCIDENT = "ROAD_ACCIDENT"
    FREE_RIDE = "FREE_RIDE"
    INSURANCE_CLAIM = "INSURANCE_CLAIM"
    PERSONAL_INJURY = "PERSONAL_INJURY"
    RISK_OF_SPORT = "RISK_OF_SPORT"
    MENTAL_HARM = "MENTAL_HARM"
    ANIMAL = "ANIMAL"
    REPUTATION = "REPUTATION"
    PORTRAIT_AND_PRIVACY = "PORTRAIT_AND_PRIVACY"
    MEDICAL_HARM = "MEDICAL_HARM"
    COSMETIC_MEDICINE = "COSMETIC_MEDICINE"
    FERTILITY_TREATMENT = "FERTILITY_TREATMENT"
    PREPAID_CARD = "PREPAID_CARD"
    PUNITIVE_DAMAGES = "PUNITIVE_DAMAGES"
    FOOD_SAFETY = "FOOD_SAFETY"
    GOODS_RETURNED = "GOODS_RETURNED"
    ONLINE_SALE = "ONLINE_SALE"
    WARRANTY = "WARRANTY"
    FALSE_ADVERTISING = "FALSE_ADVERTISING"
    COUNTERFEIT = "COUNTERFEIT"
    TYING = "TYING"
    ONLINE_ACCOUNT = "ONLINE_ACCOUNT"
    CAR_SALE = "CAR_SALE"
    PHOTOGRAPHY = "PHOTOGRAPHY"
    TRAVEL = "TRAVEL"
    TRAINING_FEES = "TRAINING_FEES"
    EXPROPRIATION = "EXPROPRIATION"
    RESETTLEMENT = "RESETTLEMENT"
    TRANSITION_FEE = "TRANSITION_FEE"
    LAND_GRANT = "LAND_GRANT"
    LAND_CONTRACT = "LAND_CONTRACT"
    ADMINISTRATIVE_AGREEMENT = "ADMINISTRATIVE_AGREEMENT"
    ILLEGAL_BUILDING = "ILLEGAL_BUILDING"
    ENFORCEMENT = "ENFORCEMENT"
    POLLUTION = "POLLUTION"
    INTELLECTUAL_PROPERTY = "INTELLECTUAL_PROPERTY"


ELEMENT_WORDS: Mapping[str, str] = {
    Element.OVERTIME_PAY: _("加班费"),
    Element.WAGE_ARREARS: _("拖欠工资"),
    Element.DISMISSAL: _("解除劳动合同"),
    Element.SEVERANCE: _("经济补偿"),
    Element.NO_WRITTEN_CONTRACT: _("未签劳动合同"),
    Element.WORK_INJURY: _("工伤"),
    Element.SOCIAL_INSURANCE: _("社会保险"),
    Element.DISPATCH: _("劳务派遣"),
    Element.PROBATION: _("试用期"),
    Element.WORKING_TIME: _("工作时间"),
    Element.LABOUR_TIE: _("劳动关系认定"),
    Element.CHANGED_POST: _("调岗降薪"),
    Element.NON_COMPETITION: _("竞业限制"),
    Element.LIMIT_OF_ARBITRATION: _("仲裁时效"),
    Element.LIMIT_OF_ACTION: _("诉讼时效"),
    Element.BURDEN_OF_PROOF: _("举证责任"),
    Element.DIVORCE: _("离婚"),
    Element.CHILD_CUSTODY: _("抚养"),
    Element.MARITAL_PROPERTY: _("夫妻共同财产"),
    Element.MARITAL_DEBT: _("夫妻共同债务"),
    Element.BRIDE_PRICE: _("彩礼"),
    Element.VOIDABLE_MARRIAGE: _("撤销婚姻"),
    Element.SUPPORT_OF_PARENTS: _("赡养"),
    Element.INHERITANCE: _("继承"),
    Element.WILL: _("遗嘱"),
    Element.GUARDIANSHIP: _("监护"),
    Element.DOMESTIC_VIOLENCE: _("家庭暴力"),
    Element.LOAN: _("借款"),
    Element.INTEREST: _("利息"),
    Element.GUARANTEE: _("担保"),
    Element.ASSIGNED_CLAIM: _("债权转让"),
    Element.CONSUMER_CREDIT: _("网贷与信用卡"),
    Element.PENALTY: _("违约金"),
    Element.EARNEST_MONEY: _("定金"),
    Element.LEASE_DEPOSIT: _("押金"),
    Element.TERMINATED_CONTRACT: _("解除合同"),
    Element.VOID_CONTRACT: _("合同无效"),
    Element.STANDARD_TERMS: _("格式条款"),
    Element.FRAUD: _("欺诈"),
    Element.WORKS_PAYMENT: _("工程款"),
    Element.PRICE_OF_GOODS: _("货款"),
    Element.LEASE: _("租赁"),
    Element.PARTNERSHIP: _("合伙"),
    Element.SHARES: _("股权"),
    Element.HOME_PURCHASE: _("房屋买卖"),
    Element.BUILDING_QUALITY: _("房屋质量"),
    Element.TITLE_CERTIFICATE: _("产权办证"),
    Element.RIGHT_OF_RESIDENCE: _("居住权"),
    Element.HOMESTEAD: _("宅基地"),
    Element.PROPERTY_MANAGEMENT: _("物业服务"),
    Element.LEAK: _("漏水"),
    Element.NOISE: _("噪声"),
    Element.ADJOINING: _("相邻关系"),
    Element.PARKING: _("车位"),
    Element.FALLING_OBJECT: _("高空坠物"),
    Element.DECORATION: _("装修"),
    Element.ROAD_ACCIDENT: _("交通事故"),
    Element.FREE_RIDE: _("无偿搭乘"),
    Element.INSURANCE_CLAIM: _("保险理赔"),
    Element.PERSONAL_INJURY: _("人身损害"),
    Element.RISK_OF_SPORT: _("文体活动受伤"),
    Element.MENTAL_HARM: _("精神损害"),
    Element.ANIMAL: _("动物伤人"),
    Element.REPUTATION: _("名誉"),
    Element.PORTRAIT_AND_PRIVACY: _("肖像与隐私"),
    Element.MEDICAL_HARM: _("医疗损害"),
    Element.COSMETIC_MEDICINE: _("医疗美容"),
    Element.FERTILITY_TREATMENT: _("辅助生殖"),
    Element.PREPAID_CARD: _("预付卡"),
    Element.PUNITIVE_DAMAGES: _("惩罚性赔偿"),
    Element.FOOD_SAFETY: _("食品安全"),
    Element.GOODS_RETURNED: _("退货退款"),
    Element.ONLINE_SALE: _("网络购物"),
    Element.WARRANTY: _("质量保修"),
    Element.FALSE_ADVERTISING: _("虚假宣传"),
    Element.COUNTERFEIT: _("假货"),
    Element.TYING: _("搭售"),
    Element.ONLINE_ACCOUNT: _("网络账号"),
    Element.CAR_SALE: _("汽车买卖"),
    Element.PHOTOGRAPHY: _("摄影婚庆"),
    Element.TRAVEL: _("旅游住宿"),
    Element.TRAINING_FEES: _("培训费"),
    Element.EXPROPRIATION: _("征收拆迁"),
    Element.RESETTLEMENT: _("安置补偿"),
    Element.TRANSITION_FEE: _("过渡费"),
    Element.LAND_GRANT: _("土地出让"),
    Element.LAND_CONTRACT: _("土地承包"),
    Element.ADMINISTRATIVE_AGREEMENT: _("行政协议"),
    Element.ILLEGAL_BUILDING: _("违法建筑"),
    Element.ENFORCEMENT: _("强制执行"),
    Element.POLLUTION: _("环境污染"),
    Element.INTELLECTUAL_PROPERTY: _("知识产权"),
}
