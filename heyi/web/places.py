"""A point in words: how it came to be known, and how exact it is."""

from django.utils.translation import gettext

from heyi.kernel.point import Point, PointSource

_KILOMETRE = 1000


def point_words(point: Point | None) -> str:
    """ "" where there is none."""
    if point is None:
        return ""
    how = gettext("手机定位") if point.by == PointSource.PHONE else gettext("图上标的点")
    return gettext("%(how)s，误差约 %(far)s") % {"how": how, "far": far_words(point.metres)}


def far_words(metres: int) -> str:
    """A distance as people say it."""
    if metres < _KILOMETRE:
        return gettext("%(n)s 米") % {"n": metres}
    return gettext("%(n)s 公里") % {"n": f"{metres / _KILOMETRE:.1f}".removesuffix(".0")}
