"""Codes of evidence: what kinds of files are kept, in which forms, and why one is not; how exhibits come and go."""

from enum import StrEnum

from heyi.kernel.words import _


class Media(StrEnum):
    """A kind of file that is kept, told from its content alone."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    GIF = "image/gif"
    HEIC = "image/heic"
    PDF = "application/pdf"
    TEXT = "text/plain"


PICTURES = frozenset({Media.JPEG, Media.PNG, Media.WEBP, Media.GIF, Media.HEIC})
DEVELOPED = PICTURES | {Media.PDF}  # copies are made of these
ENDINGS = {
    Media.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Media.PNG: (".png",),
    Media.WEBP: (".webp",),
    Media.GIF: (".gif",),
    Media.HEIC: (".heic", ".heif", ".hif"),
    Media.PDF: (".pdf",),
    Media.TEXT: (".txt", ".text", ".log", ".csv", ".md"),
}


class FileForm(StrEnum):
    """The original as it came, sealed; of a picture also a copy to show, and a small one for lists."""

    ORIGINAL = "ORIGINAL"
    SHOWN = "SHOWN"
    THUMB = "THUMB"


class Scan(StrEnum):
    """Whether a file was looked at for viruses: without a scanner nobody does; a silent one is asked again."""

    NONE = "NONE"
    WAITING = "WAITING"
    CLEAN = "CLEAN"
    INFECTED = "INFECTED"


class FileRefusal(StrEnum):
    """Why a file is not kept."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    TOO_MUCH = "TOO_MUCH"
    TOO_MANY = "TOO_MANY"
    TOO_MANY_PIXELS = "TOO_MANY_PIXELS"
    BROKEN = "BROKEN"
    HEIC = "HEIC"
    ACTIVE = "ACTIVE"
    UNKNOWN = "UNKNOWN"
    BUSY = "BUSY"
    INFECTED = "INFECTED"
    STORE = "STORE"


LARGEST = 25 * 1024 * 1024  # bytes of one file
MOST_FILES = 60  # of one matter
MOST_PIXELS = 68_000_000  # what a telephone takes at most without pasting pictures together

REFUSAL_WORDS = {
    "EMPTY": _("文件是空的，请重新选择。"),
    "TOO_LARGE": _("文件超过 25 MB。照片可用普通清晰度再拍一张；文件较大的请分开上传。"),
    "TOO_MUCH": _("一次选得太多，这个文件没有传上来，请再传一次。"),
    "TOO_MANY": _("一件事项最多放 60 个文件，请挑选最能说明情况的。"),
    "TOO_MANY_PIXELS": _("图片的像素太大，打不开。请用普通清晰度再拍一张，或者截图后上传。"),
    "BROKEN": _("文件不完整或者已损坏，打不开。请重新选择，或者换一张。"),
    "HEIC": _(
        "这台服务器打不开 HEIC 格式的照片。请在手机“设置 - 相机 - 格式”里选“兼容性最佳”再拍，或者截图后上传。"
    ),
    "ACTIVE": _("为了安全，不收网页、矢量图、程序和压缩包。请换成照片、截图或 PDF。"),
    "BUSY": _("现在传照片的人多，这个文件没有收下。请过一会儿再选一次。"),
    "INFECTED": _("病毒扫描在这个文件里发现 %(found)s，没有收下。请先查杀您的电脑或手机，再换一个文件。"),
    "STORE": _("文件暂时存不进去，没有收下。请过一会儿再选一次。"),
    "UNKNOWN": _("只收照片（JPG、HEIC、PNG、WebP、GIF）、PDF 和纯文本。请换成其中一种，比如拍照或者截图。"),
}


class Capture(StrEnum):
    """How an exhibit came to be what it is (民事证据规定 §14-15): which device made it, and who held that device."""

    PAPER_SCANNED = "PAPER_SCANNED"
    PHOTO_HERE = "PHOTO_HERE"
    OWN_DEVICE = "OWN_DEVICE"
    CHAT_EXPORT = "CHAT_EXPORT"
    CHAT_SCREENSHOT = "CHAT_SCREENSHOT"
    WEB_PAGE = "WEB_PAGE"
    RECORDING = "RECORDING"
    FROM_SYSTEM = "FROM_SYSTEM"
    OTHER = "OTHER"


CAPTURE_WORDS = {
    "PAPER_SCANNED": _("纸质原件在本单位扫描"),
    "PHOTO_HERE": _("在本单位或现场拍摄"),
    "OWN_DEVICE": _("当事人用自己的设备上传"),
    "CHAT_EXPORT": _("从聊天软件导出的记录"),
    "CHAT_SCREENSHOT": _("聊天记录截图"),
    "WEB_PAGE": _("下载的网页"),
    "RECORDING": _("交来的录音录像（文字整理或截取画面）"),
    "FROM_SYSTEM": _("从其他业务系统调取"),
    "OTHER": _("其他方式"),
}


