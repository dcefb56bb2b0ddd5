"""A QR code in the page: one SVG, no size of its own, its title made harmless."""

from xml.etree import ElementTree

from heyi.web.qr import qr_svg

SVG = "{http://www.w3.org/2000/svg}"


def test_a_code_is_one_svg_that_takes_the_size_of_its_place() -> None:
    drawn = ElementTree.fromstring(qr_svg("https://heyi.example.cn/t/ABCD", title="查办理进度"))  # noqa: S314  # our own
    assert "viewBox" in drawn.attrib
    assert "width" not in drawn.attrib
    assert [node.text for node in drawn.iter() if node.tag.endswith("title")] == ["查办理进度"]


def test_a_title_cannot_break_out() -> None:
    assert "<script>" not in qr_svg("x", title="</title><script>alert(1)</script>")


def test_other_words_make_another_code() -> None:
    assert qr_svg("a", title="") != qr_svg("b", title="")
