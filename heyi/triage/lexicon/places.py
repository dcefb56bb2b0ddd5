"""What stands around place names: short names that are ordinary words, origins, other cities."""

_ORDINARY = (
    "和平 朝阳 凤凰 龙泉 龙山 新安 新市 双林 水口 林城 山川 太湖 湖东 滨湖 灵峰 东林 千金 洪桥 道场 康山 章村 "
    "康乾 龙溪 环渚 东迁 月河 爱山 孝源 乾元 画溪"
)
ORDINARY_WORDS = frozenset(_ORDINARY.split())
"""Short names of townships that are also words, or streets and places in many other cities."""

ORIGIN_BEFORE = (
    "老家",
    "老家在",
    "老家是",
    "户籍",
    "户籍在",
    "户籍地",
    "户口在",
    "来自",
    "籍贯",
    "祖籍",
    "原籍",
    "出生在",
)
ORIGIN_AFTER = ("籍", "户籍", "户口", "老家")
"""The reporter comes from there; the matter need not be there."""

LOCAL_OFFICES = ("派出所", "司法所", "卫生院", "中心小学", "镇", "乡", "街道", "社区", "集镇", "政府", "法庭")
"""After these an ordinary word is a place name all the same: 和平派出所."""

OURS_BEFORE = (
    "本市",
    "我市",
    "全市",
    "该市",
    "本区",
    "我区",
    "本县",
    "我县",
    "新区",
    "小区",
    "园区",
    "发区",
    "浙江省",
    "城区",
    "郊区",
)
"""A word that ends like a division's name and is none of another city's."""

STANDS_BEFORE = (
    "在", "到", "从", "我们", "住", "是", "位于", "至", "由", "和", "与", "及", "对", "向", "的", "往", "去", "经",
    "路过", "反映", "投诉", "举报", "镇", "乡", "街道", "区", "县", "市",
)  # fmt: skip
"""Right before the name of a village: no part of it."""