class Original(StrEnum):
    """Whether whoever took the exhibit saw what it was made from (在线诉讼规则 §12-13: when the original is needed)."""

    SEEN = "SEEN"
    COPY_ONLY = "COPY_ONLY"
    BORN_DIGITAL = "BORN_DIGITAL"


ORIGINAL_WORDS = {
    "SEEN": _("已核对原件"),
    "COPY_ONLY": _("只有复制件，未见原件"),
    "BORN_DIGITAL": _("本来就是电子数据"),
}


class Custody(StrEnum):
    """What was done with an exhibit; the rows of its chain."""

    RECEIVED = "RECEIVED"
    STAMPED = "STAMPED"
    VIEWED = "VIEWED"
    COPIED_OUT = "COPIED_OUT"
    PACKAGED = "PACKAGED"
    SEALED = "SEALED"
    RELEASED = "RELEASED"
    DESTROYED = "DESTROYED"


CUSTODY_WORDS = {
    "RECEIVED": _("收存"),
    "STAMPED": _("加盖时间戳"),
    "VIEWED": _("查看证据"),
    "COPIED_OUT": _("复制取出"),
    "PACKAGED": _("打包"),
    "SEALED": _("封存"),
    "RELEASED": _("移交"),
    "DESTROYED": _("销毁"),
}
BY_HAND = frozenset({Custody.VIEWED, Custody.COPIED_OUT, Custody.SEALED, Custody.RELEASED})


class StampState(StrEnum):
    """How an exhibit stands with its time stamp."""

    WAITING = "WAITING"
    STAMPED = "STAMPED"
    TRIAL = "TRIAL"


STAMP_WORDS = {
    "WAITING": _("待加盖时间戳"),
    "STAMPED": _("已加盖时间戳"),
    "TRIAL": _("时间戳仅供演示与测试"),
}


class ExhibitRefusal(StrEnum):
    """Why something cannot be done with an exhibit."""

    GONE = "GONE"
    DESTROYED = "DESTROYED"
    NO_WORDS = "NO_WORDS"
    LONG_WORDS = "LONG_WORDS"
    NOT_BY_HAND = "NOT_BY_HAND"
    ONE_PERSON = "ONE_PERSON"
    NOTHING = "NOTHING"
    TOO_MANY = "TOO_MANY"
    TOO_LARGE = "TOO_LARGE"
    WITHHELD = "WITHHELD"
    STORE = "STORE"


MOST_WORDS = 2000  # characters of how something was captured, or why something was done
MOST_EXHIBITS = 300  # of one package
LARGEST_PACKAGE = 1024**3  # bytes: whoever checks it by the script holds it in memory

EXHIBIT_REFUSAL_WORDS = {
    "GONE": _("证据文件不存在，或者与收存时不一致，请联系系统管理员核对。"),
    "DESTROYED": _("这份证据已经销毁。"),
    "NO_WORDS": _("请写明原因或取得步骤。"),
    "LONG_WORDS": _("文字太长：最多 %(most)s 个字。"),
    "NOT_BY_HAND": _("这一步由平台自己登记，不能手工填写。"),
    "ONE_PERSON": _("销毁证据须由另一人批准。"),
    "NOTHING": _("没有可打包的证据。"),
    "TOO_MANY": _("一次最多打包 %(most)s 份证据，请分几次。"),
    "TOO_LARGE": _("证据太大，一个压缩包装不下，请分几次打包。"),
    "STORE": _("存放文件的地方暂时没有应答，请过一会儿再试。"),
    "WITHHELD": _("病毒扫描在这份证据里发现问题，不能取出。"),
}


class MessageKind(StrEnum):
    """What a message of a chat export is."""

    TEXT = "TEXT"
    PICTURE = "PICTURE"
    VOICE = "VOICE"
    VIDEO = "VIDEO"
    FILE = "FILE"
    STICKER = "STICKER"
    PLACE = "PLACE"
    CALL = "CALL"
    LINK = "LINK"
    FORWARDED = "FORWARDED"
    TRANSFER = "TRANSFER"
    RED_PACKET = "RED_PACKET"
    WITHDRAWN = "WITHDRAWN"


MESSAGE_WORDS = {
    "TEXT": _("文字消息"),
    "PICTURE": _("图片"),
    "VOICE": _("语音"),
    "VIDEO": _("视频"),
    "FILE": _("文件"),
    "STICKER": _("表情"),
    "PLACE": _("位置消息"),
    "CALL": _("通话"),
    "LINK": _("链接"),
    "FORWARDED": _("转发的聊天记录"),
    "TRANSFER": _("转账"),
    "RED_PACKET": _("红包"),
    "WITHDRAWN": _("撤回消息"),
}


class MoneyState(StrEnum):
    """What a message says of money: its speaker offered it, accepted it, or sent it back."""

    OFFERED = "OFFERED"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"


MONEY_WORDS = {
    "OFFERED": _("发出"),
    "ACCEPTED": _("收下"),
    "RETURNED": _("退回"),
}
