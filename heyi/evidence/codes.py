"""Codes of evidence: what kinds of files are kept, in which forms, and why one is not."""

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
    "UNKNOWN": _("只收照片（JPG、HEIC、PNG、WebP、GIF）、PDF 和纯文本。请换成其中一种，比如拍照或者截图。"),
}
