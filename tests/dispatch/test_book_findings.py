"""What is found in a rule book: tables of faults, and properties over books that nobody wrote."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyi.deadlines.codes import LimitUnit
from heyi.deadlines.rules import LONGEST, Limit, due
from heyi.dispatch.codes import ClockName, FindingCode, RulePart
from heyi.dispatch.rules.books import book_from, changes, digest_of, row_from, rows_of, values_of
from heyi.dispatch.rules.escalating import DEFAULTS, EscalationRow
from heyi.dispatch.rules.findings import blocking, findings, to_read
from heyi.dispatch.rules.routing import Book, LimitRow, NobodyLeft, Routing, RoutingFacts, limit_for, route
from heyi.dispatch.rules.trying import Asked, Stored, Trial, result_of
from heyi.kernel.calendar import mainland
from heyi.matters.codes import Channel
from heyi.triage.codes import Field, Nature, Urgency
from tests.dispatch.test_routing import BOOK
from tests.factories.matters import MORNING

WUXING, ZHILI = "330502", "330502100"


def rule(code="new", priority=600, **given):
    values = {
        "nature": "",
        "field": "",
        "channel": "",
        "region_code": "",
        "unit_kind": "CENTRE",
        "specialty": "",
    }
    return Routing(**{**values, "code": code, "priority": priority, "level": "COUNTY", "why": "试", **given})


def limit(clock="HANDLE", priority=15, **given):
    values = {"nature": "", "channel": "", "urgency": "", "role": "", "limit": "3 days"}
    return LimitRow(**{**values, "clock": clock, "priority": priority, "why": "试", **given})


def with_rows(*rows, book=BOOK, without=()):
    """The shipped book with more rows, and without some."""
    kept = [
        (part, row)
        for part in RulePart
        for row in rows_of(book, part)
        if getattr(row, "code", None) not in without and row not in without
    ]
    parts = {Routing: RulePart.ROUTING, LimitRow: RulePart.LIMIT, EscalationRow: RulePart.ESCALATION}
    return book_from(0, [*kept, *((parts[type(row)], row) for row in rows)])


def codes(book, huzhou, part=None):
    return {finding.code for finding in findings(book, huzhou) if part in (None, finding.part)}


def of(book, huzhou, code):
    return [finding for finding in findings(book, huzhou) if finding.code == code]


def test_the_shipped_book_has_nothing_that_blocks(huzhou):
    assert blocking(findings(BOOK, huzhou)) == ()
    assert codes(BOOK, huzhou) <= {
        FindingCode.ONLY_BY_RECUSAL,
        FindingCode.NO_UNIT_THERE,
        FindingCode.BY_DEFAULT,
    }


def test_what_the_book_before_had_need_not_be_read_again(huzhou):
    found = findings(BOOK, huzhou)
    assert to_read(found, found) == ()
    more = findings(
        with_rows(rule(specialty="MARKET", unit_kind="DEPARTMENT", level="CITY", priority=1)), huzhou
    )
    assert {finding.rows[0].code for finding in to_read(more, found)} == {"new"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (rule(unit_kind="NOBODY"), FindingCode.FAULTY),
        (rule(why=" "), FindingCode.FAULTY),
        (rule(region_code="999999"), FindingCode.FAULTY),
        (rule(code="Not A Code"), FindingCode.FAULTY),
        (rule(code="labour-county"), FindingCode.DUPLICATE),
        (limit(limit="soon"), FindingCode.FAULTY),
        (limit(extension="long", approver="LEADER"), FindingCode.FAULTY),
        (limit("SIGN", limit="999999 years"), FindingCode.FAULTY),
        (limit(limit="6 years"), FindingCode.FAULTY),
        (limit(extension="61 months", approver="LEADER"), FindingCode.FAULTY),
        (limit(extension="3 days"), FindingCode.FAULTY),
        (limit(approver="LEADER"), FindingCode.FAULTY),
        (limit("SIGN", extension="3 days", approver="LEADER"), FindingCode.FAULTY),
        (limit("OBJECT", role="LEAD"), FindingCode.FAULTY),
        (limit(warn_at=100), FindingCode.FAULTY),
        (limit(priority=10), FindingCode.DUPLICATE),
        (EscalationRow("", 10, "", "SOON", "SUPERIOR", "URGE", "试"), FindingCode.FAULTY),
    ],
)
def test_what_blocks_is_found(row, code, huzhou):
    assert code in {finding.code for finding in blocking(findings(with_rows(row), huzhou))}


@pytest.mark.parametrize("unit", LimitUnit)
def test_the_longest_limit_that_a_rule_may_allow_is_no_fault_and_can_be_reckoned(unit, huzhou):
    longest = Limit(LONGEST[unit], unit)
    assert blocking(findings(with_rows(limit(limit=str(longest))), huzhou)) == ()
    assert MORNING + timedelta(days=4 * 365) < due(MORNING, longest, mainland()).at
    assert due(MORNING, longest, mainland()).at < MORNING + timedelta(days=6 * 365)


def test_a_limit_that_is_too_long_in_an_old_book_holds_as_the_longest_there_is():
    facts = RoutingFacts("HELP", "LABOUR", "WEB", WUXING, "NORMAL")
    row = limit("SIGN", priority=900, limit="999999 years", extension="999999 hours")
    found = limit_for("SIGN", facts, "LEAD", with_rows(row))
    assert (found.limit, found.extension) == ("5 years", "43800 hours")


def test_a_place_without_a_unit_is_a_gap(huzhou):
    book = with_rows(
        without=("centre-city", "centre-county", "centre-township", "committee-city", "discipline-city")
    )
    (gap,) = of(book, huzhou, FindingCode.GAP)
    assert gap.blocks
    assert gap.count > 1000
    for case in gap.cases:
        with pytest.raises(NobodyLeft):
            route(RoutingFacts(case.nature, case.field, case.channel, case.region, "NORMAL"), book, huzhou)


def test_a_clock_without_a_limit_is_a_gap(huzhou):
    general = next(row for row in BOOK.limits if row.clock == "SIGN" and row.priority == 10)
    (gap,) = of(with_rows(without=(general,)), huzhou, FindingCode.LIMIT_GAP)
    assert {case.clock for case in gap.cases} == {"SIGN"}
    assert {case.urgency for case in gap.cases} == {"NORMAL"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (rule(nature="DISPUTE", field="LABOUR", level="TOWNSHIP", priority=480), FindingCode.SHADOWED),
        (rule(field="LABOUR", priority=440), FindingCode.ONLY_BY_RECUSAL),
        (rule(field="LABOUR", priority=450), FindingCode.AMBIGUOUS),
        (rule(unit_kind="ZONE", level="TOWNSHIP"), FindingCode.NO_UNIT),
        (rule(unit_kind="DEPARTMENT", specialty="UNION", level="TOWNSHIP"), FindingCode.NO_UNIT),
        (limit(nature="DISPUTE", priority=5), FindingCode.SHADOWED),
        (limit(channel="web", priority=60), FindingCode.AMBIGUOUS),
    ],
)
def test_what_is_doubtful_is_told_and_does_not_block(row, code, huzhou):
    found = to_read(findings(with_rows(row), huzhou), findings(BOOK, huzhou))
    mine = [finding for finding in found if row in finding.rows]
    assert code in {finding.code for finding in mine}, found
    assert not any(finding.blocks for finding in mine)


def test_escalations_that_are_not_written_are_told(huzhou):
    assert RulePart.ESCALATION in {finding.part for finding in of(BOOK, huzhou, FindingCode.BY_DEFAULT)}
    assert codes(with_rows(*DEFAULTS), huzhou, RulePart.ESCALATION) == set()
    never = replace(DEFAULTS[0], priority=5, urgency="NORMAL")
    (found,) = of(with_rows(*DEFAULTS, never), huzhou, FindingCode.SHADOWED)
    assert found.rows[0] == never


WORDS = st.sampled_from(["", "DISPUTE", "HELP", "CONSULTATION"])
FIELDS = st.sampled_from(["", "LABOUR", "CONSUMER"])
KINDS = st.sampled_from(
    [
        ("CENTRE", ""),
        ("POLICE", ""),
        ("DEPARTMENT", "HUMAN_RESOURCES"),
        ("DEPARTMENT", "MARKET"),
        ("JUSTICE", ""),
    ]
)
ROUTINGS = st.builds(
    lambda number, priority, nature, field, channel, region, kind, level: rule(
        f"r-{number}",
        priority,
        nature=nature,
        field=field,
        channel=channel,
        region_code=region,
        unit_kind=kind[0],
        specialty=kind[1],
        level=level,
    ),
    st.integers(1, 99),
    st.integers(1, 6),
    WORDS,
    FIELDS,
    st.sampled_from(["", "web"]),
    st.sampled_from(["", WUXING, ZHILI]),
    KINDS,
    st.sampled_from(["TOWNSHIP", "COUNTY", "CITY"]),
)
LIMITS = st.builds(
    limit,
    st.sampled_from(["SIGN", "HANDLE"]),
    st.integers(1, 4),
    nature=WORDS,
    channel=st.sampled_from(["", "web"]),
    urgency=st.sampled_from(["", "URGENT"]),
    limit=st.sampled_from(["1 days", "2 days"]),
)
BOOKS = st.builds(
    lambda routing, limits: book_from(
        0, [*((RulePart.ROUTING, r) for r in routing), *((RulePart.LIMIT, r) for r in limits)]
    ),
    st.lists(ROUTINGS, min_size=1, max_size=8, unique_by=lambda r: r.code),
    st.lists(LIMITS, max_size=6),
)
PLACES = st.sampled_from([WUXING, ZHILI, "330500", "330503", "330502101", "330521"])


def winner(facts, book, huzhou):
    """The code of the rule that names the unit, if any does."""
    try:
        return route(facts, book, huzhou).chosen.rule
    except NobodyLeft:
        return None


@given(
    book=BOOKS,
    nature=st.sampled_from(["DISPUTE", "HELP", "CONSULTATION", "REPORT"]),
    field=st.sampled_from(["LABOUR", "CONSUMER", "TAX"]),
    channel=st.sampled_from(["web", "phone"]),
    place=PLACES,
    denied=st.frozensets(st.integers(1, 60), max_size=20),
)
@settings(max_examples=200, deadline=None)
def test_a_row_that_is_said_never_to_win_never_wins(book, nature, field, channel, place, denied, huzhou):
    """Whoever stands aside: a shadowed rule is not the one that names the unit."""
    found = [finding for finding in findings(book, huzhou) if finding.part == RulePart.ROUTING]
    shadowed = {finding.rows[0].code for finding in found if finding.code == FindingCode.SHADOWED}
    facts = RoutingFacts(nature, field, channel, place, "NORMAL", denied)
    assert winner(facts, book, huzhou) not in shadowed
    only = {finding.rows[0].code for finding in found if finding.code == FindingCode.ONLY_BY_RECUSAL}
    assert winner(replace(facts, denied=frozenset()), book, huzhou) not in only


@given(book=BOOKS, nature=st.sampled_from(Nature), field=st.sampled_from(Field), place=PLACES)
@settings(max_examples=100, deadline=None)
def test_where_no_gap_is_told_a_unit_is_found(book, nature, field, place, huzhou):
    gaps = [finding for finding in findings(book, huzhou) if finding.code == FindingCode.GAP]
    if winner(RoutingFacts(nature, field, "web", place, "NORMAL"), book, huzhou) is None:
        assert gaps


@given(
    book=BOOKS,
    nature=st.sampled_from(Nature),
    channel=st.sampled_from(Channel),
    urgency=st.sampled_from(Urgency),
)
@settings(max_examples=150, deadline=None)
def test_a_limit_that_is_said_never_to_win_never_wins(book, nature, channel, urgency, huzhou):
    found = findings(book, huzhou)
    never = [f.rows[0] for f in found if f.code == FindingCode.SHADOWED and f.part == RulePart.LIMIT]
    facts = RoutingFacts(nature, "", channel, ZHILI, urgency)
    for clock in ("SIGN", "HANDLE"):
        won = limit_for(clock, facts, "LEAD", book)
        assert not any(won is row for row in never)


FACTS = st.builds(
    Stored,
    st.sampled_from(Nature),
    st.sampled_from(Field),
    st.sampled_from(Channel),
    PLACES,
    st.sampled_from(Urgency),
)


@given(book=BOOKS, past=st.lists(FACTS, max_size=10), denied=st.frozensets(st.integers(1, 60), max_size=20))
@settings(max_examples=100, deadline=None)
def test_a_trial_asks_a_book_as_a_receipt_does(book, past, denied, huzhou):
    asked = Asked(book, huzhou)
    for facts in (each._replace(denied=among) for each in past for among in (frozenset(), denied)):
        try:
            unit = route(RoutingFacts(*facts), book, huzhou).chosen.unit_id
        except NobodyLeft:
            unit = None
        assert asked.unit(facts) == unit


@given(book=BOOKS, past=st.lists(FACTS, max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_draft_that_says_the_same_changes_nothing(book, past, huzhou):
    same = book_from(0, [(p, row_from(p, values_of(row))) for p in RulePart for row in rows_of(book, p)])
    assert changes(book, same) == ()
    found = Trial(book, same, huzhou).replay(enumerate(past))
    assert (found.total, found.moved, found.relimited) == (len(past), 0, 0)


@given(BOOKS, BOOKS)
@settings(max_examples=100, deadline=None)
def test_what_no_difference_tells_does_not_differ(one, other):
    if not changes(one, other):
        for part in RulePart:
            assert sorted(map(str, rows_of(one, part))) == sorted(map(str, rows_of(other, part)))
    digests = {
        digest_of(replace(book, version=1), author="甲", effective_at=MORNING) for book in (one, other)
    }
    assert len(digests) == (1 if replace(one, version=1) == replace(other, version=1) else 2)


def test_a_trial_counts_whole_pairs_and_keeps_some(huzhou):
    after = with_rows(
        rule("labour-zone", 460, field="LABOUR", unit_kind="JUSTICE"), limit(nature="HELP", priority=30)
    )
    past = [
        ((WUXING, number), Stored("COMPLAINT", "LABOUR", "web", WUXING, "NORMAL")) for number in range(50)
    ] + [((WUXING, number), Stored("HELP", "MARKET", "web", WUXING, "NORMAL")) for number in range(50, 60)]
    found = Trial(BOOK, after, huzhou).replay(past)
    told = result_of(found)
    assert (told["total"], told["moved"], told["relimited"]) == (60, 50, 10)
    labour = huzhou.unit_by_code("330502-HUMAN_RESOURCES").id
    assert told["moves"] == [{"from": labour, "to": huzhou.unit_by_code("330502-JUSTICE").id, "count": 50}]
    assert len(found.hits) == 20
    assert told["limits"] == [
        {
            "clock": "HANDLE",
            "before": "3 working days + 3 working days SUPERIOR, 80",
            "after": "3 days, 80",
            "count": 10,
        }
    ]


def test_differences_are_told_row_by_row():
    before = Book(1, (rule("a"), rule("b")), (limit(),))
    after = Book(0, (rule("a", why="别的"), rule("c")), (limit(), limit(nature="HELP")))
    told = [(change.kind, change.key[0], change.fields) for change in changes(before, after)]
    assert told == [
        ("CHANGED", "a", ("why",)),
        ("ADDED", "c", ()),
        ("REMOVED", "b", ()),
        ("ADDED", "HANDLE", ()),
    ]


ONE_ROW = EscalationRow("", 10, "", "OVERDUE", "CITY", "URGE", "试")


def test_a_first_escalation_ends_the_defaults_and_says_what_then_has_no_row(huzhou):
    book = with_rows(ONE_ROW)
    (end,) = of(book, huzhou, FindingCode.DEFAULTS_END)
    assert not end.blocks
    assert {(case.stage, case.urgency) for case in end.cases} == {("TRIPLE", "")}
    assert {case.clock for case in end.cases} == set(ClockName)
    narrow = with_rows(replace(ONE_ROW, urgency="URGENT"))
    (end,) = of(narrow, huzhou, FindingCode.DEFAULTS_END)
    assert "NORMAL" in {case.urgency for case in end.cases if case.stage == "OVERDUE"}
    assert end.mark != of(book, huzhou, FindingCode.DEFAULTS_END)[0].mark


def test_where_rows_press_wherever_the_defaults_did_nothing_is_told(huzhou):
    assert FindingCode.DEFAULTS_END not in codes(with_rows(*DEFAULTS), huzhou)
    assert FindingCode.DEFAULTS_END not in codes(BOOK, huzhou)
    assert FindingCode.DEFAULTS_END not in codes(with_rows(ONE_ROW, replace(ONE_ROW, stage="TRIPLE")), huzhou)


def test_defaults_that_end_are_told_as_removed_and_come_back_with_the_last_row():
    told = changes(BOOK, with_rows(ONE_ROW))
    assert sorted((change.kind, change.row.clock, change.row.stage) for change in told) == [
        ("CHANGED", "", "OVERDUE"),
        ("REMOVED", "", "OVERDUE"),
        ("REMOVED", "", "TRIPLE"),
        ("REMOVED", "HANDLE", "OVERDUE"),
    ]
    back = changes(with_rows(ONE_ROW), BOOK)
    assert sorted(change.kind for change in back) == ["ADDED", "ADDED", "ADDED", "CHANGED"]
    assert {change.kind for change in changes(BOOK, with_rows(*DEFAULTS))} == {"ADDED"}
    assert changes(BOOK, BOOK) == ()
