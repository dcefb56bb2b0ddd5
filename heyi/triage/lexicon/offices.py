"""Words by which people speak of offices and of what they did wrong; common names lead to a unit by the place."""

from collections.abc import Mapping

STAFF: Mapping[str, Mapping[int, str]] = {
    "POLICE": {
        1: "派出所 民警 警察 出警人员 办案民警 公安机关 公安局 公安分局 辅警 警官",
    },
    "TRAFFIC_POLICE": {
        1: "交警 交警队 交警大队",
    },
    "URBAN_MANAGEMENT": {
        1: "城管 城管队员 城管局 综合执法局 执法队 执法中队 综合执法队",
    },
    "COURT": {
        1: "法院 法官 执行局 人民法院",
    },
    "PROCURATORATE": {
        1: "检察院 检察官",
    },
    "JUSTICE": {
        1: "司法所",
    },
    "CENTRE": {
        1: "社会治理中心 矛调中心 综治中心 镇政府 乡政府 街道办 街道办事处 镇里干部 镇干部 乡干部 街道干部 "
        "镇领导 镇长 镇书记",
    },
    "HUMAN_RESOURCES": {
        1: "人社局 劳动监察大队 劳动局 社保局 劳动监察",
    },
    "MARKET": {
        1: "市场监管局 市监局 市场监管所 工商局 工商所",
    },
    "CONSTRUCTION": {
        1: "住建局 房管局",
    },
    "NATURAL_RESOURCES": {
        1: "自然资源局 国土局 国土所",
    },
    "ECOLOGY": {
        1: "生态环境局 环保局",
    },
    "EDUCATION": {
        1: "教育局",
    },
    "HEALTH": {
        1: "卫健局 卫健委 卫生局",
    },
    "CIVIL_AFFAIRS": {
        1: "民政局",
    },
    "TRANSPORT": {
        1: "交通局 交通运输局 运管所",
    },
    "TAX": {
        1: "税务局",
    },
    "PETITION": {
        1: "信访局",
    },
    "AGRICULTURE": {
        1: "农业农村局 农业局",
    },
    "EMERGENCY": {
        1: "应急局 应急管理局 安监局",
    },
    "VILLAGE": {
        1: "村委会 居委会 村民委员会 居民委员会 村委 村干部 村支书 村书记 村主任 社区干部 社区书记 社区主任",
    },
}

TAILS: Mapping[str, tuple[str, ...]] = {
    "POLICE": ("派出所", "公安分局", "公安局"),
    "TRAFFIC_POLICE": ("公安分局", "公安局"),
    "URBAN_MANAGEMENT": ("综合执法局", "综合行政执法局"),
    "COURT": ("法院", "人民法院", "中院"),
    "PROCURATORATE": ("检察院", "人民检察院"),
    "JUSTICE": ("司法所", "司法局"),
    "CENTRE": ("社会治理中心", "三源共治中心"),
    "HUMAN_RESOURCES": ("人社局", "人力资源和社会保障局"),
    "MARKET": ("市场监管局", "市场监督管理局"),
    "CONSTRUCTION": ("住建局", "住房和城乡建设局"),
    "NATURAL_RESOURCES": ("自然资源局", "自然资源和规划局"),
    "ECOLOGY": ("生态环境局",),
    "EDUCATION": ("教育局",),
    "HEALTH": ("卫健局", "卫健委", "卫生健康局", "卫生健康委员会"),
    "CIVIL_AFFAIRS": ("民政局",),
    "TRANSPORT": ("交通局", "交通运输局"),
    "TAX": ("税务局",),
    "PETITION": ("信访局",),
    "AGRICULTURE": ("农业农村局",),
    "EMERGENCY": ("应急局", "应急管理局"),
    "VILLAGE": ("村民委员会", "居民委员会"),
}
"""The common names under which the directory knows such an office at its place."""

BLAME: Mapping[str, Mapping[int, str]] = {
    "OFFICE": {
        3: "不作为 乱作为 渎职 失职 受贿 索贿 行贿 贪污 吃拿卡要 徇私 徇私枉法 枉法 推诿 推脱 推托 踢皮球 "
        "不受理 拒不受理 不予受理 拒绝受理 不出警 不立案 不予立案 拒不立案 执法不公 粗暴执法 暴力执法 "
        "野蛮执法 滥用职权 打击报复 索要红包 收红包 收黑钱 收受 压案不查 保护伞 懒政 官官相护 违法办案 "
        "办案不公 判决不公 判案不公 裁判不公 枉法裁判 刑讯逼供 不公正 偏袒 有案不立 不依法 违规执法 "
        "选择性执法 钓鱼执法 以权谋私 玩忽职守 不执行 执行不力 拖着不办 迟迟不办 迟迟不处理 迟迟不立案 "
        "迟迟不执行 互相推 相互推 和稀泥 审批不公 暗箱操作",
    },
    "ANYONE": {
        1: "态度恶劣 态度差 态度很差 态度极差 态度不好 服务态度 敷衍 不管 不处理 不理 不理睬 置之不理 不闻不问 "
        "没人管 无人管 拖延 刁难 包庇 打人 打了我 殴打 骂人 辱骂 收钱 要钱 乱收费 不解决 没处理 没有处理 "
        "没有结果 没结果 勾结 串通 威胁 乱罚款 不给办 不让办 不办 拒绝办理 不合理 违规 违法 泄露 侵犯 强拆 "
        "欺负 不回复 不答复 不接电话 装聋作哑 视而不见 袖手旁观 冷漠 失望 不满 恶劣 强行 乱罚 拦着",
    },
}
