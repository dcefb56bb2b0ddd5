"""How the binding of a case file stands."""

from dataclasses import dataclass
from datetime import datetime

from heyi.mediation.models import Binding
from heyi.mediation.queries import MediationRow


@dataclass(frozen=True, slots=True)
class BindingView:
    """The newest asking: GOING, DONE or FAILED, of how many papers, why not."""

    state: str
    total: int
    why: str
    at: datetime

    @property
    def is_going(self) -> bool:
        """Whether the worker has not come to its end."""
        return self.state == "GOING"


def find_binding(row: MediationRow) -> BindingView | None:
    """The newest asking of a mediation; one query."""
    found = Binding.objects.filter(county=row.county, mediation_id=row.id).order_by("-at", "-id")
    told = found.values_list("state", "total", "why", "at").first()
    return BindingView(*told) if told else None
