"""The papers of the beginning: request, register, rights."""

from datetime import datetime

from heyi.documents.rules import opening_papers as papers
from heyi.documents.rules.parts import Signer
from heyi.mediation.codes import DISPUTE_WORDS, ORIGIN_WORDS, PART_WORDS
from heyi.mediation.rules.papers.case import Case
from heyi.mediation.rules.papers.wording import DUTIES, RIGHTS, day_of, party_of, regime_of, remedies_of


def application(case: Case, _at: datetime) -> papers.Application:
    """调解申请书: who asks whom, to be signed by hand."""
    applicants = [side for side in case.sides if side.part == "APPLICANT"] or list(case.sides[:1])
    return papers.Application(
        regime=regime_of(case),
        committee=case.committee,
        parties=tuple(party_of(side) for side in case.sides),
        facts=case.gist,
        requests=(f"请求{case.committee}对上述纠纷进行调解。",),
        applicants=tuple(Signer(role=PART_WORDS[side.part], name=side.signed_as) for side in applicants),
        applied_on=None,
    )


def intake_form(case: Case, at: datetime) -> papers.IntakeForm:
    """受理登记表: what came in and who took it."""
    return papers.IntakeForm(
        regime=regime_of(case),
        committee=case.committee,
        number=case.number,
        source=ORIGIN_WORDS[case.origin],
        kind=DISPUTE_WORDS[case.dispute],
        received_at=case.opened_at,
        parties=tuple(party_of(side) for side in case.sides),
        gist=case.gist,
        mediator=case.mediator,
        registered_on=day_of(at),
    )


def rights_notice(case: Case, at: datetime) -> papers.RightsNotice:
    """权利义务告知书: read before the first session, a copy for each party (人民调解法 §23, §24)."""
    fee = f"收费 {case.fee:,.2f} 元。" if case.fee else "不收取任何费用。"
    return papers.RightsNotice(
        regime=regime_of(case),
        committee=case.committee,
        number=case.number,
        told=tuple(side.name for side in case.sides),
        mediators=(case.mediator,),
        rights=RIGHTS,
        duties=DUTIES,
        remedies=remedies_of(case),
        fee=fee,
        told_on=day_of(at),
    )
