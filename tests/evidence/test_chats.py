"""Chat exports: every known shape, every line accounted for, money counted by who says what of it."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.evidence.codes import MessageKind, MoneyState
from heyi.evidence.rules.chat_kinds import content_of
from heyi.evidence.rules.chats import Chat, read_chat
from heyi.evidence.rules.screenshots import Shot, pages_of
from heyi.kernel.clock import CHINA

ONE_LINE = """2026-03-01 12:03:11 张三: 螃蟹收到了吗
2026-03-01 12:04:02 李四: 收到了，
一共三百斤
2026-03-01 12:05:00 张三：钱什么时候给"""
NAME_TIME = """张三 2026-03-01 12:03:11
螃蟹收到了吗

李四 2026/3/1 12:04:02
收到了，
一共三百斤

张三 2026年3月1日 12:05
钱什么时候给
"""
TIME_NAME = """2026-03-01 12:03:11 张三
螃蟹收到了吗
2026-03-01 12:04:02 李四
收到了，
一共三百斤
2026-03-01 12:05:00 张三
钱什么时候给"""
TWO_LINES = """张三
2026-03-01 12:03:11
螃蟹收到了吗

李四
2026-03-01 12:04:02
收到了，
一共三百斤

张三:
2026-03-01 12:05:00
钱什么时候给"""
BELOW_DAYS = """微信“张三和李四的聊天记录”如下：

—————  2026-03-01  —————


张三  12:03:11

螃蟹收到了吗

李四  12:04:02

收到了，
一共三百斤

张三  12:05

钱什么时候给
"""
SHAPES = {
    "time name: words": ONE_LINE,
    "name time, words": NAME_TIME,
    "time name, words": TIME_NAME,
    "name, time, words": TWO_LINES,
    "day, then name and clock": BELOW_DAYS,
}


def at(*clock: int, day: int = 1) -> datetime:
    return datetime(2026, 3, day, *clock, tzinfo=CHINA)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_messages(shape: str) -> None:
    chat = read_chat(SHAPES[shape])
    assert chat.shape == shape
    assert [(m.number, m.speaker, m.at, m.text) for m in chat.messages] == [
        (1, "张三", at(12, 3, 11), "螃蟹收到了吗"),
        (2, "李四", at(12, 4, 2), "收到了，\n一共三百斤"),
        (3, "张三", at(12, 5), "钱什么时候给"),
    ]
    assert chat.speakers == ("张三", "李四")
    assert chat.span == (at(12, 3, 11), at(12, 5))
    assert whole(chat, SHAPES[shape])


def whole(chat: Chat, text: str) -> bool:
    """Whether every line of the source stands in one message or aside, in order, and is found there."""
    lines = text.split("\n")
    spans = sorted((each.first_line, each.last_line, each.text) for each in (*chat.messages, *chat.asides))
    covered = [line for first, last, _text in spans for line in range(first, last + 1)]
    words = all(
        line.strip() in "\n".join(lines[first - 1 : last])
        for first, last, text in spans
        for line in text.split("\n")
    )
    return covered == list(range(1, len(lines) + 1)) and words and chat.lines == len(lines)


SCRAPS = st.sampled_from(
    [
        "2026-03-01 12:03:11 张三: 好",
        "2026-03-01 12:03:11 张三",
        "张三 2026-03-01 12:03",
        "张三",
        "2026-03-01 12:03:11",
        "—————  2026-03-02  —————",
        "李四  12:04",
        "[转账] ￥500.00",
        "2026-02-30 12:00 张三: 没有这一天",
        "2026-03-01 25:00 张三: 没有这个钟点",
        "",
        "：",
        "\u202e\u2028",
    ]
)


@given(st.lists(SCRAPS | st.text(max_size=60), max_size=30))
def test_no_line_is_lost_and_none_counted_twice(lines: list[str]) -> None:
    text = "\n".join(lines).replace("\r", "")
    chat = read_chat(text)
    assert whole(chat, text)
    assert [message.number for message in chat.messages] == list(range(1, len(chat.messages) + 1))


@given(
    st.lists(
        st.tuples(st.integers(0, 10**7), st.text("甲乙，。[]好元", min_size=1, max_size=20)),
        min_size=1,
        max_size=20,
    )
)
def test_what_is_written_in_a_shape_is_read_again(said: list[tuple[int, str]]) -> None:
    moments = [at(0) + timedelta(seconds=seconds) for seconds, _words in said]
    lines = [
        f"{when:%Y-%m-%d %H:%M:%S} 张三: {words}" for when, (_s, words) in zip(moments, said, strict=True)
    ]
    chat = read_chat("\n".join(lines))
    assert [(m.at, m.text) for m in chat.messages] == list(
        zip(moments, [words for _s, words in said], strict=True)
    )


@pytest.mark.parametrize(
    ("text", "kind", "amount", "money"),
    [
        ("好的", "TEXT", None, None),
        ("[图片]", "PICTURE", None, None),
        ('[语音] 5"', "VOICE", None, None),
        ("[视频]", "VIDEO", None, None),
        ("[文件] 合同.pdf", "FILE", None, None),
        ("[动画表情]", "STICKER", None, None),
        ("【位置】织里镇", "PLACE", None, None),
        ("[语音通话] 03:12", "CALL", None, None),
        ("[聊天记录]", "FORWARDED", None, None),
        ("[链接] 价格表", "LINK", None, None),
        ("[转账] ￥500.00", "TRANSFER", "500.00", "OFFERED"),
        ("[转账]￥12,345.6 货款", "TRANSFER", "12345.6", "OFFERED"),
        ("[转账] 已收款 ¥500.00", "TRANSFER", "500.00", "ACCEPTED"),
        ("[转账] 已被接收 500元", "TRANSFER", "500", "ACCEPTED"),
        ("[转账] 已退还 ￥500.00", "TRANSFER", "500.00", "RETURNED"),
        ("[转账]", "TRANSFER", None, "OFFERED"),
        ("[转账] ￥500.00 还有 ￥300.00", "TRANSFER", None, "OFFERED"),  # which one, nobody can know
        ("[微信红包] 恭喜发财", "RED_PACKET", None, "OFFERED"),
        ("[红包] 已领取 8.88元", "RED_PACKET", "8.88", "ACCEPTED"),
        ("我给你转账 500 元了", "TEXT", None, None),  # what people write is words, not money
        ("李四撤回了一条消息", "WITHDRAWN", None, None),
    ],
)
def test_what_a_message_is(text: str, kind: str, amount: str | None, money: str | None) -> None:
    found = content_of(text)
    assert (found.kind, found.money) == (kind, money)
    assert found.amount == (Decimal(amount) if amount else None)


def test_money_is_added_by_speaker_and_by_what_became_of_it() -> None:
    chat = read_chat(
        """2026-03-01 12:00:00 李四: [转账] ￥1,000.00
