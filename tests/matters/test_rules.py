"""Who may reach a matter, its sentence, its masks."""

from hypothesis import given
from hypothesis import strategies as st

from heyi.matters.codes import Basis
from heyi.matters.rules import Share, denied_line, masked_name, masked_phone, reach_of, sentence_of

CITY, COUNTY, PEER_COUNTY, TOWN, PEER_TOWN, BUREAU, STATION, VILLAGE = range(1, 9)
PARENT = {
    COUNTY: CITY,
    PEER_COUNTY: CITY,
    TOWN: COUNTY,
    PEER_TOWN: COUNTY,
    BUREAU: COUNTY,
    STATION: BUREAU,
    VILLAGE: TOWN,
}


class Huzhou:
    """City > county > (town > village, peer town, bureau > station)."""

    def is_self_governed(self, unit_id):
        return unit_id == VILLAGE

    def ancestors(self, unit_id):
        chain = []
        while unit_id in PARENT:
            unit_id = PARENT[unit_id]
            chain.append(unit_id)
        return tuple(chain)

    def line(self, unit_id):
        return (
            unit_id,
            *(below for child, parent in PARENT.items() if parent == unit_id for below in self.line(child)),
        )


def test_lead_and_its_superiors_see_and_peers_do_not():
    reach = reach_of([Share(TOWN, Basis.LEAD)], (), Huzhou())
    assert reach == {TOWN: Basis.LEAD, COUNTY: Basis.SUPERIOR, CITY: Basis.SUPERIOR}


def test_superiors_of_an_alarmed_station_see_the_alarm_only():
    reach = reach_of([Share(TOWN, Basis.LEAD), Share(STATION, Basis.ALARM)], (), Huzhou())
    assert (reach[STATION], reach[BUREAU], reach[COUNTY]) == (Basis.ALARM, Basis.ALARM, Basis.SUPERIOR)


def test_a_report_never_reaches_the_unit_it_is_about_nor_those_below_it():
    reach = reach_of([Share(COUNTY, Basis.LEAD)], [BUREAU], Huzhou())
    assert (reach[BUREAU], reach[STATION], reach[COUNTY]) == (Basis.DENIED, Basis.DENIED, Basis.LEAD)


def test_a_former_holder_keeps_sight_and_its_superiors_gain_none():
    reach = reach_of([Share(TOWN, Basis.FORMER), Share(PEER_COUNTY, Basis.LEAD)], (), Huzhou())
    assert reach == {TOWN: Basis.FORMER, PEER_COUNTY: Basis.LEAD, CITY: Basis.SUPERIOR}


def test_who_has_helped_and_is_above_is_above_again_and_a_peer_stays_who_helped():
    helped = [Share(unit, Basis.ASSIST, is_over=True) for unit in (COUNTY, PEER_COUNTY)]
    reach = reach_of([*helped, Share(TOWN, Basis.LEAD)], (), Huzhou())
    assert (reach[COUNTY], reach[PEER_COUNTY]) == (Basis.SUPERIOR, Basis.ASSIST)


shares = st.lists(
    st.builds(
        Share, st.integers(1, 8), st.sampled_from([Basis.LEAD, Basis.ASSIST, Basis.ALARM, Basis.FORMER])
    )
    | st.builds(Share, st.integers(1, 8), st.just(Basis.ASSIST), is_over=st.just(value=True)),
    max_size=6,
)


@given(shares, st.sets(st.integers(1, 8), max_size=3), st.randoms())
def test_reach_does_not_depend_on_the_order_of_the_parts(some, subjects, random):
    shuffled = list(some)
    random.shuffle(shuffled)
    assert reach_of(some, subjects, Huzhou()) == reach_of(shuffled, subjects, Huzhou())


@given(shares, st.sets(st.integers(1, 8), max_size=3))
def test_denial_wins_over_every_share(some, subjects):
    reach = reach_of(some, subjects, Huzhou())
    denied = denied_line(subjects, Huzhou())
    assert {unit for unit, basis in reach.items() if basis is Basis.DENIED} | {VILLAGE} == denied | {VILLAGE}
    assert not denied & {unit for unit, basis in reach.items() if basis is not Basis.DENIED}


def test_a_committee_below_a_subject_has_a_row_only_where_it_would_see_or_is_the_subject():
    assert VILLAGE in denied_line([TOWN], Huzhou())
    assert VILLAGE not in reach_of([Share(COUNTY, Basis.LEAD)], [TOWN], Huzhou())
    for former in (Basis.FORMER, Basis.LEAD):
        assert reach_of([Share(VILLAGE, former)], [TOWN], Huzhou())[VILLAGE] is Basis.DENIED
    assert reach_of([Share(COUNTY, Basis.LEAD)], [VILLAGE], Huzhou())[VILLAGE] is Basis.DENIED


@given(shares)
def test_the_order_of_shares_does_not_matter(some):
    assert reach_of(some, (), Huzhou()) == reach_of(reversed(some), (), Huzhou())


def test_names_and_telephones_are_masked():
    assert [masked_name(name) for name in ("王小明", "𠮷田", "")] == ["王*", "𠮷*", ""]
    assert [masked_phone(phone) for phone in ("13800001234", "2021110", "")] == ["138****1234", "****10", ""]


def test_the_sentence_says_who_and_what_comes_next():
    sentence = sentence_of(unit="织里镇社会治理中心", state="TO_SIGN", due_at=None, answer_due_at=None)
    assert (sentence.state_words, sentence.next_words) == ("待签收", "该单位签收后与您联系")
