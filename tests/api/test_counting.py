"""What is taken and refused can be counted from outside."""

from prometheus_client import REGISTRY

from tests.api.conftest import Partner

LEAK = {"text": "吴兴区织里镇富民路八号楼上漏水三个月，无人处理。", "channel": "web"}


def metric(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_new_repeated_and_refused_reports_are_told_apart(partner: Partner):
    names = ("heyi_reports_received_total", "heyi_reports_refused_total")
    before = (
        metric(names[0], outcome="received"),
        metric(names[0], outcome="repeated"),
        metric(names[1], code="EMPTY"),
    )
    partner.post(LEAK, key="k1")
    partner.batch(LEAK | {"key": "k1"}, LEAK | {"key": "k2", "text": ""})
    partner.post(LEAK | {"text": ""})
    after = (
        metric(names[0], outcome="received"),
        metric(names[0], outcome="repeated"),
        metric(names[1], code="EMPTY"),
    )
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 1, 2]
