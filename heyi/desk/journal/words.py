"""Words for what administrators did and for what people looked at."""

from collections.abc import Mapping

from heyi.kernel.words import _

VERBS: Mapping[str, str] = {
    "orgs.loaded": _("载入区划和单位"),
    "unit.added": _("新增单位"),
    "unit.changed": _("修改单位"),
    "unit.moved": _("调整上级单位"),
    "unit.closed": _("停用单位"),
    "person.added": _("新增人员"),
    "person.renamed": _("修改姓名"),
    "person.deactivated": _("停用账号"),
    "person.reactivated": _("恢复账号"),
    "person.link_issued": _("发放登录链接"),
    "person.password_set": _("设置密码"),
    "appointment.founded": _("安装时任职"),
    "appointment.proposed": _("提请任职"),
    "appointment.released": _("核准任职"),
    "appointment.revoked": _("撤销任职"),
    "rules.published": _("发布规则"),
    "partner.added": _("新增协作系统"),
    "partner.renewed": _("更换协作系统密钥"),
    "partner.disabled": _("停用协作系统"),
    "delivery.resent": _("重新发送"),
    "robot.set": _("设置群机器人"),
    "robot.removed": _("取消群机器人"),
    "drill.held": _("通知演练"),
    "partner.callback_set": _("设置协作系统的回调地址"),
}
LOOKED_AT: Mapping[str, str] = {
    "MATTER": _("事项"),
    "PRINT": _("打印事项"),
    "IDENTITY": _("反映人身份"),
    "REFUSED": _("反映人身份（次数太多，未打开）"),
    "FILE": _("文件"),
    "RECEIPT": _("回执"),
}
FACTS: Mapping[str, str] = {
    "unit": _("单位"),
    "parent": _("上级单位"),
    "before": _("原上级单位"),
    "person": _("人员编号"),
    "appointment": _("任职编号"),
    "role": _("角色"),
    "code": _("编码"),
    "name": _("名称"),
    "kind": _("类型"),
    "regions": _("区域"),
    "units": _("单位数"),
    "version": _("版本"),
    "partner": _("协作系统"),
    "callback": _("回调地址"),
    "way": _("通知方式"),
    "drill": _("演练编号"),
    "people": _("人数"),
}
