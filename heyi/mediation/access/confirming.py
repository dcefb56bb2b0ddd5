"""What a court asks of an agreement that is known already, without asking a person."""

from collections.abc import Collection
from datetime import datetime

from heyi.kernel.calendar import mainland
from heyi.mediation.codes import AgreementForm, Obstacle
from heyi.mediation.queries import AgreementRow
from heyi.mediation.rules.confirming import Agreed, obstacles


def known_of(agreement: AgreementRow | None) -> Agreed:
    """As the rules of confirmation take it."""
    if agreement is None:
        return Agreed(is_in_force=False, is_oral=False, is_about_status=False, effective_at=None)
    return Agreed(
        is_in_force=agreement.effective_at is not None,
        is_oral=agreement.form == AgreementForm.ORAL,
        is_about_status=agreement.is_about_status,
        effective_at=agreement.effective_at,
    )


def obstacles_of(
    agreement: AgreementRow | None, said: Collection[str] = (), *, at: datetime
) -> tuple[Obstacle, ...]:
    """Everything that stands in the way of confirmation: what is known, and what a person `said`."""
    return obstacles(known_of(agreement), said, at=at, calendar=mainland())