2026-03-01 12:01:00 张三: [转账] 已收款 ￥1,000.00
2026-03-02 12:00:00 李四: [转账] ￥0.10
2026-03-02 12:00:01 李四: [转账] ￥0.20
2026-03-03 12:00:00 张三: [转账] 已退还 ￥0.20
2026-03-04 12:00:00 李四: [微信红包] 恭喜发财"""
    )
    assert [(t.speaker, t.kind, t.money, t.count, t.amount, t.without_amount) for t in chat.totals] == [
        ("张三", MessageKind.TRANSFER, MoneyState.ACCEPTED, 1, Decimal("1000.00"), 0),
        ("张三", MessageKind.TRANSFER, MoneyState.RETURNED, 1, Decimal("0.20"), 0),
        ("李四", MessageKind.RED_PACKET, MoneyState.OFFERED, 1, Decimal(0), 1),
        ("李四", MessageKind.TRANSFER, MoneyState.OFFERED, 3, Decimal("1000.30"), 0),
    ]


def test_silences_disorder_and_what_was_taken_back_are_told() -> None:
    chat = read_chat(
        """2026-03-01 12:00:00 张三: 一
2026-03-09 12:00:01 李四: 二
2026-03-08 12:00:00 张三: 三
2026-03-08 12:00:00 李四: 李四撤回了一条消息"""
    )
    assert [(gap.after, gap.before, gap.lasts.days) for gap in chat.gaps] == [(1, 2, 8)]
    assert (chat.out_of_order, chat.withdrawn) == ((3,), (4,))
    assert chat.span == (at(12), at(12, 0, 1, day=9))


@pytest.mark.parametrize(
    ("clock", "hour"),
    [
        ("下午3:05", 15),
        ("上午3:05", 3),
        ("晚上11:05", 23),
        ("凌晨12:05", 0),
        ("中午12:05", 12),
        ("23:05", 23),
    ],
)
def test_half_days_are_told_in_words(clock: str, hour: int) -> None:
    (message,) = read_chat(f"2026年3月1日 星期日 {clock} 张三: 好").messages
    assert message.at == at(hour, 5)


@pytest.mark.parametrize("text", ["", "没有时间的话\n再来一句", "2026-02-30 12:00 张三: 好"])
def test_what_has_no_known_shape_lies_beside_whole(text: str) -> None:
    chat = read_chat(text)
    assert (chat.messages, chat.shape, chat.span) == ((), "", None)
    assert [aside.text for aside in chat.asides] == [text]


def test_a_line_of_megabytes_is_read_in_time() -> None:
    chat = read_chat("2026-03-01 12:03:11 张三: " + "a :" * 1_000_000)
    assert len(chat.messages) == 1


SHOTS = [
    ["微信图片_20260301120311.jpg", "微信图片_20260301120305.jpg", "Screenshot_2026-03-01-12-03-20-123.png"],
    ["IMG_10.jpg", "IMG_9.jpg", "IMG_2.jpg"],
]


@pytest.mark.parametrize(("names", "order"), [(SHOTS[0], [1, 0, 2]), (SHOTS[1], [2, 1, 0])])
def test_screenshots_are_numbered_pages(names: list[str], order: list[int]) -> None:
    pages = pages_of([Shot(UUID(int=place), name, name) for place, name in enumerate(names)])
    assert [page.number for page in pages] == [1, 2, 3]
    assert [page.key.int for page in pages] == order


def test_the_same_screenshot_twice_is_told() -> None:
    first, second = pages_of([Shot(UUID(int=1), "2.jpg", "x"), Shot(UUID(int=2), "1.jpg", "x")])
    assert (first.same_as, second.same_as, second.key) == (None, 1, UUID(int=1))


@given(st.lists(st.text("图1029_20260301.", max_size=20), max_size=12))
def test_every_screenshot_is_one_page(names: list[str]) -> None:
    shots = [Shot(UUID(int=place), name, str(place)) for place, name in enumerate(names)]
    assert sorted(page.key.int for page in pages_of(shots)) == list(range(len(names)))
