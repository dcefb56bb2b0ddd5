"""The regimes as data: who may mediate, for which fee, how long, and what an agreement may become."""

from collections.abc import Mapping
from dataclasses import dataclass

from heyi.deadlines.rules import Limit
from heyi.kernel.words import _
from heyi.mediation.codes import Dispute, Exclusion, Regime


@dataclass(frozen=True, slots=True)
class RegimeRule:
    """One regime. `units` are kinds of units (orgs.codes) that may open it; `limit` runs from the day all consented."""

    regime: Regime
    units: frozenset[str]
    limit: Limit
    may_charge: bool
    confirms: bool
    excludes: frozenset[str]
    law: str


_ANY = frozenset[str]()
REGIMES: Mapping[str, RegimeRule] = {
    "PEOPLE": RegimeRule(
        Regime.PEOPLE,
        frozenset({"CENTRE", "MEDIATION_COMMITTEE", "JUSTICE", "VILLAGE"}),
        Limit.parse("30 days"),  # SF/T 0083-2020, a default; longer by consent of all
        may_charge=False,
        confirms=True,
        excludes=_ANY,
        law="人民调解法 §4、§33",
    ),
    "ADMINISTRATIVE": RegimeRule(
        Regime.ADMINISTRATIVE,
        frozenset({"DEPARTMENT", "POLICE", "JUSTICE"}),
        Limit.parse("30 days"),
        may_charge=False,
        confirms=True,
        excludes=_ANY,
        law="domain: 行政调解",
    ),
    "COMMERCIAL": RegimeRule(
        Regime.COMMERCIAL,
        frozenset({"CENTRE", "MEDIATION_COMMITTEE", "CHAMBER"}),
        Limit.parse("30 days"),
        may_charge=True,
        confirms=True,
        excludes=frozenset(
            {
                Dispute.CONSUMER,
                Dispute.FAMILY,
                Dispute.LABOUR,
                Dispute.NEIGHBOURS,
                Dispute.TRAFFIC,
                Dispute.MEDICAL,
            }
        ),
        law="商事调解条例 §16",
    ),
    "LABOUR": RegimeRule(
        Regime.LABOUR,
        frozenset({"CENTRE", "MEDIATION_COMMITTEE", "DEPARTMENT"}),
        Limit.parse("15 days"),  # then free to arbitrate
        may_charge=False,
        confirms=True,
        excludes=frozenset(each for each in Dispute if each != Dispute.LABOUR),
        law="劳动争议调解仲裁法 §14",
    ),
    "JUDICIAL": RegimeRule(
        Regime.JUDICIAL,
        frozenset({"COURT", "CENTRE", "MEDIATION_COMMITTEE"}),
        Limit.parse("30 days"),
        may_charge=False,
        confirms=True,
        excludes=_ANY,
        law="人民法院在线调解规则 §24",
    ),
}

RIGHT_DOOR: Mapping[str, str] = {
    Exclusion.CRIME: _("请拨打 110，或者向公安机关报案。"),
    Exclusion.STATUS: _("身份关系由人民法院或者登记机关确认；财产、抚养费等可以调解。"),
    Exclusion.DECIDED: _("不服生效处理的，按处理文书写明的途径申请再审、复议或者申诉。"),
    Exclusion.IN_COURT: _("请向受理案件的人民法院申请委派或者委托调解。"),
    Exclusion.RELATION: _("请向复议机关申请行政复议，或者向人民法院提起行政诉讼。"),
}
"""Where somebody goes with what mediation may not take."""


def excluded_by(regime: str, dispute: str) -> bool:
    """Whether this regime does not take disputes of this kind."""
    return dispute in REGIMES[regime].excludes


def regimes_for(unit_kind: str, dispute: str) -> tuple[str, ...]:
    """The regimes under which a unit of this kind may mediate such a dispute, the usual one first."""
    return tuple(
        regime
        for regime, rule in REGIMES.items()
        if unit_kind in rule.units and not excluded_by(regime, dispute)
    )
