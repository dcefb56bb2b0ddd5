"""What the script says, in the reader's language: the clauses as they are read out, and how a sending fared."""

from django.utils.translation import gettext as _


def sayings() -> dict[str, str]:
    """Sentences with gaps by their names."""
    return {
        "DO": _("{who}在{day}以前做到：{what}。"),
        "REFRAIN": _("{who}以后不再：{what}。"),
        "APOLOGISE": _("{who}在{day}以前向{to}道歉：{what}。"),
        "PAY": _("{who}在{day}以前付给{to} {amount} 元（{manner}）。"),
        "free": _("说定以后，谁反悔、不确认，就没有约束力；您随时可以不要调解。"),
        "gap": _("（还没有填）"),
        "waiting": _("等网络，会自动发送"),
        "sent": _("已发送，编号 {number}"),
        "failed": _("没有收下，请改好再发"),
        "signin": _("登录已过期：请重新登录，登录后会自动发送"),
        "unkept": _("这部手机存不下，没有保存：请等有网络再发，不要关闭本页。"),
        "unopened": _("打不开：它是在另一个登录里存的。"),
        "correct": _("改"),
        "drop": _("删除"),
        "surely": _("再按一次就删除"),
        "colon": _("："),
        "again": _("现在发送"),
    }
