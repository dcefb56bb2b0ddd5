"""Pictures for the demo, drawn here: places and things, no people, nobody's photograph."""

import io
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PIL import Image, ImageDraw

from heyi.evidence.operations import Content, Kept, keep

SIZE = (1600, 1200)
_WIDE, _HIGH = SIZE
Draw = Callable[[ImageDraw.ImageDraw], None]


def kept_pictures(names: Sequence[str], *, at: datetime) -> list[Kept]:
    """The drawings of these names, kept like any photograph; raises KeyError for a name that nobody draws."""
    return [keep(Content(drawn(name), name=f"{DRAWINGS[name][0]}.jpg"), at=at) for name in names]


def drawn(name: str) -> bytes:
    """A drawing as JPEG."""
    image = Image.new("RGB", SIZE, "#dfe3de")
    DRAWINGS[name][1](ImageDraw.Draw(image))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def _front(draw: ImageDraw.ImageDraw) -> None:
    """The front of a house with two balconies, one above the other."""
    for y in range(_HIGH):
        shade = 205 - y // 14
        draw.line([(0, y), (_WIDE, y)], fill=(shade, shade - 6, shade - 20))
    for left in range(-60, _WIDE, 220):
        for top in range(0, _HIGH, 90):
            draw.rectangle(
                [left + (top // 90 % 2) * 110, top, left + 212 + (top // 90 % 2) * 110, top + 84],
                outline="#b3a894",
            )
    for top in (180, 720):
        draw.rectangle([340, top, 1260, top + 300], fill="#6c7f86", outline="#3d4a4f", width=8)
        draw.rectangle([360, top + 20, 1240, top + 150], fill="#8fa7b0")
        for bar in range(360, 1250, 55):
            draw.line([(bar, top + 150), (bar, top + 300)], fill="#e8e8e4", width=9)
        draw.rectangle([320, top + 290, 1280, top + 330], fill="#9a9184")


def _washing(draw: ImageDraw.ImageDraw) -> None:
    draw.line([(300, 470), (1300, 452)], fill="#33383a", width=6)
    for place, colour in enumerate(("#b5452f", "#f0ede2", "#33627a", "#d9a94e", "#6f8f72")):
        left = 350 + place * 185
        draw.polygon(
            [(left, 466), (left + 130, 463), (left + 118, 640), (left + 14, 643)],
            fill=colour,
            outline="#2c3335",
        )
    draw.rectangle([420, 860, 1120, 1000], fill="#d8c3c9", outline="#8a6f77", width=5)
    for column in range(470, 1110, 90):
        draw.line([(column, 862), (column, 998)], fill="#b79aa3", width=4)


def _drips(draw: ImageDraw.ImageDraw) -> None:
    for place in range(26):
        x, y = 380 + place * 31 % 800, 670 + place * 47 % 180
        draw.ellipse([x, y, x + 10, y + 26], fill="#dff0f7", outline="#7aa3b5")
    draw.ellipse([560, 880, 860, 970], fill="#b098a2")


def _tray(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(300, 652), (1310, 640), (1290, 700), (330, 712)], fill="#c9d3d6", outline="#4b585c")


def _ceiling(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle([0, 0, _WIDE, 700], fill="#ecebe4")
    draw.polygon([(0, 700), (_WIDE, 560), (_WIDE, _HIGH), (0, _HIGH)], fill="#d5d0c2")
    draw.line([(0, 700), (_WIDE, 560)], fill="#b9b3a2", width=10)
    for ring, colour in enumerate(("#d8cdb0", "#c7b58c", "#b39c6d", "#c9b98f")):
        spread = 360 - ring * 80
        draw.ellipse([760 - spread, 330 - spread // 2, 760 + spread, 330 + spread // 2], fill=colour)
    for place in range(7):
        x = 560 + place * 66
        draw.line([(x, 350), (x + 22, 420), (x - 10, 500 + place % 3 * 40)], fill="#8f7a50", width=5)
    draw.ellipse([1180, 150, 1380, 210], fill="#f6f4ea", outline="#a7a294", width=5)


def _stairs(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle([0, 0, _WIDE, _HIGH], fill="#cfd2c9")
    draw.rectangle([0, 620, _WIDE, 640], fill="#7c8f7d")
    for step in range(9):
        left, top = 120 + step * 95, 1080 - step * 95
        draw.rectangle(
            [left, top, _WIDE, top + 95], fill=f"#{0xA2 - step * 5:02x}a09a", outline="#6f6d66", width=4
        )
    draw.line([(120, 900), (1000, 30)], fill="#5f4a3a", width=26)
    for step in range(8):
        left = 170 + step * 108
        draw.line([(left, 850 - step * 107), (left, 1060 - step * 97)], fill="#5f4a3a", width=10)


def _boxes(draw: ImageDraw.ImageDraw) -> None:
    for left, top, wide, high in (
        (900, 560, 330, 240),
        (1180, 420, 300, 200),
        (1000, 380, 240, 180),
        (700, 800, 340, 210),
    ):
        draw.rectangle([left, top, left + wide, top + high], fill="#b98f5e", outline="#7d5c37", width=6)
        draw.rectangle([left + wide // 2 - 18, top, left + wide // 2 + 18, top + high], fill="#d6bb8d")
    for sheet in range(9):
        draw.line([(860, 1010 + sheet * 12), (1500, 990 + sheet * 12)], fill="#a98256", width=8)


def _manhole(draw: ImageDraw.ImageDraw) -> None:
    for y in range(_HIGH):
        shade = 92 + (y * 37 % 13)
        draw.line([(0, y), (_WIDE, y)], fill=(shade, shade + 2, shade + 4))
    draw.polygon([(0, 180), (_WIDE, 60), (_WIDE, 96), (0, 226)], fill="#d8d4c4")
    draw.ellipse([430, 380, 1190, 900], fill="#4c4f50", outline="#2a2c2d", width=16)
    for turn in range(0, 360, 20):
        across, down = 810 + 330 * math.cos(math.radians(turn)), 640 + 220 * math.sin(math.radians(turn))
        draw.ellipse([across - 16, down - 11, across + 16, down + 11], fill="#696d6e")
    draw.polygon([(810, 640), (1190, 560), (1180, 760), (1040, 860), (900, 820)], fill="#101213")
    draw.line([(810, 640), (620, 500), (560, 470)], fill="#1a1c1d", width=9)


def _wall(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle([0, 0, _WIDE, 420], fill="#c5d4da")
    draw.polygon([(0, 1200), (520, 420), (1080, 420), (1600, 1200)], fill="#a39c8d")
    draw.polygon([(0, 0), (520, 300), (520, 460), (0, 1200)], fill="#d9d2c3")
    draw.polygon([(1600, 0), (1080, 300), (1080, 460), (1600, 1200)], fill="#cbc3b3")
    for row in range(9):
        for column in range(6):
            left, top = 430 + column * 105 + row % 2 * 52, 500 + row * 46
            draw.rectangle([left, top, left + 98, top + 40], fill="#a4553d", outline="#d8cdbf", width=3)


def _sheet(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle([0, 0, _WIDE, _HIGH], fill="#8c7458")
    draw.polygon([(230, 90), (1400, 130), (1370, 1140), (200, 1100)], fill="#f6f2e6", outline="#cfc6ae")
    for row in range(13):
        top = 210 + row * 66
        draw.line([(262, top), (1350, top + 36)], fill="#a9b6bd", width=4)
        for column in range(5):
            left = 300 + column * 205
            width = 60 + (row * 53 + column * 37) % 90
            if row < 12:
                draw.line(
                    [(left, top + 42 + column * 7), (left + width, top + 42 + column * 7)],
                    fill="#35445c",
                    width=7,
                )
    for column in range(6):
        draw.line([(262 + column * 210, 206), (240 + column * 210, 1010)], fill="#a9b6bd", width=4)


def _stamp(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle([1010, 860, 1240, 1080], outline="#b5351f", width=16)
    draw.line([(1050, 930), (1200, 930)], fill="#b5351f", width=16)
    draw.line([(1125, 890), (1125, 1050)], fill="#b5351f", width=16)


def _all(*parts: Draw) -> Draw:
    def draw_all(draw: ImageDraw.ImageDraw) -> None:
        for part in parts:
            part(draw)

    return draw_all


DRAWINGS: Mapping[str, tuple[str, Draw]] = {
    "dripping-washing": ("楼上滴水", _all(_front, _washing, _drips)),
    "drip-tray": ("装好的接水盘", _all(_front, _tray)),
    "ceiling-stain": ("卫生间吊顶水渍", _ceiling),
    "stairs-boxes": ("楼道纸板", _all(_stairs, _boxes)),
    "broken-manhole": ("井盖", _manhole),
    "alley-wall": ("砌在通道上的墙", _wall),
    "payment-plan": ("分期付款计划", _all(_sheet, _stamp)),
    "wage-sheet": ("工资记账本", _sheet),
}
"""What can be drawn: its file's name, and how."""
