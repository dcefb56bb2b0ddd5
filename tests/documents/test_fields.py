"""What a paper must say: every fault at its field, in words, before anything is set."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from heyi.documents.codes import PAPER_WORDS, PaperKind
from heyi.documents.rules.fields import MONEY, faults_of
from heyi.documents.rules.papers import PAPERS, kind_of
from heyi.documents.rules.parts import Instalment, Party, Signer
from heyi.documents.rules.printed import canonical_content, mark_of, printed, short_mark
from tests.factories.paper_samples import SAMPLES
from tests.factories.papers import CHEN, agreement

FAULTS = [
    ({"number": ""}, ("编号", "missing")),
    ({"number": "  "}, ("编号", "missing")),
    ({"number": "字" * 41}, ("编号", "too_long")),
    ({"number": "一\n二"}, ("编号", "one_line")),
    ({"number": 7}, ("编号", "wrong")),
    ({"number": "a\x00b"}, ("编号", "unseen")),
    ({"facts": "倒\u202e序"}, ("纠纷主要事实和争议事项", "unseen")),
    ({"facts": "\ue000"}, ("纠纷主要事实和争议事项", "unseen")),
    ({"facts": "\ud800"}, ("纠纷主要事实和争议事项", "unseen")),
    ({"clauses": ()}, ("协议条款", "missing")),
    ({"clauses": ["不是条款"]}, ("协议条款", "wrong")),
    ({"clauses": ("不是条款",)}, ("协议条款 1", "wrong")),
    ({"parties": (CHEN,)}, ("当事人", "missing")),
    ({"parties": (CHEN,) * 201}, ("当事人", "too_many")),
    ({"parties": (CHEN, Party(role="被申请人", name=""))}, ("当事人 2：姓名或者名称", "missing")),
    ({"total": 1200}, ("合计金额", "wrong")),
    ({"total": Decimal("-1")}, ("合计金额", "wrong")),
    ({"total": Decimal("1e13")}, ("合计金额", "wrong")),
    ({"total": Decimal("0.001")}, ("合计金额", "wrong")),
    ({"copies": 0}, ("份数", "wrong")),
    ({"copies": True}, ("份数", "wrong")),
    ({"agreed_on": datetime(2026, 11, 27, tzinfo=UTC)}, ("签订日期", "wrong")),
    ({"agreed_on": date(1, 1, 1)}, ("签订日期", "wrong")),
    ({"mediators": ("",)}, ("调解员 1", "missing")),
    ({"mediators": "周敏"}, ("调解员", "wrong")),
]


@pytest.mark.parametrize(("changes", "found"), FAULTS, ids=[str(found) for _changes, found in FAULTS])
def test_a_fault_is_told_at_its_field(changes: dict, found: tuple[str, str]) -> None:
    faults = faults_of(agreement(**changes))
    assert [(fault.field, fault.code) for fault in faults] == [found]
    assert faults[0].params["field"] == found[0]


def test_every_fault_is_told_at_once() -> None:
    assert len(faults_of(agreement(number="", facts="", copies=0))) == 3


def test_a_moment_without_a_zone_is_refused() -> None:
    record = replace(SAMPLES[PaperKind.INQUIRY_RECORD], began_at=datetime(2026, 11, 27))  # noqa: DTZ001
    assert [fault.code for fault in faults_of(record)] == ["wrong"]


def test_a_part_that_must_be_there() -> None:
    paper = replace(SAMPLES[PaperKind.POWER_OF_ATTORNEY], principal=None, agent="陈立")
    assert [fault.code for fault in faults_of(paper)] == ["missing", "wrong"]


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_the_samples_are_whole_and_of_their_kind(kind: PaperKind) -> None:
    assert faults_of(SAMPLES[kind]) == ()
    assert kind_of(SAMPLES[kind]) is kind


def test_every_paper_has_a_sample_a_title_and_its_template() -> None:
    assert set(SAMPLES) == set(PAPERS) == set(PaperKind) - {PaperKind.CASE_FILE}
    assert set(PAPER_WORDS) == {kind.value for kind in PaperKind}


def test_what_is_no_paper_has_no_kind() -> None:
    with pytest.raises(LookupError):
        kind_of(CHEN)


def test_days_and_amounts_are_printed_in_words() -> None:
    told = printed(agreement())
    assert told["agreed_on"] == "2026年11月27日"
    assert told["total"] == {"figures": "1,200.00", "capitals": "壹仟贰佰元整"}
    assert told["instalments"][0]["due_on"] == "2026年12月5日"
    assert len(told["facts"]) == 2
    assert printed(SAMPLES[PaperKind.INQUIRY_RECORD])["began_at"] == "2026年11月27日 19:30"


def test_the_same_content_has_the_same_text_and_another_another() -> None:
    one, same, other = agreement(), agreement(), agreement(copies=4)
    texts = [canonical_content(PaperKind.AGREEMENT, 1, each) for each in (one, same, other)]
    assert texts[0] == texts[1] != texts[2]
    assert canonical_content(PaperKind.AGREEMENT, 2, one) != texts[0]


def test_a_mark_is_read_out_in_fours() -> None:
    mark = mark_of(PaperKind.AGREEMENT, bytes(range(32)))
    assert mark == "HEYI1:AGREEMENT:000102030405060708090A0B0C0D0E0F"
    assert short_mark(mark) == "0001-0203-0405"


def test_instalments_name_amounts() -> None:
    assert {one.name for one in fields(Instalment) if one.metadata["shape"].sort == MONEY} == {"amount"}


@pytest.mark.parametrize(
    ("stroke", "is_whole"),
    [
        ("", True),
        ("M1 1L20 20M3 4", True),
        ("M1 1L20 20'/><script>", False),
        ("L1 1", False),
        ("M1 1 Q2 2 3 3", False),
        ("M١ ١L٢ ٢", False),
        ("M1 1" + "L2 2" * 10_000, False),
        (None, False),
    ],
)
def test_a_drawn_signature_is_lines_and_nothing_else(stroke: object, is_whole: bool) -> None:
    signer = Signer(role="申请人", name="王秀英", stroke=stroke)  # type: ignore[arg-type]
    assert (faults_of(signer) == ()) is is_whole
